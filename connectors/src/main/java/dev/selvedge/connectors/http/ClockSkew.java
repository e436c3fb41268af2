package dev.selvedge.connectors.http;

import dev.selvedge.connector.Connector.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether a system's clock agrees with the hub's, by the `Date` of one of its answers.
public final class ClockSkew {
  private static final Duration TOLERATED = Duration.ofSeconds(30);

  private ClockSkew() {}

  /// What a check-up says of it; nothing where the answer carries no date.
  ///
  /// @param name of the system, as it begins a sentence
  /// @param now the hub's time
  public static Optional<Finding> of(HttpReply reply, String name, Instant now) {
    return reply.header("Date").flatMap(RetryAfter::date).map(date -> finding(name, now, date));
  }

  private static Finding finding(String name, Instant now, Instant theirs) {
    Duration apart = Duration.between(now, theirs);
    return apart.abs().compareTo(TOLERATED) <= 0
        ? new Finding(true, name + "'s clock agrees with the hub's", "")
        : new Finding(
            false,
            name
                + "'s clock is "
                + apart.abs().toSeconds()
                + " s "
                + (apart.isNegative() ? "behind" : "ahead of")
                + " the hub's",
            "set both by a time server: freshness is measured between them");
  }
}
