package dev.selvedge.connectors.jdbc;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.jdbc.JdbcSettings.Child;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Puts the rows of one child table into their parents. Immutable.
record ChildRows(Child child, TableSql sql, Cells cells, Optional<Mark> mark) {
  private static final int PARENTS_AT_ONCE = 500;

  static ChildRows of(Child child, TableSql sql, Shape shape) {
    var watermark = sql.table().watermark();
    Cells cells = new Cells(shape, sql.dialect(), watermark.zone());
    if (shape.index(child.parent()) == 0) {
      throw new SourceException(child.table() + " has no column '" + child.parent() + "'");
    }
    if (child.changed().isEmpty()) {
      return new ChildRows(child, sql, cells, Optional.empty());
    }
    Shape.Column changed =
        shape
            .column(child.changed())
            .orElseThrow(
                () ->
                    new SourceException(
                        child.table() + " has no column '" + child.changed() + "'"));
    return new ChildRows(
        child, sql, cells, Optional.of(Mark.of(changed, watermark, sql.dialect())));
  }

  /// Adds the arrays and gives the latest change of each parent's children.
  Map<String, Instant> attach(Connection connection, List<Row> parents) throws SQLException {
    Map<String, ArrayNode> arrays = new HashMap<>();
    for (Row parent : parents) {
      arrays.put(parent.keyText(), parent.body().putArray(child.name()));
    }
    Map<String, Instant> latest = new HashMap<>();
    List<JsonNode> keys = parents.stream().map(parent -> parent.key().getFirst()).toList();
    for (int i = 0; i < keys.size(); i += PARENTS_AT_ONCE) {
      List<JsonNode> some = keys.subList(i, Math.min(keys.size(), i + PARENTS_AT_ONCE));
      sql.children(child, some).query(connection, rows -> read(rows, arrays, latest));
    }
    return latest;
  }

  private int read(ResultSet rows, Map<String, ArrayNode> arrays, Map<String, Instant> latest)
      throws SQLException {
    int count = 0;
    int parent = cells.shape().index(child.parent());
    while (rows.next()) {
      String key = Row.text(cells.bindable(rows, parent));
      ObjectNode row = cells.row(rows);
      ArrayNode array = arrays.get(key);
      if (array != null) {
        array.add(row);
        Optional<Instant> changed = changed(rows);
        changed.ifPresent(at -> latest.merge(key, at, ChildRows::later));
        count++;
      }
    }
    return count;
  }

  private Optional<Instant> changed(ResultSet rows) throws SQLException {
    if (mark.isEmpty()) {
      return Optional.empty();
    }
    return mark.get().instant(cells.bindable(rows, cells.shape().index(child.changed())));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
