package dev.selvedge.store.audit;

import dev.selvedge.audit.schema.Memory;
import dev.selvedge.audit.schema.Place;
import dev.selvedge.audit.schema.Remembered;
import dev.selvedge.audit.schema.SchemaMemories;
import dev.selvedge.store.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is remembered of schemas, on SQL: one row a path. A place is written as a whole, once a
/// day.
public final class SqlSchemaMemories implements SchemaMemories {
  private final Sql sql;

  /// Works on one connection.
  public SqlSchemaMemories(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Memory of(Place place) {
    Optional<Instant> begun =
        sql.query("select begun_at from schema_place where place = :place")
            .bind("place", place.text())
            .map((rs, context) -> Instant.ofEpochMilli(rs.getLong(1)))
            .findOne();
    SortedMap<String, Remembered> fields = new TreeMap<>();
    sql.query(
            """
            select path, types, types_before, first_at, changed_at, seen_at, filled, records
            from schema_field where place = :place
            """)
        .bind("place", place.text())
        .map((rs, context) -> Map.entry(rs.getString(1), remembered(rs)))
        .list()
        .forEach(one -> fields.put(one.getKey(), one.getValue()));
    return new Memory(begun, fields);
  }

  private static Remembered remembered(ResultSet rs) throws SQLException {
    return new Remembered(
        types(rs.getString(2)),
        types(rs.getString(3)),
        Instant.ofEpochMilli(rs.getLong(4)),
        Instant.ofEpochMilli(rs.getLong(5)),
        Instant.ofEpochMilli(rs.getLong(6)),
        rs.getLong(7),
        rs.getLong(8));
  }

  private static SortedSet<String> types(String text) {
    return new TreeSet<>(text.isEmpty() ? List.of() : Arrays.asList(text.split(",", -1)));
  }

  @Override
  public void keep(Place place, Memory memory) {
    sql.update("delete from schema_field where place = :place")
        .bind("place", place.text())
        .execute();
    sql.update("delete from schema_place where place = :place")
        .bind("place", place.text())
        .execute();
    memory
        .begun()
        .ifPresent(
            begun ->
                sql.update("insert into schema_place (place, begun_at) values (:place, :begun)")
                    .bind("place", place.text())
                    .bind("begun", begun.toEpochMilli())
                    .execute());
    sql.batch(
        """
        insert into schema_field (place, path, types, types_before, first_at, changed_at, seen_at,
          filled, records)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        List.copyOf(memory.fields().entrySet()),
        (row, one) -> {
          Remembered it = one.getValue();
          row.add(place.text())
              .add(one.getKey())
              .add(String.join(",", it.types()))
              .add(String.join(",", it.before()))
              .add(it.first().toEpochMilli())
              .add(it.changed().toEpochMilli())
              .add(it.seen().toEpochMilli())
              .add(it.filled())
              .add(it.records());
        });
  }
}
