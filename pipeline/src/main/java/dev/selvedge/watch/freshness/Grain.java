package dev.selvedge.watch.freshness;

import java.time.Duration;
import java.time.Instant;

/// How finely counts are kept: the older, the coarser, so that they stay few.
public enum Grain {
  MINUTE(Duration.ofMinutes(1), Duration.ofDays(2)),
  HOUR(Duration.ofHours(1), Duration.ofDays(35)),
  /// of UTC
  DAY(Duration.ofDays(1), Duration.ofDays(400));

  private final Duration length;
  private final Duration kept;

  Grain(Duration length, Duration kept) {
    this.length = length;
    this.kept = kept;
  }

  /// How long one lasts.
  public Duration length() {
    return length;
  }

  /// How long they are kept.
  public Duration kept() {
    return kept;
  }

  /// The start of the one in which an instant is.
  public Instant start(Instant at) {
    long millis = length.toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), millis) * millis);
  }

  /// The finest of which this span is no more than a few hundred.
  public static Grain forSpan(Duration span) {
    if (span.compareTo(Duration.ofHours(12)) <= 0) {
      return MINUTE;
    }
    return span.compareTo(Duration.ofDays(7)) <= 0 ? HOUR : DAY;
  }
}
