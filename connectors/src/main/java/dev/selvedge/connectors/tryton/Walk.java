package dev.selvedge.connectors.tryton;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A reader's place in a list that is sorted by (stamp, id) and changes all the time. Each page
/// begins behind the row read last, so what moves or vanishes hides nothing. Immutable.
///
/// A stamp is the time at which its transaction began, so a row may become visible up to `overlap`
/// after its stamp. Rows so late in this round have stamps from `overlap` before its beginning:
/// the next round goes back by the overlap and by as long as this round took. Once a round has
/// begun an overlap after the newest stamp was first seen, nothing older can be missing, and the
/// next goes on where this one ended. Stamps of the future pull nothing along: a round goes back
/// from its own beginning then.
///
/// @param stamp of the row read last
/// @param id of the row read last; 0 to begin with all rows of that stamp
/// @param newest the greatest stamp seen
/// @param newestSeen the hub's time when it was first seen
/// @param begun the hub's time when this round began
/// @param resting whether the end was reached, and the next round has not begun
record Walk(
    Instant stamp, long id, Instant newest, Instant newestSeen, Instant begun, boolean resting) {

  /// What a page of the list holds.
  record Row(long id, Instant stamp) {}

  /// A walk through everything.
  static Walk first(Instant now) {
    return new Walk(Instant.EPOCH, 0, Instant.EPOCH, now, now, false);
  }

  /// The next round of a resting walk.
  Walk begin(Instant now) {
    return new Walk(stamp, id, newest, newestSeen, now, false);
  }

  /// The place behind these rows.
  ///
  /// @param end whether they are the last
  Walk past(List<Row> rows, boolean end, Instant now, Duration overlap) {
    Walk further = rows.isEmpty() ? this : behind(rows.getLast(), now);
    return end ? further.ended(now, overlap) : further;
  }

  private Walk behind(Row last, Instant now) {
    boolean newer = last.stamp().isAfter(newest);
    return new Walk(
        last.stamp(),
        last.id(),
        newer ? last.stamp() : newest,
        newer ? now : newestSeen,
        begun,
        false);
  }

  private Walk ended(Instant now, Duration overlap) {
    boolean future = newest.isAfter(begun);
    if (!future && !begun.isBefore(newestSeen.plus(overlap))) {
      return new Walk(stamp, id, newest, newestSeen, begun, true);
    }
    Instant back = (future ? begun : newest).minus(overlap).minus(Duration.between(begun, now));
    Instant next = back.isBefore(Instant.EPOCH) ? Instant.EPOCH : back;
    return new Walk(next, 0, newest, newestSeen, begun, true);
  }
}
