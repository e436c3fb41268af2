package dev.selvedge.connectors.jdbc.sql;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A statement and its values, in order. Immutable.
public record BoundSql(String text, List<JsonNode> values) {
  public BoundSql {
    values = List.copyOf(values);
  }

  public static BoundSql of(String text) {
    return new BoundSql(text, List.of());
  }

  public BoundSql plus(String more) {
    return new BoundSql(text + more, values);
  }

  public BoundSql plus(BoundSql more) {
    List<JsonNode> all = new ArrayList<>(values);
    all.addAll(more.values);
    return new BoundSql(text + more.text, all);
  }

  /// Reads the rows of a result, one call for all.
  @FunctionalInterface
  public interface Rows<T> {
    T read(ResultSet rows) throws SQLException;
  }

  public <T> T query(Connection connection, Rows<T> reading) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      for (int i = 0; i < values.size(); i++) {
        bind(statement, i + 1, values.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        return reading.read(rows);
      }
    }
  }

  private static void bind(PreparedStatement statement, int index, JsonNode value)
      throws SQLException {
    if (value.isNumber()) {
      BigDecimal number = value.decimalValue();
      if (number.scale() <= 0 && number.precision() <= 18) {
        statement.setLong(index, number.longValueExact());
      } else {
        statement.setBigDecimal(index, number);
      }
    } else if (value.isBoolean()) {
      statement.setBoolean(index, value.booleanValue());
    } else {
      statement.setString(index, value.asString());
    }
  }
}
