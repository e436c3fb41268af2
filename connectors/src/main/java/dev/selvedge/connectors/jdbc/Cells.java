package dev.selvedge.connectors.jdbc;

import dev.selvedge.connectors.jdbc.sql.Dialect;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
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
  private static final int HALF_A_MILLI = 500_000;

  /// Oracle's, with numbers of their own in place of a JDBC type.
  private static final Set<String> BINARY_NUMBERS = Set.of("binary_float", "binary_double");

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
      case VERSION -> version(rows.getBytes(index));
      case BYTES -> plain(rows.getBytes(index));
      case OTHER -> plain(rows.getObject(index));
    };
  }

  /// A cell as it is bound again: in cursors and as a bound of the next page.
  JsonNode bindable(ResultSet rows, int index) throws SQLException {
    Shape.Column column = shape.columns().get(index - 1);
    return switch (kind(column)) {
      case ZONED -> {
        OffsetDateTime time = rows.getObject(index, OffsetDateTime.class);
        yield time == null ? NODES.nullNode() : text(bound(time));
      }
      case LOCAL -> {
        LocalDateTime time = rows.getObject(index, LocalDateTime.class);
        yield time == null
            ? NODES.nullNode()
            : text(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(asStored(time, column)));
      }
      case STORED -> plain(rows.getObject(index));
      case NUMBER -> number(rows.getString(index));
      case VERSION -> version(rows.getBytes(index));
      case ARRAY, JSON, TEXT, BYTES, OTHER -> text(rows.getString(index));
    };
  }

  boolean isLocalTime(int index) {
    return kind(shape.columns().get(index - 1)) == Kind.LOCAL;
  }

  private enum Kind {
    ZONED,
    LOCAL,
    STORED,
    ARRAY,
    JSON,
    NUMBER,
    TEXT,
    VERSION,
    BYTES,
    OTHER
  }

  private Kind kind(Shape.Column column) {
    if (dialect == Dialect.SQLITE) {
      return Kind.STORED;
    }
    if (JSON.contains(column.typeName())) {
      return Kind.JSON;
    }
    if (column.zoned()) {
      return Kind.ZONED;
    }
    if (column.isRowVersion(dialect)) {
      return Kind.VERSION;
    }
    if (BINARY_NUMBERS.contains(column.typeName())) {
      return Kind.NUMBER;
    }
    return switch (column.type()) {
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
          // PostgreSQL's is written as its locale writes money.
          column.typeName().equals("money") && dialect == Dialect.POSTGRESQL
              ? Kind.TEXT
              : Kind.NUMBER;
      case Types.BIT, Types.BOOLEAN ->
          TRUE_OR_FALSE.contains(column.typeName()) || dialect != Dialect.POSTGRESQL
              ? Kind.OTHER
              : Kind.TEXT;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Kind.BYTES;
      default -> Kind.TEXT;
    };
  }

  private JsonNode time(ResultSet rows, int index, Shape.Column column) throws SQLException {
    if (kind(column) == Kind.ZONED) {
      OffsetDateTime time = rows.getObject(index, OffsetDateTime.class);
      return time == null ? NODES.nullNode() : text(infinite(time) ? "infinity" : utc(time));
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

  /// An instant as the database reads it. SQL Server takes seven digits of a second at most, so no
  /// noughts are put behind them; Oracle's session reads times without a zone, in its own, UTC.
  private String bound(OffsetDateTime time) {
    OffsetDateTime there = infinite(time) ? time : time.withOffsetSameInstant(ZoneOffset.UTC);
    return switch (dialect) {
      case POSTGRESQL, MARIADB, SQLITE -> infinite(time) ? "infinity" : utc(time);
      case SQLSERVER -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(there);
      case ORACLE -> DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(there);
    };
  }

  /// A `datetime` of SQL Server counts three-hundredths of a second and takes three digits of one
  /// in a text: those that it shows.
  private LocalDateTime asStored(LocalDateTime time, Shape.Column column) {
    boolean coarse = dialect == Dialect.SQLSERVER && column.typeName().equals("datetime");
    return coarse ? time.plusNanos(HALF_A_MILLI).truncatedTo(ChronoUnit.MILLIS) : time;
  }

  /// Eight bytes as the number they are.
  private static JsonNode version(byte @Nullable [] bytes) {
    return bytes == null ? NODES.nullNode() : number(new BigInteger(1, bytes).toString());
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
