package dev.selvedge.connectors.jdbc;

import dev.selvedge.connectors.jdbc.sql.Dialect;
import java.math.BigDecimal;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.StringNode;

/// A record's key, as somebody else wrote it, in the values of its columns. A database may take a
/// wrong kind of value for an error, or for something else: MariaDB finds row 5 for `5 apples`.
/// Immutable.
///
/// @param columns of the key, in their order
/// @param typed whether values are of the type of their column
record KeyText(List<Shape.Column> columns, boolean typed) {
  private static final Set<Integer> WHOLE =
      Set.of(Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT);
  private static final Set<Integer> NUMBERS =
      Set.of(Types.NUMERIC, Types.DECIMAL, Types.REAL, Types.FLOAT, Types.DOUBLE);
  private static final Set<Integer> TEXTS =
      Set.of(Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR);

  private static final Set<String> UUIDS = Set.of("uuid", "uniqueidentifier");

  private static final BigDecimal SMALLEST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final BigDecimal LARGEST_UNSIGNED = LARGEST.add(LARGEST).add(BigDecimal.ONE);

  /// More digits than any key has: an exponent could ask for millions.
  private static final int DIGITS = 40;

  KeyText {
    columns = List.copyOf(columns);
  }

  static KeyText of(TableReader reader, TableSql sql) {
    Shape shape = reader.rows().cells().shape();
    return new KeyText(
        sql.table().key().stream().map(name -> shape.columns().get(shape.index(name) - 1)).toList(),
        sql.dialect() != Dialect.SQLITE);
  }

  /// What is bound for one column.
  ///
  /// @param bound ways to write the value, of which one finds the row
  record Value(String text, List<JsonNode> bound) {
    Value {
      bound = List.copyOf(bound);
    }
  }

  /// The values, a column each; empty where no row can have such a key.
  Optional<List<Value>> values(String key) {
    List<String> parts = columns.size() == 1 ? List.of(key) : parts(key);
    if (parts.size() != columns.size()) {
      return Optional.empty();
    }
    List<Value> values = new ArrayList<>();
    for (int at = 0; at < parts.size(); at++) {
      Optional<Value> value = value(columns.get(at), parts.get(at));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(values);
  }

  private static List<String> parts(String key) {
    return List.of(key.split("/", -1)).stream()
        .map(part -> part.replace("%2F", "/").replace("%25", "%"))
        .toList();
  }

  private Optional<Value> value(Shape.Column column, String part) {
    if (part.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    JsonNode text = StringNode.valueOf(part);
    Optional<BigDecimal> number = number(part);
    if (!typed) {
      // SQLite types values, not columns: 5 and '5' are two keys
      List<JsonNode> both = new ArrayList<>(List.of(text));
      number
          .filter(of -> of.toPlainString().equals(part))
          .ifPresent(of -> both.add(DecimalNode.valueOf(of)));
      return Optional.of(new Value(part, both));
    }
    if (WHOLE.contains(column.type())) {
      return number
          .filter(of -> of.stripTrailingZeros().scale() <= 0 && isWithin(of, column))
          .map(of -> new Value(part, List.of(DecimalNode.valueOf(of.setScale(0)))));
    }
    if (NUMBERS.contains(column.type())) {
      return number.map(of -> new Value(part, List.of(DecimalNode.valueOf(of))));
    }
    if (UUIDS.contains(column.typeName())) {
      return isUuid(part) ? Optional.of(new Value(part, List.of(text))) : Optional.empty();
    }
    return TEXTS.contains(column.type()) || column.type() == Types.OTHER
        ? Optional.of(new Value(part, List.of(text)))
        : Optional.empty();
  }

  /// Whether the widest column of its kind could hold it: a database may fail at what none can.
  private static boolean isWithin(BigDecimal number, Shape.Column column) {
    boolean unsigned = column.typeName().toLowerCase(Locale.ROOT).contains("unsigned");
    return unsigned
        ? number.signum() >= 0 && number.compareTo(LARGEST_UNSIGNED) <= 0
        : number.compareTo(SMALLEST) >= 0 && number.compareTo(LARGEST) <= 0;
  }

  private static Optional<BigDecimal> number(String part) {
    if (part.length() > DIGITS || !part.matches("[+-]?\\d+(\\.\\d+)?")) {
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(part));
  }

  private static boolean isUuid(String part) {
    try {
      return UUID.fromString(part).toString().equalsIgnoreCase(part);
    } catch (IllegalArgumentException noUuid) {
      return false;
    }
  }
}
