package dev.selvedge.connectors.jdbc;

import java.math.BigDecimal;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.StringNode;

/// Change times as a column writes them: understood as instants, and written back as bounds that
/// compare rightly in that column. Immutable.
///
/// @param zone of times that carry none
record Mark(ZoneId zone) {
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
          .toFormatter(java.util.Locale.ROOT);

  private static final DateTimeFormatter BOUND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", java.util.Locale.ROOT);
  private static final int DATE_LENGTH = 10;
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  /// The zone in which a column's times without one are meant.
  static Mark of(Shape.Column column, JdbcSettings.Watermark watermark, Dialect dialect) {
    boolean sessionZone =
        column.type() == Types.TIMESTAMP_WITH_TIMEZONE
            || column.typeName().equals("timestamptz")
            || (dialect == Dialect.MARIADB && column.typeName().startsWith("timestamp"));
    return new Mark(sessionZone ? ZoneOffset.UTC : watermark.zone());
  }

  /// The instant a value stands for; nothing when it cannot be told, or is `infinity`.
  Optional<Instant> instant(JsonNode value) {
    try {
      Optional<Instant> read =
          value.isNumber()
              ? Optional.of(Epochs.of(value.decimalValue()))
              : value.isString()
                  ? Optional.of(parsed(value.stringValue().strip()))
                  : Optional.empty();
      return read.filter(at -> at.isAfter(FIRST) && at.isBefore(LAST));
    } catch (DateTimeException | ArithmeticException notTime) {
      return Optional.empty();
    }
  }

  /// A value that compares as "not after `at`, less `back`" with values written like `sample`.
  JsonNode bound(Instant at, Duration back, JsonNode sample) {
    Instant from = at.minus(back);
    if (sample.isNumber()) {
      BigDecimal number = sample.decimalValue();
      return DecimalNode.valueOf(
          BigDecimal.valueOf(
              Epochs.isMillis(number) ? from.toEpochMilli() : from.getEpochSecond()));
    }
    String like = sample.asString();
    // Whole seconds without a zone's letter: a prefix sorts before everything it begins.
    String text =
        LocalDateTime.ofInstant(from.truncatedTo(ChronoUnit.SECONDS), zoneOf(like)).format(BOUND);
    if (like.length() <= DATE_LENGTH) {
      return StringNode.valueOf(text.substring(0, DATE_LENGTH));
    }
    return StringNode.valueOf(like.charAt(DATE_LENGTH) == ' ' ? text.replace('T', ' ') : text);
  }

  private ZoneId zoneOf(String like) {
    TemporalAccessor parsed =
        TEXT.parseBest(like, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    return parsed instanceof OffsetDateTime time ? time.getOffset() : zone;
  }

  private Instant parsed(String text) {
    TemporalAccessor parsed =
        TEXT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    return switch (parsed) {
      case OffsetDateTime time -> time.toInstant();
      case LocalDateTime time -> time.atZone(zone).toInstant();
      case LocalDate date -> date.atStartOfDay(zone).toInstant();
      default -> throw new DateTimeException("neither date nor time");
    };
  }
}
