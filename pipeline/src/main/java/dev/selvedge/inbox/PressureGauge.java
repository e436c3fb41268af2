package dev.selvedge.inbox;

import java.time.Duration;
import java.time.Instant;

/// Reads the pressure off the groups that are committed: when the last one was, and how many
/// waited together of late. How many wait at once says more than how many come in a second: on a
/// machine with time to spare even many callers rarely meet. Thread-safe.
final class PressureGauge {
  static final Duration QUIET_AFTER = Duration.ofMillis(250);

  /// So many callers waiting together are a throng.
  static final int THRONG = 8;

  /// The share of the latest group in the running mean.
  private static final double WEIGHT = 1.0 / 8;

  private Instant last = Instant.EPOCH;
  private double together;

  synchronized void committed(int handIns, Instant now) {
    boolean afterQuiet = isQuiet(now);
    last = now;
    together = afterQuiet ? handIns : together + WEIGHT * (handIns - together);
  }

  synchronized IntakePressure.Level level(Instant now) {
    if (isQuiet(now)) {
      return IntakePressure.Level.CALM;
    }
    return together >= THRONG ? IntakePressure.Level.PRESSING : IntakePressure.Level.ARRIVING;
  }

  /// A clock that was set back tells nothing.
  private boolean isQuiet(Instant now) {
    return now.isBefore(last) || now.isAfter(last.plus(QUIET_AFTER));
  }
}
