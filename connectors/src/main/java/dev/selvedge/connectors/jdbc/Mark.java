package dev.selvedge.connectors.jdbc;

import dev.selvedge.connectors.jdbc.sql.Dialect;
import dev.selvedge.connectors.value.Epochs;
import dev.selvedge.connectors.value.TimeText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.StringNode;

/// Change times as a column writes them: understood as instants, and written back as bounds that
/// compare rightly in that column. Immutable.
///
/// @param zone of times that carry none
record Mark(ZoneId zone) {
  private static final DateTimeFormatter BOUND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);
  private static final int DATE_LENGTH = 10;

  /// The zone in which a column's times without one are meant.
  static Mark of(Shape.Column column, JdbcSettings.Watermark watermark, Dialect dialect) {
    boolean sessionZone =
        column.zoned() || (dialect == Dialect.MARIADB && column.typeName().startsWith("timestamp"));
    return new Mark(sessionZone ? ZoneOffset.UTC : watermark.zone());
  }

  /// The instant a value stands for; nothing when it cannot be told, or is `infinity`.
  Optional<Instant> instant(JsonNode value) {
    return TimeText.read(value, zone);
  }

  /// A value that compares as "not before `at`, less `back`" with values written like `sample`.
  JsonNode bound(Instant at, Duration back, JsonNode sample) {
    Instant from = at.minus(back);
    if (sample.isNumber()) {
      boolean millis = Epochs.isMillis(sample.decimalValue());
      return DecimalNode.valueOf(
          BigDecimal.valueOf(millis ? from.toEpochMilli() : from.getEpochSecond()));
    }
    String like = sample.asString();
    // Whole seconds without a zone: a prefix sorts before every text that begins with it.
    ZoneId shown = TimeText.zone(like).orElse(zone);
    String text = LocalDateTime.ofInstant(from, shown).format(BOUND);
    boolean date = like.length() == DATE_LENGTH && instant(sample).isPresent();
    if (date) {
      return StringNode.valueOf(text.substring(0, DATE_LENGTH));
    }
    boolean spaced = like.length() > DATE_LENGTH && like.charAt(DATE_LENGTH) == ' ';
    return StringNode.valueOf(spaced ? text.replace('T', ' ') : text);
  }
}
