package dev.selvedge.connectors.jdbc;

import dev.selvedge.connectors.jdbc.sql.Dialect;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The columns of a result. Immutable.
record Shape(List<Column> columns) {
  private static final Set<String> ZONED =
      Set.of(
          "timestamptz",
          "timestamp with time zone",
          "timestamp with local time zone",
          "datetimeoffset");

  Shape {
    columns = List.copyOf(columns);
  }

  /// @param type of [java.sql.Types]
  /// @param typeName as the database calls it, in lower case
  record Column(String name, int type, String typeName, boolean nullable) {
    /// Whether its times are instants.
    boolean zoned() {
      return type == Types.TIMESTAMP_WITH_TIMEZONE || ZONED.contains(typeName);
    }

    /// Whether it is the number that SQL Server gives each change of a row; its driver still calls
    /// it by the type's first name.
    boolean isRowVersion(Dialect dialect) {
      return dialect == Dialect.SQLSERVER
          && type == Types.BINARY
          && (typeName.equals("timestamp") || typeName.equals("rowversion"));
    }
  }

  static Shape of(ResultSetMetaData meta) throws SQLException {
    List<Column> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(
          new Column(
              meta.getColumnLabel(i),
              meta.getColumnType(i),
              String.valueOf(meta.getColumnTypeName(i)).toLowerCase(java.util.Locale.ROOT),
              meta.isNullable(i) != ResultSetMetaData.columnNoNulls));
    }
    return new Shape(columns);
  }

  Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /// Counted from 1, as JDBC does; 0 when there is none.
  int index(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i + 1;
      }
    }
    return 0;
  }

  boolean anyNullable(List<String> names) {
    return names.stream().anyMatch(name -> column(name).map(Column::nullable).orElse(true));
  }

  List<String> names() {
    return columns.stream().map(Column::name).toList();
  }
}
