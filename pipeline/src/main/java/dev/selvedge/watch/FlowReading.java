package dev.selvedge.watch;

import java.time.Instant;

/// How the reading of one polled flow goes, as stored: other processes and the command line look at
/// it too. Immutable.
///
/// @param flow `system/kind`
/// @param readAt when it was last read to its end; EPOCH when never
/// @param passing whether a reading has begun that has not come to the end
/// @param trouble why it cannot be read, a sentence; empty when it can
/// @param troubledSince since when; EPOCH when it is not
public record FlowReading(
    String flow, Instant readAt, boolean passing, String trouble, Instant troubledSince) {

  /// Whether it could not be read the last time.
  public boolean isTroubled() {
    return !trouble.isEmpty();
  }
}
