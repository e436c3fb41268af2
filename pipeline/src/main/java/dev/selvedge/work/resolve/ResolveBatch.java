package dev.selvedge.work.resolve;

import dev.selvedge.inbox.IntakePressure;
import java.time.Duration;

/// How many records one transaction resolves: as many as it may while nobody hands anything in,
/// else as many as take a few milliseconds, for so long a webhook may have to wait. What a record
/// takes is learnt from the transactions before. Confined to one thread.
final class ResolveBatch {
  static final Duration SHORT = Duration.ofMillis(5);

  /// Every transaction costs something however small it is, so it carries at least this many.
  static final int LEAST = 8;

  private static final double FIRST_GUESS_NANOS = 200_000;
  private static final double WEIGHT = 1.0 / 4;
  private static final Duration UNBELIEVABLE = Duration.ofSeconds(10);

  private final int most;
  private double nanosARecord = FIRST_GUESS_NANOS;

  ResolveBatch(int most) {
    this.most = most;
  }

  int at(IntakePressure.Level level) {
    return switch (level) {
      case CALM -> most;
      case ARRIVING, PRESSING ->
          Math.clamp((long) (SHORT.toNanos() / nanosARecord), Math.min(LEAST, most), most);
    };
  }

  /// Learns. A few records tell nothing of what many take, nor does a clock that was set meanwhile.
  void took(int records, Duration time) {
    if (records >= LEAST && time.isPositive() && time.compareTo(UNBELIEVABLE) < 0) {
      double latest = (double) time.toNanos() / records;
      nanosARecord += WEIGHT * (latest - nanosARecord);
    }
  }
}
