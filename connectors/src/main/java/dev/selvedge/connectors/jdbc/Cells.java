package dev.selvedge.connectors.jdbc;

import dev.selvedge.connectors.jdbc.sql.Dialect;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Turns the cells of a result into JSON: numbers exact, times as ISO 8601 in UTC, bytes as Base64.
/// Immutable.
///
/// @param zone of times stored without one
record Cells(Shape shape, Dialect dialect, ZoneId zone) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .build();
  private static final Set<String> ZONED = Set.of("timestamptz", "timestamp with time zone");
  private static final Set<String> JSON = Set.of("json", "jsonb");
  private static final Set<String> TRUE_OR_FALSE = Set.of("bool", "boolean");

  ObjectNode row(ResultSet rows) throws SQLException {
    ObjectNode row = NODES.objectNode();
    for (int i = 1; i <= shape.columns().size(); i++) {
      row.set(shape.columns().get(i - 1).name(), value(rows, i));
    }
    return row;
  }

  /// A cell for the record.
  JsonNode value(ResultSet rows, int index) throws SQLException {
    Shape.Column column = shape.columns().get(index - 1);
    return switch (kind(column)) {
      case ZONED, LOCAL -> time(rows, index, column);
      case STORED -> stored(rows.getObject(index), column);
      case ARRAY -> array(rows.getArray(index));
      case JSON -> json(rows.getString(index));
      case NUMBER -> number(rows.getString(index));
      case TEXT -> text(rows.getString(index));
      case OTHER -> plain(rows.getObject(index));
    };
  }

  /// A cell as it is bound again: in cursors and as a bound of the next page.
  JsonNode bindable(ResultSet rows, int index) throws SQLException {
    Shape.Column column = shape.columns().get(index - 1);
    return switch (kind(column)) {
      case ZONED -> {
        OffsetDateTime time = rows.getObject(index, OffsetDateTime.class);
        yield time == null ? NODES.nullNode() : text(infinite(time) ? "infinity" : utc(time));
      }
      case LOCAL -> {
        LocalDateTime time = rows.getObject(index, LocalDateTime.class);
        yield time == null
            ? NODES.nullNode()
            : text(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time));
      }
      case STORED -> plain(rows.getObject(index));
      case NUMBER -> number(rows.getString(index));
      case ARRAY, JSON, TEXT, OTHER -> text(rows.getString(index));
    };
  }

  private enum Kind {
    ZONED,
    LOCAL,
    STORED,
    ARRAY,
    JSON,
    NUMBER,
    TEXT,
    OTHER
  }

  private Kind kind(Shape.Column column) {
    if (dialect == Dialect.SQLITE) {
      return Kind.STORED;
    }
    if (JSON.contains(column.typeName())) {
      return Kind.JSON;
    }
    if (ZONED.contains(column.typeName())) {
      return Kind.ZONED;
    }
    return switch (column.type()) {
      case Types.TIMESTAMP_WITH_TIMEZONE -> Kind.ZONED;
      case Types.TIMESTAMP -> Kind.LOCAL;
      case Types.ARRAY -> Kind.ARRAY;
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.NUMERIC,
          Types.DECIMAL,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE ->
          column.typeName().equals("money") ? Kind.TEXT : Kind.NUMBER;
      case Types.BIT, Types.BOOLEAN ->
          TRUE_OR_FALSE.contains(column.typeName()) || dialect == Dialect.MARIADB
              ? Kind.OTHER
              : Kind.TEXT;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Kind.OTHER;
      default -> Kind.TEXT;
    };
  }

  private JsonNode time(ResultSet rows, int index, Shape.Column column) throws SQLException {
    if (kind(column) == Kind.ZONED) {
      return bindable(rows, index);
    }
    LocalDateTime time = rows.getObject(index, LocalDateTime.class);
    if (time == null) {
      return NODES.nullNode();
    }
    // MariaDB's TIMESTAMP is an instant shown in the session's zone, which is UTC.
    boolean session = dialect == Dialect.MARIADB && column.typeName().startsWith("timestamp");
    return text(utc(time.atZone(session ? ZoneOffset.UTC : zone).toOffsetDateTime()));
  }

  private static boolean infinite(OffsetDateTime time) {
    return time.equals(OffsetDateTime.MAX) || time.equals(OffsetDateTime.MIN);
  }

  private static String utc(OffsetDateTime time) {
    return DateTimeFormatter.ISO_INSTANT.format(time.toInstant());
  }

  /// SQLite types values, not columns; the declared type only tells booleans.
  private static JsonNode stored(@Nullable Object value, Shape.Column column) {
    if (value instanceof Number number
        && TRUE_OR_FALSE.contains(column.typeName())
        && (number.longValue() == 0 || number.longValue() == 1)) {
      return NODES.booleanNode(number.longValue() == 1);
    }
    return plain(value);
  }

  private static JsonNode plain(@Nullable Object value) {
    return switch (value) {
      case null -> NODES.nullNode();
      case Boolean flag -> NODES.booleanNode(flag);
      case Integer number -> NODES.numberNode(number);
      case Long number -> NODES.numberNode(number);
      case Number number -> number(number.toString());
      case byte[] bytes -> text(Base64.getEncoder().encodeToString(bytes));
      default -> text(value.toString());
    };
  }

  private static JsonNode number(@Nullable String written) {
    if (written == null) {
      return NODES.nullNode();
    }
    try {
      BigDecimal number = new BigDecimal(written);
      return number.scale() <= 0 && number.precision() - number.scale() <= 18
          ? NODES.numberNode(number.longValueExact())
          : NODES.numberNode(number);
    } catch (NumberFormatException notFinite) {
      return text(written);
    }
  }

  private static JsonNode json(@Nullable String written) {
    try {
      return written == null ? NODES.nullNode() : EXACT.readTree(written);
    } catch (JacksonException notJson) {
      return text(written);
    }
  }

  private static JsonNode text(@Nullable String written) {
    return written == null ? NODES.nullNode() : NODES.stringNode(written);
  }

  private static JsonNode array(@Nullable Array array) throws SQLException {
    return array == null ? NODES.nullNode() : elements((Object[]) array.getArray());
  }

  private static ArrayNode elements(@Nullable Object[] values) {
    ArrayNode elements = NODES.arrayNode();
    for (Object value : values) {
      elements.add(value instanceof Object[] inner ? elements(inner) : plain(value));
    }
    return elements;
  }
}
