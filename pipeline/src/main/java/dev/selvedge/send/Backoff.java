package dev.selvedge.send;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt: doubling from `first` up to `cap`, with full jitter so
/// that items that failed together do not return together. Pure but for its dice.
public record Backoff(Duration first, Duration cap) {
  private static final int MAX_DOUBLINGS = 30;

  /// When to try again after `attempts` failures, 1 or more.
  public Instant next(int attempts, Instant now, RandomGenerator dice) {
    long ceiling =
        Math.min(
            cap.toMillis(),
            first.toMillis() << Math.min(Math.max(attempts - 1, 0), MAX_DOUBLINGS - 1));
    long ceilingSafe = ceiling <= 0 ? cap.toMillis() : ceiling;
    long half = ceilingSafe / 2;
    return now.plusMillis(half + dice.nextLong(half + 1));
  }
}
