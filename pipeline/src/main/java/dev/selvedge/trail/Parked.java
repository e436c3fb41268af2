package dev.selvedge.trail;

import java.time.Instant;

/// A parked item as it stands in the store. Immutable.
///
/// @param number short and for ever its own: what people call it by
/// @param flow `system/kind` it belongs to
/// @param changedAt the source's change time of the record, [#NEVER] when it is none
/// @param observedAt when that record was seen, [#NEVER] when it is none
/// @param replayedAt since when it is on its way again, [#NEVER] when it waits
/// @param edits how often its record was edited by hand
public record Parked(
    long number,
    ParkedItem item,
    String flow,
    Instant changedAt,
    Instant observedAt,
    Instant replayedAt,
    int edits) {
  /// It has not happened, or has no such time.
  public static final Instant NEVER = Instant.EPOCH;

  /// Whether it was replayed and nothing has come of it yet.
  public boolean isOnItsWay() {
    return !replayedAt.equals(NEVER);
  }
}
