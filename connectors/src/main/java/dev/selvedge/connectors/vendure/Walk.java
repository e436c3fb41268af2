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
/// When the end is reached, the next round begins `overlap` before the newest stamp seen, because a
/// slow transaction may still commit a row with an older stamp. Once a round has begun that long
/// after the newest stamp was first seen, nothing older can be missing and the next one goes on
/// where this one ended.
///
/// @param from rows with a greater stamp are asked for
/// @param skip how many of them are known already, less the anchor
/// @param anchor the row read last, [Row#NONE] when nothing is skipped
/// @param newest the greatest stamp seen
/// @param newestSeen the hub's time when it was first seen
/// @param begun the hub's time when this round began
/// @param resting whether the end was reached
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
  Walk begin(Instant now, Duration overlap) {
    boolean complete = !begun.isBefore(newestSeen.plus(overlap));
    if (complete) {
      return new Walk(from, skip, anchor, newest, newestSeen, now, false);
    }
    Instant back =
        newest.isBefore(Instant.EPOCH.plus(overlap)) ? Instant.EPOCH : newest.minus(overlap);
    return new Walk(back, 0, Row.NONE, newest, newestSeen, now, false);
  }

  /// Reads the answer to `stamp after from, skip, take`.
  ///
  /// @param take at least 2, so that there is room for more than the anchor
  Step read(List<Row> rows, int take, Instant now) {
    boolean anchored = !anchor.equals(Row.NONE);
    if (anchored && (rows.isEmpty() || !rows.getFirst().equals(anchor))) {
      return new Step(rows.size(), new Walk(from, 0, Row.NONE, newest, newestSeen, begun, false));
    }
    boolean end = rows.size() < take;
    if (rows.isEmpty()) {
      return new Step(0, new Walk(from, 0, Row.NONE, newest, newestSeen, begun, true));
    }
    Row last = rows.getLast();
    boolean further = last.stamp().isAfter(newest);
    Instant bound = last.stamp().minusMillis(1);
    boolean sameStamp = !bound.isAfter(from);
    int known =
        sameStamp
            ? skip + rows.size()
            : (int) rows.stream().filter(row -> !row.stamp().isBefore(bound)).count();
    return new Step(
        anchored ? 1 : 0,
        new Walk(
            sameStamp ? from : bound,
            known - 1,
            last,
            further ? last.stamp() : newest,
            further ? now : newestSeen,
            begun,
            end));
  }
}
