package dev.selvedge.store.inbox;

import dev.selvedge.IdSource;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.Feed;
import dev.selvedge.inbox.Hint;
import dev.selvedge.inbox.Hints;
import dev.selvedge.store.sql.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.mapper.RowMapper;

/// Records that are to be read, on SQL.
public final class SqlHints implements Hints {
  private static final RowMapper<Hint> HINT =
      (rs, context) ->
          new Hint(
              RecordRef.parse(rs.getString(1)),
              rs.getLong(2),
              Instant.ofEpochMilli(rs.getLong(3)),
              rs.getInt(4));

  private final Sql sql;
  private final IdSource ids;

  public SqlHints(Sql sql, IdSource ids) {
    this.sql = sql;
    this.ids = ids;
  }

  @Override
  public void keep(Collection<RecordRef> records, Instant now) {
    sql.batch(
        """
        insert into hint (record_ref, flow, version, heard_at, due_at, misses, trouble)
        values (?, ?, ?, ?, ?, 0, '')
        on conflict (record_ref) do update
        set version = excluded.version, due_at = excluded.due_at, misses = 0
        """,
        new TreeSet<>(records),
        (row, record) ->
            row.add(record.text())
                .add(new Feed(record.system(), record.kind()).toString())
                .add(ids.next())
                .add(now.toEpochMilli())
                .add(now.toEpochMilli()));
  }

  @Override
  public List<Hint> due(Feed feed, Instant now, int limit) {
    return sql.query(
            """
            select record_ref, version, heard_at, misses from hint
            where flow = :flow and due_at <= :now order by due_at, record_ref limit :limit
            """)
        .bind("flow", feed.toString())
        .bind("now", now.toEpochMilli())
        .bind("limit", limit)
        .map(HINT)
        .list();
  }

  @Override
  public Optional<Instant> nextDue(Feed feed) {
    return sql.query("select due_at from hint where flow = :flow order by due_at limit 1")
        .bind("flow", feed.toString())
        .map((rs, context) -> Instant.ofEpochMilli(rs.getLong(1)))
        .findOne();
  }

  @Override
  public void forget(Collection<Hint> hints) {
    sql.batch(
        "delete from hint where record_ref = ? and version = ?",
        hints,
        (row, hint) -> row.add(hint.record().text()).add(hint.version()));
  }

  @Override
  public void putOff(Collection<Hint> hints, Instant until, String trouble) {
    sql.batch(
        """
        update hint set due_at = ?, misses = ?, trouble = ? where record_ref = ? and version = ?
        """,
        hints,
        (row, hint) ->
            row.add(until.toEpochMilli())
                .add(hint.misses())
                .add(trouble)
                .add(hint.record().text())
                .add(hint.version()));
  }

  @Override
  public List<Waiting> waiting() {
    return sql.query(
            """
            select flow, count(*), min(heard_at), max(trouble) from hint
            group by flow order by flow
            """)
        .map(
            (rs, context) ->
                new Waiting(
                    rs.getString(1),
                    rs.getLong(2),
                    Instant.ofEpochMilli(rs.getLong(3)),
                    rs.getString(4)))
        .list();
  }

  @Override
  public void forgetOld(Instant before) {
    sql.update("delete from hint where heard_at < :before")
        .bind("before", before.toEpochMilli())
        .execute();
  }
}
