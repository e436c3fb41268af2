package dev.selvedge.store.trail;

import dev.selvedge.IdSource;
import dev.selvedge.Stage;
import dev.selvedge.store.sql.Sql;
import dev.selvedge.trail.Trail;
import dev.selvedge.trail.TrailEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;

/// The trail on SQL.
public final class SqlTrail implements Trail {
  private static final String SELECT =
      """
      select at, stage, word, sentence, person_id, order_key, source, system, inbox_id
      from trail_entry
      """;

  private static final RowMapper<TrailEntry> ENTRY =
      (rs, context) ->
          new TrailEntry(
              Instant.ofEpochMilli(rs.getLong(1)),
              Stage.valueOf(rs.getString(2)),
              rs.getString(3),
              new TrailEntry.About(
                  rs.getLong(5), rs.getString(6), rs.getString(7), rs.getString(8), rs.getLong(9)),
              rs.getString(4));

  private final Sql sql;
  private final IdSource ids;

  public SqlTrail(Sql sql, IdSource ids) {
    this.sql = sql;
    this.ids = ids;
  }

  @Override
  public void append(Collection<TrailEntry> entries) {
    sql.batch(
        """
        insert into trail_entry (id, at, stage, word, person_id, order_key, source, system,
          inbox_id, sentence)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        entries,
        (row, entry) ->
            row.add(ids.next())
                .add(entry.at().toEpochMilli())
                .add(entry.stage().name())
                .add(entry.word())
                .add(entry.about().person())
                .add(entry.about().order())
                .add(entry.about().source())
                .add(entry.about().system())
                .add(entry.about().inboxId())
                .add(entry.sentence()));
  }

  @Override
  public List<TrailEntry> ofPerson(long person, int limit) {
    return sql.query(
            SELECT
                + """
                where person_id = :person and person_id <> 0 order by id desc limit :limit
                """)
        .bind("person", person)
        .bind("limit", limit)
        .map(ENTRY)
        .list();
  }

  @Override
  public List<TrailEntry> ofOrder(String order, int limit) {
    return sql.query(
            SELECT
                + """
                where order_key = :order and order_key <> '' order by id desc limit :limit
                """)
        .bind("order", order)
        .bind("limit", limit)
        .map(ENTRY)
        .list();
  }

  @Override
  public List<TrailEntry> ofSource(String source, int limit) {
    return sql.query(
            SELECT
                + """
                where source = :source and source <> '' order by id desc limit :limit
                """)
        .bind("source", source)
        .bind("limit", limit)
        .map(ENTRY)
        .list();
  }

  @Override
  public List<TrailEntry> latest(int limit) {
    return sql.query(SELECT + "order by id desc limit :limit")
        .bind("limit", limit)
        .map(ENTRY)
        .list();
  }
}
