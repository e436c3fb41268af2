package dev.selvedge.connectors.jdbc;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.jdbc.JdbcSettings.Table;
import dev.selvedge.connectors.jdbc.sql.Dialect;
import dev.selvedge.yaml.Nearest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Reads the rows of one feed's table. Immutable.
record RowReader(Cells cells, Mark stampMark, List<Integer> key, int mark, int changed) {

  /// @throws SourceException when a column the options name is not there
  static RowReader of(Table table, Shape shape, Dialect dialect) {
    List<Integer> key = new ArrayList<>();
    for (String column : table.key()) {
      key.add(required(shape, column, table));
    }
    int mark = required(shape, table.watermark().column(), table);
    Shape.Column marked = shape.columns().get(mark - 1);
    boolean numbered = table.watermark().byTransaction() && dialect == Dialect.SQLSERVER;
    if (numbered && !marked.isRowVersion(dialect)) {
      throw new SourceException(
          table.from().shown()
              + ": 'transaction' names '"
              + marked.name()
              + "', a "
              + marked.typeName()
              + "; it has to be a rowversion");
    }
    String changedName = table.watermark().changed();
    int changed = changedName.isEmpty() ? 0 : required(shape, changedName, table);
    String deleted = table.softDelete().columnName();
    if (!deleted.isEmpty()) {
      required(shape, deleted, table);
    }
    Shape.Column timed = shape.columns().get((changed == 0 ? mark : changed) - 1);
    return new RowReader(
        new Cells(shape, dialect, table.watermark().zone()),
        Mark.of(timed, table.watermark(), dialect),
        key,
        mark,
        changed);
  }

  /// Whether change times are stored as times and without a zone.
  boolean isLocalTime() {
    return changed > 0 && cells.isLocalTime(changed);
  }

  /// The same rows, in the order of another column.
  ///
  /// @throws SourceException when there is no such column
  RowReader inOrderOf(String column, Table table) {
    return new RowReader(cells, stampMark, key, required(cells.shape(), column, table), changed);
  }

  static int required(Shape shape, String column, Table table) {
    int index = shape.index(column);
    if (index == 0) {
      throw new SourceException(
          table.from().shown()
              + " has no column '"
              + column
              + "' ("
              + Nearest.suggestion(column, shape.names())
              + ")");
    }
    return index;
  }

  List<Row> read(ResultSet rows) throws SQLException {
    List<Row> read = new ArrayList<>();
    while (rows.next()) {
      List<JsonNode> keys = new ArrayList<>();
      for (int column : key) {
        keys.add(cells.bindable(rows, column));
      }
      JsonNode stamp = changed == 0 ? JdbcCursor.nothing() : cells.bindable(rows, changed);
      read.add(new Row(cells.row(rows), keys, cells.bindable(rows, mark), stamp));
    }
    return read;
  }
}
