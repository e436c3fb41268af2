package dev.selvedge.connectors.jdbc;

import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connectors.jdbc.JdbcSettings.Child;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Knows the columns of one feed's tables as they were when first looked at. Immutable.
record TableReader(TableSql sql, RowReader rows, List<ChildRows> children, RecordMaker maker) {
  private static final int KEYS_AT_ONCE = 500;

  TableReader {
    children = List.copyOf(children);
  }

  /// Asks the database for the columns.
  static TableReader look(Connection connection, TableSql sql, dev.selvedge.connector.Feed feed)
      throws SQLException {
    Shape shape = sql.shape().query(connection, result -> Shape.of(result.getMetaData()));
    RowReader rows = RowReader.of(sql.table(), shape, sql.dialect());
    List<ChildRows> children = new ArrayList<>();
    for (Child child : sql.table().children()) {
      Shape below =
          sql.childShape(child).query(connection, result -> Shape.of(result.getMetaData()));
      children.add(ChildRows.of(child, sql, below));
    }
    RecordMaker maker =
        new RecordMaker(
            feed, sql.table().from().shown(), sql.table().softDelete(), rows.stampMark());
    return new TableReader(sql, rows, children, maker);
  }

  boolean keyMayBeNull() {
    return rows.cells().shape().anyNullable(sql.table().key());
  }

  boolean markMayBeNull() {
    return rows.cells().shape().anyNullable(List.of(sql.table().watermark().column()));
  }

  /// The watched children, in the order of their tracks.
  List<ChildRows> watched() {
    return children.stream().filter(child -> child.mark().isPresent()).toList();
  }

  /// How the marks of a track are written.
  Mark mark(int track) {
    return track == 0
        ? rows.stampMark()
        : watched().get(track - 1).mark().orElseThrow(IllegalStateException::new);
  }

  List<Row> byKeys(Connection connection, List<JsonNode> keys) throws SQLException {
    List<Row> found = new ArrayList<>();
    for (int i = 0; i < keys.size(); i += KEYS_AT_ONCE) {
      List<JsonNode> some = keys.subList(i, Math.min(keys.size(), i + KEYS_AT_ONCE));
      found.addAll(sql.byKeys(some).query(connection, rows::read));
    }
    return found;
  }

  List<SourceRecord> records(Connection connection, List<Row> good, Instant now, Pace pace)
      throws SQLException {
    Map<String, Instant> latest = new HashMap<>();
    for (ChildRows child : children) {
      child
          .attach(connection, good)
          .forEach((key, at) -> latest.merge(key, at, (a, b) -> a.isAfter(b) ? a : b));
    }
    return good.stream().map(row -> maker.make(row, latest, now, pace)).toList();
  }
}
