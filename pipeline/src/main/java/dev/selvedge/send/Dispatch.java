package dev.selvedge.send;

import dev.selvedge.Lane;
import java.time.Duration;
import java.time.Instant;

/// Decides how due items of a lane leave: one call each, or together in an import. Pure.
///
/// A few lone changes go at once, each by a call of its own. When many come, they are gathered for
/// a moment and leave together: an import of thousands costs one call, and takes little longer.
/// Whichever way has no allowance left, the other is taken.
///
/// @param loneAtMost so many single calls within `lonePer`; beyond that, changes are gathered
/// @param linger how long ordinary changes are gathered
/// @param fill how long a backfill's items may wait for their batch to fill
public record Dispatch(int loneAtMost, Duration lonePer, Duration linger, Duration fill) {
  /// So few are faster by single calls than by an import, which is asked after.
  private static final int HANDFUL = 3;

  /// However much more is on its way, a batch that does not fill leaves in the end.
  private static final int FILLS_AT_MOST = 15;

  public static Dispatch standard() {
    return new Dispatch(10, Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(2));
  }

  /// How the due items leave now.
  public sealed interface Decision {
    /// Nothing is due, it is still being gathered, or no call is left.
    record NotYet() implements Decision {}

    record Singly(int count) implements Decision {}

    record Together() implements Decision {}
  }

  /// What the decision depends on.
  ///
  /// @param due how many items are due in the lane and facet
  /// @param oldest since when the oldest is
  /// @param singles how many single calls the lane may make now; 0 where there is no such way
  /// @param imports how many imports it may start now
  /// @param batch how many items an import holds at most
  /// @param lately single calls of the lane within the last `lonePer`
  /// @param more whether records that will join the batch are still being planned
  public record Question(
      Lane lane,
      long due,
      Instant oldest,
      long singles,
      long imports,
      int batch,
      int lately,
      boolean more,
      Instant now) {}

  public Decision decide(Question ask) {
    if (ask.due() <= 0) {
      return new Decision.NotYet();
    }
    return switch (ask.lane()) {
      case URGENT -> ask.due() <= loneAtMost ? preferSingles(ask) : preferImport(ask);
      case NORMAL -> {
        boolean few = ask.due() <= Math.max(0, loneAtMost - ask.lately());
        boolean gathered = isFull(ask) || hasWaited(ask, linger);
        yield few ? preferSingles(ask) : gathered ? preferImport(ask) : new Decision.NotYet();
      }
      case BULK -> {
        boolean gathered =
            isFull(ask) || hasWaited(ask, ask.more() ? fill.multipliedBy(FILLS_AT_MOST) : fill);
        yield gathered ? preferImport(ask) : new Decision.NotYet();
      }
    };
  }

  /// Whether so many may come to leave by a call each: of a backfill only a handful may.
  public boolean maySplit(Lane lane, long due) {
    return lane != Lane.BULK || due <= HANDFUL;
  }

  private static boolean isFull(Question ask) {
    return ask.due() >= Math.max(1, ask.batch());
  }

  private static boolean hasWaited(Question ask, Duration patience) {
    return !ask.oldest().plus(patience).isAfter(ask.now());
  }

  private static Decision preferSingles(Question ask) {
    if (ask.singles() >= ask.due()) {
      return new Decision.Singly((int) ask.due());
    }
    return ask.imports() > 0 ? new Decision.Together() : singly(ask);
  }

  private static Decision preferImport(Question ask) {
    if (ask.due() <= HANDFUL && ask.singles() >= ask.due()) {
      return new Decision.Singly((int) ask.due());
    }
    return ask.imports() > 0 ? new Decision.Together() : singly(ask);
  }

  private static Decision singly(Question ask) {
    // A backfill does not eat the calls that single changes need.
    return ask.singles() > 0 && ask.lane() != Lane.BULK
        ? new Decision.Singly((int) Math.min(ask.due(), ask.singles()))
        : new Decision.NotYet();
  }
}
