package dev.selvedge.connectors.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/// Times written as numbers.
public final class Epochs {
  /// Seconds reach this in the year 5138 and milliseconds did in 1973.
  private static final BigDecimal LEAST_MILLIS = BigDecimal.valueOf(100_000_000_000L);

  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  private Epochs() {}

  /// Whether a number is too large to be seconds.
  public static boolean isMillis(BigDecimal number) {
    return number.abs().compareTo(LEAST_MILLIS) >= 0;
  }

  /// Seconds or milliseconds, told apart by size.
  public static Instant of(BigDecimal number) {
    return ofSeconds(isMillis(number) ? number.divide(THOUSAND) : number);
  }

  /// Seconds since 1970, perhaps with a fraction.
  public static Instant ofSeconds(BigDecimal seconds) {
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    long nanos = seconds.subtract(whole).movePointRight(9).longValue();
    return Instant.ofEpochSecond(whole.longValueExact(), nanos);
  }
}
