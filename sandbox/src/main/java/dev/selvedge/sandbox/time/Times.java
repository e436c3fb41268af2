package dev.selvedge.sandbox.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// The spellings of time on the wire: one that is written, several that are read.
public final class Times {
  private static final DateTimeFormatter WIRE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int DATE_LENGTH = 10;
  private static final int USUAL_LENGTH = 20;

  private Times() {}

  /// Writes UTC with milliseconds, as the raw samples of both frameworks show it.
  public static String wire(Instant instant) {
    return WIRE.format(instant);
  }

  /// Writes UTC with milliseconds for an instant kept as epoch milliseconds.
  public static String wire(long epochMillis) {
    return wire(Instant.ofEpochMilli(epochMillis));
  }

  /// Writes UTC as short as possible, as data field values come back.
  public static String compact(long epochMillis) {
    return DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochMilli(epochMillis));
  }

  /// Reads a date or date-time with `T` or a space, with or without a zone; without one it is UTC.
  public static Optional<Instant> read(String text) {
    if (!looksLikeADate(text)) {
      return Optional.empty();
    }
    try {
      if (text.length() == USUAL_LENGTH && text.endsWith("Z")) {
        return usual(text);
      }
      if (text.length() == DATE_LENGTH) {
        return Optional.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      String iso = text.substring(0, DATE_LENGTH) + 'T' + text.substring(DATE_LENGTH + 1);
      return Optional.of(
          hasZone(iso)
              ? OffsetDateTime.parse(withColon(iso)).toInstant()
              : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// The usual spelling, `2026-02-01T10:00:00Z`, without the cost of a formatter.
  private static Optional<Instant> usual(String text) {
    if (text.charAt(13) != ':' || text.charAt(16) != ':') {
      return Optional.empty();
    }
    int[] parts = new int[6];
    for (int i = 0; i < parts.length; i++) {
      int from = i == 0 ? 0 : 2 + 3 * i;
      int to = 4 + 3 * i;
      for (int at = from; at < to; at++) {
        int digit = text.charAt(at) - '0';
        if (digit < 0 || digit > 9) {
          return Optional.empty();
        }
        parts[i] = parts[i] * 10 + digit;
      }
    }
    return Optional.of(
        LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])
            .toInstant(ZoneOffset.UTC));
  }

  private static boolean looksLikeADate(String text) {
    if (text.length() < DATE_LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return false;
    }
    return text.length() == DATE_LENGTH
        || text.charAt(DATE_LENGTH) == 'T'
        || text.charAt(DATE_LENGTH) == ' ';
  }

  private static boolean hasZone(String iso) {
    return iso.endsWith("Z")
        || iso.indexOf('+', DATE_LENGTH) > 0
        || iso.indexOf('-', DATE_LENGTH) > 0;
  }

  private static String withColon(String iso) {
    int length = iso.length();
    boolean bare =
        !iso.endsWith("Z")
            && (iso.charAt(length - 5) == '+' || iso.charAt(length - 5) == '-')
            && iso.charAt(length - 3) != ':';
    return bare ? iso.substring(0, length - 2) + ':' + iso.substring(length - 2) : iso;
  }
}
