package dev.selvedge.connectors.http;

import dev.selvedge.connector.Connector.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How far a system's clock, as it writes it into each answer, is from the hub's.
public final class ClockSkew {
  private static final Duration TOLERATED = Duration.ofSeconds(30);

  private ClockSkew() {}

  /// A line of a check-up; nothing where the answer names no time.
  ///
  /// @param whose such as `Tryton's`
  /// @param now by the hub's clock
  /// @param advice what to do where they are apart
  public static Optional<Finding> of(String whose, HttpReply reply, Instant now, String advice) {
    return reply
        .header("Date")
        .flatMap(RetryAfter::date)
        .map(date -> finding(whose, Duration.between(now, date), advice));
  }

  private static Finding finding(String whose, Duration apart, String advice) {
    return apart.abs().compareTo(TOLERATED) <= 0
        ? new Finding(true, whose + " clock agrees with the hub's", "")
        : new Finding(
            false,
            whose
                + " clock is "
                + apart.abs().toSeconds()
                + " s "
                + (apart.isNegative() ? "behind" : "ahead of")
                + " the hub's",
            advice);
  }
}
