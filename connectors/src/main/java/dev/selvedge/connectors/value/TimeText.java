package dev.selvedge.connectors.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads times as systems write them: ISO 8601 with `T` or a space, with or without a zone, a date
/// alone, or an epoch in seconds or milliseconds.
public final class TimeText {
  private static final DateTimeFormatter TEXT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']HH:mm[:ss]")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalEnd()
          .optionalStart()
          .appendLiteral(' ')
          .optionalEnd()
          .appendPattern("[XXX][XX][X]")
          .optionalEnd()
          .toFormatter(Locale.ROOT);
  private static final Pattern NUMBER = Pattern.compile("-?\\d{9,14}(\\.\\d{1,9})?");
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private TimeText() {}

  /// The instant a JSON value stands for; nothing when it cannot be told or is beyond the year
  /// 9999.
  ///
  /// @param zone of times that carry none
  public static Optional<Instant> read(JsonNode value, ZoneId zone) {
    try {
      if (value.isNumber()) {
        return sane(Epochs.of(value.decimalValue()));
      }
      return value.isString() ? read(value.stringValue(), zone) : Optional.empty();
    } catch (DateTimeException | ArithmeticException notTime) {
      return Optional.empty();
    }
  }

  /// The same for a text.
  public static Optional<Instant> read(String written, ZoneId zone) {
    String text = written.strip();
    try {
      if (NUMBER.matcher(text).matches()) {
        return sane(Epochs.of(new java.math.BigDecimal(text)));
      }
      return sane(
          switch (parsed(text)) {
            case OffsetDateTime time -> time.toInstant();
            case LocalDateTime time -> time.atZone(zone).toInstant();
            case LocalDate date -> date.atStartOfDay(zone).toInstant();
            default -> throw new DateTimeException("neither date nor time");
          });
    } catch (DateTimeException | ArithmeticException notTime) {
      return Optional.empty();
    }
  }

  /// A time as the clocks of a zone show it. In the hour that comes twice when they go back nothing
  /// tells which of them is meant, and it is that hour's beginning: whoever asks a system for what
  /// is written as later misses nothing.
  public static LocalDateTime earliest(Instant at, ZoneId zone) {
    LocalDateTime shown = LocalDateTime.ofInstant(at, zone);
    ZoneOffsetTransition change = zone.getRules().getTransition(shown);
    return change != null && change.isOverlap() ? change.getDateTimeAfter() : shown;
  }

  /// The zone a text carries.
  public static Optional<ZoneId> zone(String written) {
    try {
      return parsed(written.strip()) instanceof OffsetDateTime time
          ? Optional.of(time.getOffset())
          : Optional.empty();
    } catch (DateTimeException notTime) {
      return Optional.empty();
    }
  }

  private static TemporalAccessor parsed(String text) {
    return TEXT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
  }

  private static Optional<Instant> sane(Instant at) {
    return Optional.of(at).filter(each -> each.isAfter(FIRST) && each.isBefore(LAST));
  }
}
