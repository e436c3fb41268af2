package dev.selvedge.dotdigital.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Optional;

/// Instants as Dotdigital writes and expects them. Reads every form seen in its documents:
/// `2026-02-03T09:40:18.527Z`, `2026-02-03 09:40:18.527000+00:00`, the same without a zone (which
/// means UTC), and a date alone.
public final class Moments {
  private static final DateTimeFormatter LENIENT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][ ]")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalEnd()
          .optionalStart()
          .appendPattern("[ ]")
          .appendPattern("[XXX][XX][X]")
          .optionalEnd()
          .toFormatter(java.util.Locale.ROOT);

  private Moments() {}

  /// {@return the instant, absent when the text is none}
  public static Optional<Instant> read(String text) {
    try {
      TemporalAccessor parsed = LENIENT.parse(text.strip());
      LocalTime time = parsed.query(TemporalQueries.localTime());
      ZoneOffset zone =
          parsed.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.from(parsed) : ZoneOffset.UTC;
      return Optional.of(
          OffsetDateTime.of(
                  java.time.LocalDate.from(parsed), time == null ? LocalTime.MIDNIGHT : time, zone)
              .toInstant());
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  /// The start of the second, `2026-02-03T09:40:18Z`, for filters and paths. Rounds down, so that
  /// nothing falls between two readings.
  public static String since(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /// The instant to the millisecond, the finest form known to be understood.
  public static String written(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
