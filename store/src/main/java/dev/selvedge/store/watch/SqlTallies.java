package dev.selvedge.store.watch;

import dev.selvedge.store.sql.Sql;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.watch.freshness.Grain;
import dev.selvedge.watch.freshness.Histogram;
import dev.selvedge.watch.freshness.Strand;
import dev.selvedge.watch.report.Tallies;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// What was counted between two times, on SQL.
public final class SqlTallies implements Tallies {
  /// Public for the test of its plan. The facet is asked for as the index spells it.
  public static final String PLACED =
      """
      select placed_at, ref, order_key, coalesce((
          select d.subject_id from delivery d
          where d.person_id = part.person_id and d.facet || '' = 'ENROLMENT'
            and d.delivered_hash <> ''
            and d.delivered_at < part.placed_at and d.delivered_at >= part.placed_at - :within
          order by d.delivered_at desc, d.subject_id desc limit 1), '')
      from (
        select placed_at, ref, order_key, person_id from contribution
        where placed_at <> 0 and placed_at >= :at and placed_at < :to
          and (placed_at > :at or ref > :ref) and person_id <> 0
        order by placed_at, ref limit :limit) as part
      order by placed_at, ref
      """;

  private final Sql sql;

  public SqlTallies(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Instant> first() {
    return sql.query("select minute from flow_minute order by minute limit 1")
        .mapTo(Long.class)
        .findOne()
        .map(Instant::ofEpochMilli);
  }

  @Override
  public Map<String, Moved> moved(Instant from, Instant to) {
    Map<String, Moved> moved = new HashMap<>();
    sql.query(
            """
            select flow, sum(received), sum(parked), sum(delivered) from flow_minute
            where minute >= :from and minute < :to group by flow
            """)
        .bind("from", from.toEpochMilli())
        .bind("to", to.toEpochMilli())
        .map(
            (rs, context) ->
                Map.entry(rs.getString(1), new Moved(rs.getLong(2), rs.getLong(3), rs.getLong(4))))
        .forEach(one -> moved.put(one.getKey(), one.getValue()));
    return moved;
  }

  @Override
  public Map<Strand, Histogram> told(Grain grain, Instant from, Instant to) {
    long half = grain.length().toMillis() / 2;
    SqlFreshness.Counting<Strand> counting = new SqlFreshness.Counting<>();
    sql.query(
            """
            select flow, target, matter, bucket, sum(items) from freshness
            where grain = :grain and started_at >= :from and started_at < :to
            group by flow, target, matter, bucket
            """)
        .bind("grain", grain.name())
        .bind("from", from.toEpochMilli() - half)
        .bind("to", to.toEpochMilli() - half)
        .map(
            (rs, context) -> {
              counting.add(
                  SqlFreshness.strand(rs.getString(1), rs.getString(2), rs.getString(3)),
                  rs.getInt(4),
                  rs.getLong(5));
              return rs.getInt(4);
            })
        .list();
    return counting.histograms();
  }

  @Override
  public List<Decided> decided(Collection<String> systems, Instant from, Instant to) {
    List<String> names = List.copyOf(new TreeSet<>(systems));
    if (names.isEmpty()) {
      return List.of();
    }
    var query =
        sql.query(decidedSql(names.size()))
            .bind("from", from.toEpochMilli())
            .bind("to", to.toEpochMilli());
    for (int system = 0; system < names.size(); system++) {
      query.bind("first" + system, names.get(system) + '/');
      query.bind("last" + system, names.get(system) + '0');
    }
    return query
        .map(
            (rs, context) ->
                new Decided(
                    names.get(rs.getInt(1)), rs.getString(2), rs.getString(3), rs.getLong(4)))
        .list();
  }

  /// Public for the test of its plan. Only what was decided in between is read, and of each the one
  /// before it. A system's entries are a range: `/` is followed by `0`.
  public static String decidedSql(int systems) {
    StringBuilder which = new StringBuilder("case ");
    for (int system = 0; system < systems; system++) {
      which.append(
          "when e.origin >= :first%1$d and e.origin < :last%1$d then %1$d ".formatted(system));
    }
    return """
      select place, topic, choice, count(*) from (
        select %s as place, e.topic, e.choice, coalesce((
            select p.choice from ledger_entry p
            where p.origin = e.origin and p.topic = e.topic and p.voice = 'SAID'
              and (p.decided_at, p.entered_at, p.choice, p.timing)
                < (e.decided_at, e.entered_at, e.choice, e.timing)
            order by p.decided_at desc, p.entered_at desc, p.choice desc, p.timing desc
            limit 1), '') as earlier
        from ledger_entry e
        where e.voice = 'SAID' and e.decided_at >= :from and e.decided_at < :to) as said
      where place >= 0 and earlier <> choice
      group by place, topic, choice order by place, topic, choice
      """
        .formatted(which.append("else -1 end"));
  }

  @Override
  public List<Raised> alarms(Instant from, Instant to, int limit) {
    return sql.query(
            """
            select number, kind, about, severity, raised_at, ended_at, what from alarm
            where stage <> 'PENDING' and raised_at < :to and (ended_at = 0 or ended_at >= :from)
            order by raised_at, number limit :limit
            """)
        .bind("from", from.toEpochMilli())
        .bind("to", to.toEpochMilli())
        .bind("limit", limit)
        .map(
            (rs, context) ->
                new Raised(
                    rs.getLong(1),
                    AlarmKind.valueOf(rs.getString(2)),
                    rs.getString(3),
                    Severity.ofRank(rs.getInt(4)),
                    Instant.ofEpochMilli(rs.getLong(5)),
                    Instant.ofEpochMilli(rs.getLong(6)),
                    rs.getString(7)))
        .list();
  }

  @Override
  public long replayed(Instant from, Instant to) {
    return sql.query(
            """
            select count(*) from trail_entry
            where word = 'replayed' and at >= :from and at < :to
            """)
        .bind("from", from.toEpochMilli())
        .bind("to", to.toEpochMilli())
        .mapTo(Long.class)
        .one();
  }

  @Override
  public long mended(Instant from, Instant to) {
    return sql.query(
            """
            select count(*) from audit_difference
            where mended_at <> 0 and mended_at >= :from and mended_at < :to
            """)
        .bind("from", from.toEpochMilli())
        .bind("to", to.toEpochMilli())
        .mapTo(Long.class)
        .one();
  }

  @Override
  public List<Placed> placed(
      Instant from, Instant to, Duration within, Optional<Placed> after, int limit) {
    return sql.query(PLACED)
        .bind("within", within.toMillis())
        .bind("at", after.map(Placed::at).orElse(from).toEpochMilli())
        .bind("ref", after.map(Placed::ref).orElse(""))
        .bind("to", to.toEpochMilli())
        .bind("limit", limit)
        .map(
            (rs, context) ->
                new Placed(
                    Instant.ofEpochMilli(rs.getLong(1)),
                    rs.getString(2),
                    rs.getString(3),
                    rs.getString(4)))
        .list();
  }
}
