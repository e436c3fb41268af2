package dev.selvedge.dotdigital.inward;

import dev.selvedge.RecordKind;
import dev.selvedge.dotdigital.inward.Bookmark.State.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How far the passes of a feed reach back behind the one before. A feed that also tells what the
/// hub itself wrote would read a day of it again each time: there most passes reach back a little,
/// and one every few hours the whole way, behind the one before that did. So nothing is missed that
/// comes no later than the overlap; only what comes later than a little waits for the next of
/// those. Immutable.
///
/// @param overlap the whole way
/// @param usual of most passes
/// @param wholeEvery how often a pass reaches back the whole way; ZERO: always
record Reach(Duration overlap, Duration usual, Duration wholeEvery) {
  private static final Duration A_LITTLE = Duration.ofHours(1);
  private static final Duration EVERY = Duration.ofHours(6);

  /// In a bookmark: when a part was last read the whole way.
  private static final String WHOLE = "whole way: ";

  static Reach of(RecordKind kind, Duration overlap) {
    return kind.equals(Kinds.CONTACT_CHANGE) && overlap.compareTo(A_LITTLE) > 0
        ? new Reach(overlap, A_LITTLE, EVERY)
        : new Reach(overlap, overlap, Duration.ZERO);
  }

  /// Where a pass begins, or empty when it is the first one; the same for all its sheets.
  Optional<Instant> from(Bookmark bookmark, Reading reading) {
    return isWhole(bookmark, reading)
        ? whole(bookmark, reading).map(mark -> mark.minus(overlap))
        : bookmark.mark(reading.part()).map(mark -> mark.minus(usual));
  }

  /// A part was read to its end.
  Bookmark marked(Bookmark bookmark, Reading reading) {
    Bookmark marked = bookmark.marked(reading.part(), reading.begun());
    if (wholeEvery.isZero()) {
      return marked;
    }
    Instant whole =
        isWhole(bookmark, reading)
            ? reading.begun()
            : whole(bookmark, reading).orElse(reading.begun());
    return marked.marked(WHOLE + reading.part(), whole);
  }

  private boolean isWhole(Bookmark bookmark, Reading reading) {
    return whole(bookmark, reading)
        .map(mark -> !reading.begun().isBefore(mark.plus(wholeEvery)))
        .orElse(true);
  }

  /// Before there were two kinds of passes, each one reached back the whole way.
  private static Optional<Instant> whole(Bookmark bookmark, Reading reading) {
    return bookmark.mark(WHOLE + reading.part()).or(() -> bookmark.mark(reading.part()));
  }
}
