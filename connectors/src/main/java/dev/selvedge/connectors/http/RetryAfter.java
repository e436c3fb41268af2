package dev.selvedge.connectors.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads how long a system wants to be left alone: seconds, or a date of HTTP.
public final class RetryAfter {
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,3})?");

  private RetryAfter() {}

  /// How long to wait from `now`, an hour at most; nothing where the answer does not say.
  public static Optional<Duration> of(HttpReply reply, Instant now) {
    return reply
        .header("Retry-After")
        .map(String::strip)
        .flatMap(text -> read(text, now))
        .filter(Duration::isPositive)
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  private static Optional<Duration> read(String text, Instant now) {
    return SECONDS.matcher(text).matches()
        ? Optional.of(
            Duration.ofMillis(new java.math.BigDecimal(text).movePointRight(3).longValue()))
        : date(text).map(at -> Duration.between(now, at));
  }

  /// A date as HTTP writes it.
  public static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }
}
