package dev.selvedge.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether it is quieter than usual: a webhook that somebody removed, a permission that shrank, a
/// filter that matches nothing any more all look like a calm day. A flow is silent when nothing has
/// come for over twice the longest time without anything in the four weeks before; nights and
/// weekends are in that time already. Judged only of flows with a week behind them and some
/// traffic, and not within an hour.
public final class Silence {
  /// How far back what is usual is looked for.
  public static final Duration MEMORY = Duration.ofDays(28);

  private static final Duration KNOWN_FOR = Duration.ofDays(7);
  private static final long MINUTES = 50;
  private static final Duration AT_LEAST = Duration.ofHours(1);

  private Silence() {}

  /// What is unlike usual, if anything.
  ///
  /// @param rhythm of the last [#MEMORY]
  public static Optional<Concern> of(String flow, Rhythm rhythm, Instant now) {
    Duration quiet = Duration.between(rhythm.last(), now);
    boolean known =
        rhythm.minutes() >= MINUTES
            && Duration.between(rhythm.first(), rhythm.last()).compareTo(KNOWN_FOR) >= 0;
    boolean unlike =
        quiet.compareTo(AT_LEAST) > 0 && quiet.compareTo(rhythm.longestGap().multipliedBy(2)) > 0;
    return known && unlike
        ? Optional.of(new Concern.Silent(flow, rhythm.last(), rhythm.longestGap()))
        : Optional.empty();
  }
}
