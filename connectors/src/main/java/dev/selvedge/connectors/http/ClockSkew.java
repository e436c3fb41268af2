package dev.selvedge.connectors.http;

import dev.selvedge.connector.Connector.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Compares the clock of a system with the hub's, by the date of an answer.
public final class ClockSkew {
  private static final Duration TOLERATED = Duration.ofSeconds(30);

  private ClockSkew() {}

  /// What a check-up says of it; nothing where the answer tells no date.
  ///
  /// @param whose such as `the shop's clock`
  /// @param advice what to do where they disagree
  public static Optional<Finding> finding(
      String whose, HttpReply reply, Instant now, String advice) {
    return reply
        .header("Date")
        .flatMap(RetryAfter::date)
        .map(date -> finding(whose, Duration.between(now, date), advice));
  }

  private static Finding finding(String whose, Duration apart, String advice) {
    return apart.abs().compareTo(TOLERATED) <= 0
        ? new Finding(true, whose + " agrees with the hub's", "")
        : new Finding(
            false,
            whose
                + " is "
                + apart.abs().toSeconds()
                + " s "
                + (apart.isNegative() ? "behind" : "ahead of")
                + " the hub's",
            advice);
  }
}
