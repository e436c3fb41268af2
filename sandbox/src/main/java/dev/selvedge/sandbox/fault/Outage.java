package dev.selvedge.sandbox.fault;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A stretch of time in which no call of the account works.
///
/// @param kind what callers see
/// @param from its first instant by the sandbox's clock
/// @param until the first instant after it
public record Outage(Kind kind, Instant from, Instant until) {

  public Outage {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("an outage must end after it begins");
    }
  }

  boolean covers(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }

  /// What callers see of an outage.
  public enum Kind {
    /// 503 with the framework's error.
    UNAVAILABLE,
    /// The connection is cut before an answer.
    CUT,
    /// 401, as if the password had been changed.
    UNAUTHORIZED,
    /// 403, as if the account lived in another region.
    WRONG_REGION,
    /// A proxy's 502 page.
    HTML_PAGE;

    /// The kind of that name, in any case, with hyphens or underscores.
    public static Optional<Kind> read(String text) {
      String wanted = text.strip().replace('-', '_').toUpperCase(Locale.ROOT);
      for (Kind kind : values()) {
        if (kind.name().equals(wanted)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }
}
