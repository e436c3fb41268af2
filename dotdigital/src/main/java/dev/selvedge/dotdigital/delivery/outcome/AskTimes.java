package dev.selvedge.dotdigital.delivery.outcome;

import dev.selvedge.send.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/// When a running job is asked after next: soon while it is young, less and less often as it grows
/// old, between the 5 and the 30 seconds that Dotdigital advises. Where asking is counted like any
/// other call of the hour, six times as seldom.
///
/// @param every how often a young job is asked after
/// @param counted whether asking costs
public record AskTimes(Duration every, BooleanSupplier counted, InstantSource clock) {
  private static final int LONGEST = 6;
  private static final int PART_OF_ITS_AGE = 4;

  /// When to ask for an import next: the older it is the later, and later still where calls are
  /// counted.
  public Instant next(Job job) {
    Instant now = clock.instant();
    Duration least = counted.getAsBoolean() ? every.multipliedBy(LONGEST) : every;
    Duration most = least.multipliedBy(LONGEST);
    Duration wait = Duration.between(job.startedAt(), now).dividedBy(PART_OF_ITS_AGE);
    if (wait.compareTo(least) < 0) {
      return now.plus(least);
    }
    return now.plus(wait.compareTo(most) > 0 ? most : wait);
  }
}
