package dev.selvedge.connectors.woocommerce;

import dev.selvedge.connector.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// A reader's place in a list that changes all the time and knows only bounds of stamps, an order
/// and an offset. Immutable.
///
/// Stamps are whole seconds, and rows of one second have no order between them. So each page begins
/// with the whole second in which the one before ended, and nothing is counted. Only where one
/// second fills a page, its rows are read by their ids, which do have an order. There, and where a
/// whole list is read by ids, rows are counted; the row read last is asked for once more, as an
/// anchor: if it does not come first, rows before it have left.
///
/// A shop that still keeps orders as posts sorts by its local time. In the night when clocks go
/// back that is not the order of the stamps; then the hours around are read by ids as well.
///
/// A change may be committed with a stamp that was passed already, at most `overlap` after it was
/// taken. So the next round goes back by the overlap and by as long as this round took. Once a
/// round has begun an overlap after the newest stamp was first seen, nothing older can be missing.
/// A stamp of the future counts as the present.
///
/// @param from rows with a greater stamp are asked for
/// @param until and not a greater one than this, by their ids; [#NONE] for all, by their stamps
/// @param skip rows counted
/// @param anchor the id of the row read last; empty where none is to come again
/// @param newest the greatest stamp seen
/// @param newestSeen the hub's time when it was first seen
/// @param begun the hub's time when this round began
/// @param resting whether the end was reached, and the next round has not begun
record Walk(
    Instant from,
    Instant until,
    int skip,
    String anchor,
    Instant newest,
    Instant newestSeen,
    Instant begun,
    boolean resting) {
  /// No bound.
  static final Instant NONE = Instant.EPOCH;

  private static final Duration AROUND = Duration.ofHours(2);

  /// The shop knows no parts of seconds.
  Walk {
    from = from.truncatedTo(ChronoUnit.SECONDS);
  }

  /// A row's id and the stamp by which the list is walked; [#NONE] where the shop knows none, as of
  /// drafts. Such a row has no place in the order of stamps.
  record Row(String id, Instant stamp) {
    boolean isTimed() {
      return !stamp.equals(NONE);
    }
  }

  /// A page as it came.
  ///
  /// @param take how many were asked for, at least 2. Fewer may come though there are more: the
  ///     shop counts what it then cannot show
  record Part(List<Row> rows, int take, boolean more) {
    Part {
      rows = List.copyOf(rows);
    }

    boolean hasHoles() {
      return more && rows.size() < take;
    }
  }

  static Walk since(Instant from, Instant now) {
    return new Walk(from, NONE, 0, "", from, now, now, false);
  }

  /// The same place, with its round not yet begun.
  Walk rest(Instant now) {
    return new Walk(from, NONE, 0, "", newest, newestSeen, now, true);
  }

  /// The next round of a resting walk.
  Walk begin(Instant now) {
    return new Walk(from, NONE, 0, "", newest, newestSeen, now, false);
  }

  boolean byIds() {
    return !until.equals(NONE);
  }

  /// The place behind a page of what changed.
  Walk read(Part part, Instant now, Duration overlap) {
    if (byIds()) {
      return counted(part, now);
    }
    List<Row> rows = part.rows().stream().filter(Row::isTimed).toList();
    if (rows.stream().anyMatch(row -> row.stamp().isBefore(from))) {
      throw new SourceException(
          "the shop gives records that changed before the time asked for; WooCommerce 5.8 or newer"
              + " is needed");
    }
    Walk further = noted(rows, now);
    if (!part.more()) {
      return further.ended(now, overlap);
    }
    if (rows.isEmpty()) {
      return further.at(skip + part.take(), "");
    }
    Instant greatest = rows.stream().map(Row::stamp).max(Instant::compareTo).orElseThrow();
    Instant last = rows.getLast().stamp();
    if (!isSorted(rows)) {
      return further.at(from, greatest.plus(AROUND));
    }
    Instant bound = last.minusSeconds(1);
    if (bound.isAfter(from)) {
      return further.at(bound, NONE);
    }
    // Where the bound itself is given as well, its rows are known.
    return last.isAfter(from)
        ? further.at(last.minusSeconds(1), last)
        : further.at(from.plusSeconds(1), NONE);
  }

  private static boolean isSorted(List<Row> rows) {
    for (int row = 1; row < rows.size(); row++) {
      if (rows.get(row).stamp().isBefore(rows.get(row - 1).stamp())) {
        return false;
      }
    }
    return true;
  }

  /// The place behind a page of those between the bounds: where rows have left, all are read again.
  private Walk counted(Part part, Instant now) {
    List<Row> rows = part.rows();
    if (!anchor.isEmpty() && (rows.isEmpty() || !rows.getFirst().id().equals(anchor))) {
      return at(0, "");
    }
    Walk further = noted(rows, now);
    return part.more() ? further.behind(part) : further.at(until, NONE);
  }

  /// The place behind a page of a whole list, by ids: where rows have left, it goes back page by
  /// page until one comes first that was read before.
  Walk swept(Part part) {
    if (isPast(part.rows())) {
      return at(Math.max(0, skip - part.take()), anchor);
    }
    return part.more()
        ? behind(part)
        : new Walk(from, NONE, 0, "", newest, newestSeen, begun, true);
  }

  private boolean isPast(List<Row> rows) {
    return !anchor.isEmpty()
        && skip > 0
        && (rows.isEmpty() || Long.parseLong(rows.getFirst().id()) > Long.parseLong(anchor));
  }

  /// Behind holes there is no telling which row comes first.
  private Walk behind(Part part) {
    return part.hasHoles()
        ? at(skip + part.take(), "")
        : at(skip + part.rows().size() - 1, part.rows().getLast().id());
  }

  private Walk at(Instant lower, Instant upper) {
    return new Walk(lower, upper, 0, "", newest, newestSeen, begun, false);
  }

  /// Further in the same list.
  Walk at(int rows, String known) {
    return new Walk(from, until, rows, known, newest, newestSeen, begun, false);
  }

  private Walk noted(List<Row> rows, Instant now) {
    Instant greatest =
        rows.stream()
            .map(Row::stamp)
            .max(Instant::compareTo)
            .map(stamp -> stamp.isAfter(now) ? now : stamp)
            .orElse(newest);
    boolean newer = greatest.isAfter(newest);
    return new Walk(
        from,
        until,
        skip,
        anchor,
        newer ? greatest : newest,
        newer ? now : newestSeen,
        begun,
        resting);
  }

  private Walk ended(Instant now, Duration overlap) {
    if (!begun.isBefore(newestSeen.plus(overlap))) {
      return new Walk(newest, NONE, 0, "", newest, newestSeen, begun, true);
    }
    Instant back = newest.minus(overlap).minus(Duration.between(begun, now));
    Instant next = back.isBefore(Instant.EPOCH) ? Instant.EPOCH : back;
    return new Walk(next, NONE, 0, "", newest, newestSeen, begun, true);
  }
}
