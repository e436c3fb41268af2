package dev.selvedge.store.watch;

import dev.selvedge.Lane;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Promptness;
import dev.selvedge.store.sql.Sql;
import dev.selvedge.watch.freshness.Bounds;
import dev.selvedge.watch.freshness.FreshnessLog.Open;
import dev.selvedge.watch.freshness.FreshnessLog.Why;
import dev.selvedge.watch.freshness.Histogram;
import dev.selvedge.watch.freshness.Matter;
import dev.selvedge.watch.freshness.Strand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What changed and is not told yet, on SQL: what waits in the inbox, what is to be delivered and
/// what is parked on the way. Used by one thread at a time.
public final class OpenChanges {
  /// More records are not looked at: so many are late in any case.
  private static final int RECORDS = 50_000;

  /// What is to start later counts from then. What waits for a contact counts while that contact
  /// is itself on its way: of people who did not agree there is none, and there will be none. What
  /// is held until past opt-outs are known counts from then.
  public static final String DELIVERIES =
      """
      select flow_system || '/' || flow_kind, target, facet, lane, state, %s, count(*)
      from (
        select d.flow_system, d.flow_kind, d.target, d.facet, d.lane, d.state,
          :now - case when d.facet = 'ENROLMENT' and d.due_at > d.changed_at
            then d.due_at else d.changed_at end as age
        from delivery d
        where d.state <> 'SETTLED' and d.lane <> 'BULK'
          and not (d.state = 'WAITING' and d.facet in ('CONTACT', 'CHOICE') and d.due_at > :now)
          and (d.state <> 'WAITING' or d.facet = 'CONTACT' or exists (
            select 1 from delivery c
            where c.subject_id = cast(d.person_id as text) and c.facet = 'CONTACT'
              and c.target = d.target and c.state <> 'SETTLED'))
      ) as waits
      group by 1, 2, 3, 4, 5, 6
      """
          .formatted(Bounds.sql("age"));

  private static final String INBOX =
      """
      select flow, %s, count(*)
      from (
        select i.system || '/' || i.kind as flow,
          :now - coalesce(i.stamp, i.observed_at) as age
        from (select inbox_id from inbox_queue where backfill = 0 and position = inbox_id
          order by position limit :most) q
        join inbox_item i on i.id = q.inbox_id
        where i.pace = 'LIVE'
      ) as waits
      group by 1, 2
      """
          .formatted(Bounds.sql("age"));

  private static final String PARKED =
      """
      select flow, %s, count(*)
      from (
        select p.flow, :now - coalesce(i.stamp, i.observed_at) as age
        from (select flow, inbox_id from parked_item
          where stage <> 'SEND' and inbox_id <> 0 and replayed_at = 0
          order by number desc limit :most) p
        join inbox_item i on i.id = p.inbox_id
        where i.pace = 'LIVE'
      ) as waits
      group by 1, 2
      """
          .formatted(Bounds.sql("age"));

  private final Sql sql;

  OpenChanges(Sql sql) {
    this.sql = sql;
  }

  private record Key(Strand strand, Why why) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byStrand = strand.compareTo(other.strand);
      return byStrand != 0 ? byStrand : why.compareTo(other.why);
    }
  }

  List<Open> read(Instant now) {
    SqlFreshness.Counting<Key> counting = new SqlFreshness.Counting<>();
    deliveries(counting, now);
    records(counting, INBOX, Why.DUE, now);
    records(counting, PARKED, Why.PARKED, now);
    List<Open> all = new ArrayList<>();
    for (Map.Entry<Key, Histogram> one : counting.histograms().entrySet()) {
      all.add(new Open(one.getKey().strand(), one.getKey().why(), one.getValue()));
    }
    return all;
  }

  private void deliveries(SqlFreshness.Counting<Key> counting, Instant now) {
    sql.query(DELIVERIES)
        .bind("now", now.toEpochMilli())
        .map(
            (rs, context) -> {
              Matter matter =
                  Promptness.matter(Facet.valueOf(rs.getString(3)), Lane.valueOf(rs.getString(4)));
              Strand strand = new Strand(rs.getString(1), rs.getString(2), matter);
              counting.add(
                  new Key(strand, why(Delivery.State.valueOf(rs.getString(5)))),
                  rs.getInt(6),
                  rs.getLong(7));
              return strand;
            })
        .list();
  }

  private static Why why(Delivery.State state) {
    return switch (state) {
      case WAITING -> Why.HELD;
      case DUE, CLAIMED, SETTLED -> Why.DUE;
      case PARKED -> Why.PARKED;
    };
  }

  private void records(SqlFreshness.Counting<Key> counting, String query, Why why, Instant now) {
    sql.query(query)
        .bind("now", now.toEpochMilli())
        .bind("most", RECORDS)
        .map(
            (rs, context) -> {
              Strand strand = new Strand(rs.getString(1), "", Matter.UNREAD);
              counting.add(new Key(strand, why), rs.getInt(2), rs.getLong(3));
              return strand;
            })
        .list();
  }
}
