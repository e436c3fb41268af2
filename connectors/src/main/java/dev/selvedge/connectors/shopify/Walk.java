package dev.selvedge.connectors.shopify;

import dev.selvedge.connector.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// A reader's place in a list that is asked for from a stamp on and paged by the API's own cursors.
/// Immutable.
///
/// A cursor names a row by its stamp and id, so that a row which changes, and moves to the end,
/// moves no other. The API gives no more than some ten thousand rows behind one question: after a
/// part of those the question is asked anew from the stamp that was reached.
///
/// A change may be committed with a stamp that was passed already, at most `overlap` after it was
/// taken. So the next round goes back by the overlap and by as long as this round took. Once a
/// round has begun an overlap after the newest stamp was first seen, nothing older can be missing
/// any more, and the next one asks for what is newer. A stamp of the future counts as the present.
///
/// @param from rows with this stamp or a greater one are asked for
/// @param beyond only with a greater one
/// @param cursor the end of the page before; empty at the beginning
/// @param rows how many have been read behind the question
/// @param reached the last row's stamp
/// @param newest the greatest stamp seen
/// @param newestSeen the hub's time when it was first seen
/// @param begun the hub's time when this round began
/// @param resting whether the end was reached, and the next round has not begun
record Walk(
    Instant from,
    boolean beyond,
    String cursor,
    int rows,
    Instant reached,
    Instant newest,
    Instant newestSeen,
    Instant begun,
    boolean resting) {
  /// The API has no pages behind 25,000 rows.
  static final int FAR = 20_000;

  /// Where every date begins last.
  private static final ZoneOffset EARLIEST = ZoneOffset.ofHours(-12);

  /// A page as it came.
  ///
  /// @param end its last row's cursor; empty where it has no rows
  record Sheet(List<Instant> stamps, boolean more, String end) {
    Sheet {
      stamps = List.copyOf(stamps);
    }
  }

  /// A walk through everything since an instant.
  static Walk since(Instant from, Instant now) {
    return new Walk(from, false, "", 0, from, from, now, now, false);
  }

  /// The same place, with its round not yet begun.
  Walk rest() {
    return new Walk(from, beyond, "", 0, from, newest, newestSeen, begun, true);
  }

  /// The next round of a resting walk.
  Walk begin(Instant now) {
    return new Walk(from, beyond, "", 0, from, newest, newestSeen, now, false);
  }

  /// What is to be searched for; nothing for everything.
  ///
  /// Where the search compares whole days, what is later than a stamp's day leaves out the rest of
  /// that day, and whose day it is, the shop's or that of UTC, is not said. So the stamp itself is
  /// asked for, in the zone in which it has the earliest date on Earth: a search that compares
  /// times finds the same, one that compares days no less.
  ///
  /// @param name of the stamp in the API's search
  /// @param byDay whether the search may compare whole days
  Optional<String> filter(String name, boolean byDay) {
    if (!from.isAfter(Instant.EPOCH)) {
      return Optional.empty();
    }
    return Optional.of(
        byDay
            ? name
                + ":>='"
                + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(from.atOffset(EARLIEST))
                + "'"
            : name + (beyond ? ":>'" : ":>='") + from + "'");
  }

  /// Whether a row is among what was asked for: the API's search may be coarser than a second.
  boolean covers(Instant stamp) {
    return beyond ? stamp.isAfter(from) : !stamp.isBefore(from);
  }

  /// After a cursor that the shop does not take any more.
  ///
  /// @param sorted whether the list is sorted by this stamp
  Walk withoutCursor(boolean sorted, Instant now) {
    return sorted && canGoOnFrom(reached, now)
        ? anew()
        : new Walk(from, beyond, "", 0, from, newest, newestSeen, begun, false);
  }

  /// The place behind a page.
  ///
  /// @param sorted whether the list is sorted by this stamp
  Walk read(Sheet sheet, boolean sorted, Instant now, Duration overlap) {
    Walk further = past(sheet.stamps(), now);
    if (!sheet.more()) {
      return further.ended(now, overlap);
    }
    if (sheet.end().isEmpty() || sheet.end().equals(cursor)) {
      throw new SourceException("the shop promises another page and does not say where");
    }
    int read = rows + sheet.stamps().size();
    if (sorted && read >= FAR && further.canGoOnFrom(further.reached(), now)) {
      return further.anew();
    }
    return new Walk(
        from,
        beyond,
        sheet.end(),
        read,
        further.reached(),
        further.newest(),
        further.newestSeen(),
        begun,
        false);
  }

  private boolean canGoOnFrom(Instant stamp, Instant now) {
    return stamp.isAfter(from) && !stamp.isAfter(now);
  }

  private Walk anew() {
    return new Walk(reached, false, "", 0, reached, newest, newestSeen, begun, false);
  }

  private Walk past(List<Instant> stamps, Instant now) {
    Instant last = stamps.isEmpty() ? reached : stamps.getLast();
    Instant greatest =
        stamps.stream()
            .max(Instant::compareTo)
            .map(stamp -> stamp.isAfter(now) ? now : stamp)
            .orElse(newest);
    boolean newer = greatest.isAfter(newest);
    return new Walk(
        from,
        beyond,
        cursor,
        rows,
        last,
        newer ? greatest : newest,
        newer ? now : newestSeen,
        begun,
        false);
  }

  private Walk ended(Instant now, Duration overlap) {
    if (newest.equals(Instant.EPOCH)) {
      return new Walk(Instant.EPOCH, false, "", 0, Instant.EPOCH, newest, newestSeen, begun, true);
    }
    if (!begun.isBefore(newestSeen.plus(overlap))) {
      return new Walk(newest, true, "", 0, newest, newest, newestSeen, begun, true);
    }
    Instant back = newest.minus(overlap).minus(Duration.between(begun, now));
    Instant next = back.isBefore(Instant.EPOCH) ? Instant.EPOCH : back;
    return new Walk(next, false, "", 0, next, newest, newestSeen, begun, true);
  }
}
