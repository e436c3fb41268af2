package dev.selvedge.connectors.vendure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A reader's place in a list that is sorted by (stamp, id), changes all the time, and knows only
/// `stamp after`, `skip` and `take`. Immutable.
///
/// Counting rows from the start would lose some: a row that changes moves to the end and everything
/// behind it moves up by one. So each page begins at the stamp where the one before ended, and only
/// rows that share that stamp are skipped. The row read last is asked for once more, as an anchor:
/// if it does not come first, rows of that stamp have left, and the stamp is read again from its
/// start.
///
/// A slow transaction may commit a row with a stamp that was passed already, at most `overlap`
/// after it took the stamp. Rows so late in this round have stamps from `overlap` before its
/// beginning, so the next round goes back by the overlap and by as long as this round took. Once
/// a round has begun an overlap after the newest stamp was first seen, nothing older can be
/// missing any more, and the next one goes on where this one ended.
///
/// @param from rows with a greater stamp are asked for
/// @param skip how many of them are known already, less the anchor
/// @param anchor the row read last, [Row#NONE] when nothing is skipped
/// @param newest the greatest stamp seen
/// @param newestSeen the hub's time when it was first seen
/// @param begun the hub's time when this round began
/// @param resting whether the end was reached, and the next round has not begun
record Walk(
    Instant from,
    int skip,
    Row anchor,
    Instant newest,
    Instant newestSeen,
    Instant begun,
    boolean resting) {

  /// Rows as they came and the stamp they are sorted by.
  record Row(String id, Instant stamp) {
    static final Row NONE = new Row("", Instant.EPOCH);
  }

  /// What a page came to.
  ///
  /// @param firstNew rows before it are known already
  record Step(int firstNew, Walk next) {}

  /// A walk through everything after an instant.
  static Walk after(Instant from, Instant now) {
    return new Walk(from, 0, Row.NONE, from, now, now, false);
  }

  /// The same place, with its round not yet begun.
  Walk rest() {
    return new Walk(from, skip, anchor, newest, newestSeen, begun, true);
  }

  /// The next round of a resting walk.
  Walk begin(Instant now) {
    return new Walk(from, skip, anchor, newest, newestSeen, now, false);
  }

  /// Reads the answer to `stamp after from, skip, take`.
  ///
  /// @param take at least 2, so that there is room for more than the anchor
  Step read(List<Row> rows, int take, Instant now, Duration overlap) {
    boolean anchored = !anchor.equals(Row.NONE);
    if (anchored && (rows.isEmpty() || !rows.getFirst().equals(anchor))) {
      return new Step(rows.size(), new Walk(from, 0, Row.NONE, newest, newestSeen, begun, false));
    }
    Walk further = rows.isEmpty() ? this : past(rows, now);
    boolean end = rows.size() < take;
    return new Step(anchored ? 1 : 0, end ? further.ended(now, overlap) : further);
  }

  private Walk past(List<Row> rows, Instant now) {
    Row last = rows.getLast();
    Instant bound = last.stamp().minusMillis(1);
    boolean sameStamp = !bound.isAfter(from);
    int known =
        sameStamp
            ? skip + rows.size()
            : (int) rows.stream().filter(row -> !row.stamp().isBefore(bound)).count();
    boolean newer = last.stamp().isAfter(newest);
    return new Walk(
        sameStamp ? from : bound,
        known - 1,
        last,
        newer ? last.stamp() : newest,
        newer ? now : newestSeen,
        begun,
        false);
  }

  private Walk ended(Instant now, Duration overlap) {
    if (!begun.isBefore(newestSeen.plus(overlap))) {
      return rest();
    }
    Instant back = newest.minus(overlap).minus(Duration.between(begun, now));
    Instant next = back.isBefore(Instant.EPOCH) ? Instant.EPOCH : back;
    return new Walk(next, 0, Row.NONE, newest, newestSeen, begun, true);
  }
}
