package dev.selvedge.send;

import dev.selvedge.Lane;
import dev.selvedge.plan.Deliveries.Backlog;
import java.time.Duration;
import java.time.Instant;

/// Decides how due items leave: one call each, or together in an import. Pure.
///
/// A call a minute is cheap and an import of thousands costs one call; so a few lone changes go by
/// themselves at once, and many go together. A backfill waits a moment for its batch to fill.
///
/// @param loneAtMost up to so many due items go by single calls
/// @param linger how long a backfill's items may wait for their batch to fill
public record Dispatch(int loneAtMost, Duration linger) {

  /// How the due items of one facet and lane leave now.
  public enum Way {
    /// nothing is due, or the batch is still filling
    NOT_YET,
    SINGLY,
    TOGETHER
  }

  /// Decides for one lane.
  ///
  /// @param more whether records that will join the batch are still being planned
  public Way way(Lane lane, Backlog due, int batch, boolean more, Instant now) {
    if (due.count() == 0) {
      return Way.NOT_YET;
    }
    return switch (lane) {
      case URGENT, NORMAL -> due.count() <= loneAtMost ? Way.SINGLY : Way.TOGETHER;
      case BULK -> {
        boolean full = due.count() >= batch;
        boolean waitedLongEnough = !due.oldest().plus(linger).isAfter(now);
        if (!full && (more || !waitedLongEnough)) {
          yield Way.NOT_YET;
        }
        yield due.count() <= loneAtMost ? Way.SINGLY : Way.TOGETHER;
      }
    };
  }
}
