package dev.selvedge.dotdigital.answer;

import dev.selvedge.dotdigital.http.Headers;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Reads the `X-RateLimit-…` headers.
///
/// The vendor's page calls the reset an epoch time, its own SDK calls it seconds until the reset,
/// so the magnitude decides: from 10^12 it is epoch milliseconds, from 10^9 epoch seconds, below
/// that a delay in seconds. An epoch time is the server's, so it is put on our clock by the reply's
/// own `Date`; one that is far off is not believed. A clock that is wrong on either side can do no
/// harm beyond two minutes.
final class AllowanceReader {
  static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  /// Clocks differ by seconds; what is off by more than this is no clock.
  private static final Duration LARGEST_SKEW = Duration.ofMinutes(10);

  private static final BigDecimal EPOCH_SECONDS_FROM = new BigDecimal("1e9");
  private static final BigDecimal EPOCH_MILLIS_FROM = new BigDecimal("1e12");
  private static final BigDecimal ABSURD_FROM = new BigDecimal("1e15");

  private AllowanceReader() {}

  static Allowance read(Headers headers, Instant now) {
    Optional<Long> limit = whole(headers, "X-RateLimit-Limit");
    Optional<Long> remaining = whole(headers, "X-RateLimit-Remaining");
    if (limit.isEmpty() || remaining.isEmpty()) {
      return Allowance.UNSTATED;
    }
    String scope = headers.first("X-RateLimit-Scope").orElse("");
    return new Allowance.Stated(scope, limit.get(), remaining.get(), resetAt(headers, now));
  }

  /// {@return when the window is renewed; the next full minute when no header tells}
  static Instant resetAt(Headers headers, Instant now) {
    return headers
        .first("X-RateLimit-Reset")
        .or(() -> headers.first("Retry-After"))
        .flatMap(AllowanceReader::decimal)
        .filter(value -> value.signum() >= 0 && value.compareTo(ABSURD_FROM) < 0)
        .map(value -> clamped(interpreted(value, headers, now), now))
        .orElseGet(() -> now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES));
  }

  private static Instant interpreted(BigDecimal value, Headers headers, Instant now) {
    if (value.compareTo(EPOCH_MILLIS_FROM) >= 0) {
      return Instant.ofEpochMilli(value.longValue()).minus(ahead(headers, now));
    }
    long millis = value.movePointRight(3).longValue();
    return value.compareTo(EPOCH_SECONDS_FROM) >= 0
        ? Instant.ofEpochMilli(millis).minus(ahead(headers, now))
        : now.plusMillis(millis);
  }

  /// How far the server's clock is ahead of ours. `Date` has whole seconds, cut off, so the error
  /// is less than one and makes us wait rather than come too early.
  private static Duration ahead(Headers headers, Instant now) {
    return headers
        .first("Date")
        .flatMap(AllowanceReader::date)
        .map(date -> Duration.between(now, date))
        .filter(skew -> skew.abs().compareTo(LARGEST_SKEW) <= 0)
        .orElse(Duration.ZERO);
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  private static Instant clamped(Instant instant, Instant now) {
    if (instant.isBefore(now)) {
      return now;
    }
    Instant latest = now.plus(LONGEST_WAIT);
    return instant.isAfter(latest) ? latest : instant;
  }

  private static Optional<Long> whole(Headers headers, String name) {
    return headers.first(name).flatMap(AllowanceReader::decimal).map(BigDecimal::longValue);
  }

  private static Optional<BigDecimal> decimal(String text) {
    try {
      return text.length() > 30 ? Optional.empty() : Optional.of(new BigDecimal(text));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }
}
