package dev.selvedge.mapping.function;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;

/// Reads times as ISO 8601 and SQL write them, and turns parsed times into instants.
final class IsoTime {
  private static final Instant EARLIEST = Instant.parse("1753-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
  private static final int LONGEST = 64;

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[' '][XXX][XX][X]")
          .optionalEnd()
          .toFormatter(java.util.Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private IsoTime() {}

  /// What to do with a time of day that has no zone. A date alone is the start of that day.
  enum Zoneless {
    REFUSED,
    IN_ZONE
  }

  static Datum read(String text, Zoneless zoneless, ZoneId zone) {
    return read(text, ISO, zoneless, zone);
  }

  static Datum read(String text, DateTimeFormatter format, Zoneless zoneless, ZoneId zone) {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      return Datum.Absent.EMPTY;
    }
    if (trimmed.length() > LONGEST) {
      return notDate(trimmed);
    }
    try {
      TemporalAccessor parsed =
          format.parseBest(trimmed, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      return switch (parsed) {
        case OffsetDateTime time -> bounded(time.toInstant(), trimmed);
        case LocalDateTime time ->
            zoneless == Zoneless.IN_ZONE
                ? bounded(time.atZone(zone).toInstant(), trimmed)
                : noZone(trimmed);
        case LocalDate day -> bounded(day.atStartOfDay(zone).toInstant(), trimmed);
        default -> notDate(trimmed);
      };
    } catch (DateTimeException notThisFormat) {
      return notDate(trimmed);
    }
  }

  /// Times outside the calendars that systems share are placeholders or slips, not times.
  static Datum bounded(Instant instant, String text) {
    return instant.isBefore(EARLIEST) || instant.isAfter(LATEST)
        ? notDate(text)
        : new Datum.Time(instant);
  }

  static Datum notDate(String text) {
    return new Datum.Wrong(
        Cause.NOT_DATE,
        text,
        "is not a date or time such as 2026-11-24T09:30:00Z",
        "the step 'date' reads other ways of writing dates");
  }

  private static Datum noZone(String text) {
    return new Datum.Wrong(
        Cause.NO_ZONE,
        text,
        "has no time zone",
        "the step 'date' with 'zone: Europe/London' says in which zone it is meant");
  }
}
