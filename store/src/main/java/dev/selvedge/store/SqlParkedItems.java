package dev.selvedge.store;

import dev.selvedge.Stage;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.ParkedItems;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What waits for a person, on SQL.
final class SqlParkedItems implements ParkedItems {
  private final Sql sql;

  SqlParkedItems(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void park(Collection<ParkedItem> items) {
    sql.upsert(
        """
        insert into parked_item (subject, stage, source, cause, sentence, rule, field, inbox_id,
          first_seen, last_seen, times)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (subject) do update set stage = excluded.stage, source = excluded.source,
          cause = excluded.cause, sentence = excluded.sentence, rule = excluded.rule,
          field = excluded.field, inbox_id = excluded.inbox_id, last_seen = excluded.last_seen,
          times = parked_item.times + excluded.times
        """,
        items,
        ParkedItem::subject,
        (row, item) ->
            row.add(item.subject())
                .add(item.stage().name())
                .add(item.source())
                .add(item.cause())
                .add(item.sentence())
                .add(item.rule())
                .add(item.field())
                .add(item.inboxId())
                .add(item.firstSeen().toEpochMilli())
                .add(item.lastSeen().toEpochMilli())
                .add(item.times()));
  }

  @Override
  public void clear(Collection<String> subjects) {
    sql.updateByKeys("delete from parked_item where subject in (<keys>)", subjects, Map.of());
  }

  @Override
  public void clearSources(Collection<String> sources) {
    sql.updateByKeys(
        "delete from parked_item where source in (<keys>) and source <> ''", sources, Map.of());
  }

  @Override
  public List<ParkedItem> newest(int limit) {
    return sql.query(
            """
            select subject, stage, source, cause, sentence, rule, field, inbox_id, first_seen,
              last_seen, times
            from parked_item order by last_seen desc, subject limit :limit
            """)
        .bind("limit", limit)
        .map(
            (rs, context) ->
                new ParkedItem(
                    rs.getString(1),
                    Stage.valueOf(rs.getString(2)),
                    rs.getString(3),
                    rs.getString(4),
                    rs.getString(5),
                    rs.getString(6),
                    rs.getString(7),
                    rs.getLong(8),
                    Instant.ofEpochMilli(rs.getLong(9)),
                    Instant.ofEpochMilli(rs.getLong(10)),
                    rs.getInt(11)))
        .list();
  }

  @Override
  public List<Group> groups() {
    return sql.query(
            """
            select cause, items, sentence from (
              select cause, sentence, count(*) over (partition by cause) as items,
                row_number() over (partition by cause order by last_seen desc, subject) as nth
              from parked_item) as numbered
            where nth = 1
            order by items desc, cause
            """)
        .map((rs, context) -> new Group(rs.getString(1), rs.getLong(2), rs.getString(3)))
        .list();
  }

  @Override
  public long count() {
    return sql.number("select count(*) from parked_item");
  }
}
