package dev.selvedge.store.privacy;

import dev.selvedge.TimeOrderedIds;
import dev.selvedge.privacy.Leftovers;
import dev.selvedge.store.sql.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What outlives its use, on SQL. Every look goes along a primary key and is bounded, so that it
/// costs the same in a small store and in a large one.
public final class SqlLeftovers implements Leftovers {
  /// Longer than anybody tries to send a report.
  private static final Duration GIVEN_UP = Duration.ofDays(8);

  private final Sql sql;

  public SqlLeftovers(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Swept sweep(Kind kind, Instant before, String after, int limit) {
    return switch (kind) {
      case TRAIL -> numbered("trail_entry", "id", "at < :before", before, after, limit);
      case PARKED -> numbered("parked_item", "number", "last_seen < :before", before, after, limit);
      case INBOX ->
          numbered(
              "inbox_item",
              "id",
              """
              received_at < :before
                and not exists (select 1 from inbox_body b where b.id = inbox_item.id)
                and not exists (select 1 from inbox_queue q where q.inbox_id = inbox_item.id)
                and not exists (select 1 from parked_item p
                  where p.inbox_id = inbox_item.id and p.inbox_id <> 0)
                and exists (select 1 from inbox_item n
                  where n.ref_hash = inbox_item.ref_hash and n.id > inbox_item.id)
              """,
              before,
              after,
              limit);
      case GONE -> gone(before, after, limit);
      case HANDOVERS ->
          numbered("handover", "job_id", "handed_over_at < :before", before, after, limit);
      case ALARMS -> alarms(before, after, limit);
      case ERASURES ->
          numbered(
              "erasure", "number", "stage = 'LIFTED' and moved_at < :before", before, after, limit);
    };
  }

  private Swept numbered(
      String table, String key, String condition, Instant before, String after, int limit) {
    List<Long> looked = looked(table, key, after, limit);
    if (looked.isEmpty()) {
      return new Swept(0, after, true);
    }
    int removed =
        sql.updateByKeys(
            "delete from " + table + " where " + key + " in (<keys>) and " + condition,
            looked,
            Map.of("before", before.toEpochMilli()));
    return swept(removed, looked, limit);
  }

  private List<Long> looked(String table, String key, String after, int limit) {
    return sql.query(
            "select "
                + key
                + " from "
                + table
                + " where "
                + key
                + " > :after order by "
                + key
                + " limit :limit")
        .bind("after", after.isEmpty() ? Long.MIN_VALUE : Long.parseLong(after))
        .bind("limit", limit)
        .mapTo(Long.class)
        .list();
  }

  private static Swept swept(int removed, List<Long> looked, int limit) {
    return new Swept(removed, Long.toString(looked.getLast()), looked.size() < limit);
  }

  private Swept alarms(Instant before, String after, int limit) {
    List<Long> looked = looked("alarm", "number", after, limit);
    if (looked.isEmpty()) {
      notices(before);
      return new Swept(0, after, true);
    }
    List<Long> old =
        sql.byKeys(
            """
            select number from alarm where number in (<keys>)
              and stage = 'ENDED' and ended_at < :before and silent_until < :before
            """,
            looked,
            Map.of("before", before.toEpochMilli()),
            (rs, context) -> rs.getLong(1));
    sql.updateByKeys(
        """
        delete from notice_item where news in (
          select id from alarm_news where number in (<keys>))
        """,
        old,
        Map.of());
    sql.updateByKeys("delete from alarm_news where number in (<keys>)", old, Map.of());
    sql.updateByKeys("delete from alarm where number in (<keys>)", old, Map.of());
    notices(before);
    return swept(old.size(), looked, limit);
  }

  /// Those of alarms that went, and reports, of which there are some where no alarm ever was. One
  /// that waits is given up after a week by who sends it: what waits for longer is for somebody who
  /// gets none any more.
  private void notices(Instant before) {
    sql.update(
            """
            delete from notice where made_at < :before
              and (report = '' or state <> 0 or made_at < :forgotten)
              and not exists (select 1 from notice_item i where i.notice = notice.id)
            """)
        .bind("before", before.toEpochMilli())
        .bind("forgotten", before.minus(GIVEN_UP).toEpochMilli())
        .execute();
  }

  /// Nobody speaks of them, everything about them is settled or nobody was ever told of them, and
  /// nothing of it is young: neither they themselves, nor what was done, nor the day on which the
  /// last record let go of their address.
  private Swept gone(Instant before, String after, int limit) {
    List<Long> looked = looked("person", "id", after, limit);
    if (looked.isEmpty()) {
      return new Swept(0, after, true);
    }
    List<Long> old =
        looked.stream().filter(id -> TimeOrderedIds.madeAt(id).isBefore(before)).toList();
    List<Long> gone =
        sql.byKeys(
            """
            select p.id from person p where p.id in (<keys>)
              and not exists (select 1 from contribution c
                where c.person_id = p.id and c.person_id <> 0)
              and not exists (select 1 from delivery d where d.person_id = p.id
                and (d.state <> 'SETTLED' or d.changed_at >= :before or d.delivered_at >= :before))
              and not exists (select 1 from trail_entry t
                where t.person_id = p.id and t.person_id <> 0 and t.at >= :before)
              and not exists (select 1 from former_address f
                join former_address later on later.ref = f.ref
                where f.address = p.email and f.address <> '' and later.last_seen >= :before)
            """,
            old,
            Map.of("before", before.toEpochMilli()),
            (rs, context) -> rs.getLong(1));
    sql.updateByKeys("delete from delivery where person_id in (<keys>)", gone, Map.of());
    sql.updateByKeys(
        "delete from trail_entry where person_id in (<keys>) and person_id <> 0", gone, Map.of());
    sql.updateByKeys("delete from person where id in (<keys>)", gone, Map.of());
    return swept(gone.size(), looked, limit);
  }
}
