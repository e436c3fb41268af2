package dev.selvedge.store.trail;

import dev.selvedge.store.sql.Sql;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.FlowMinutes;
import dev.selvedge.watch.Rhythm;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;

/// The flows' history on SQL. Totals are kept as they come, so that old minutes can go.
public final class SqlFlowMinutes implements FlowMinutes {
  private static final String ADD =
      """
      received = %1$s.received + excluded.received,
      parked = %1$s.parked + excluded.parked,
      delivered = %1$s.delivered + excluded.delivered,
      lag_sum = %1$s.lag_sum + excluded.lag_sum,
      lag_max = case when %1$s.lag_max > excluded.lag_max
        then %1$s.lag_max else excluded.lag_max end
      """;

  private static final RowMapper<FlowMinute> MINUTE =
      (rs, context) ->
          new FlowMinute(
              rs.getString(1),
              Instant.ofEpochMilli(rs.getLong(2)),
              rs.getLong(3),
              rs.getLong(4),
              rs.getLong(5),
              rs.getLong(6),
              rs.getLong(7));

  private static final Comparator<FlowMinute> IN_ORDER =
      Comparator.comparing(FlowMinute::flow).thenComparing(FlowMinute::minute);

  private final Sql sql;

  public SqlFlowMinutes(Sql sql) {
    this.sql = sql;
  }

  /// In one order for everybody: processes that count the same flows then wait for each other, but
  /// never in a circle.
  @Override
  public void add(Collection<FlowMinute> all) {
    List<FlowMinute> minutes = all.stream().sorted(IN_ORDER).toList();
    sql.upsert(
        """
        insert into flow_minute (flow, minute, received, parked, delivered, lag_sum, lag_max)
        values (?, ?, ?, ?, ?, ?, ?)
        on conflict (minute, flow) do update set
        """
            + ADD.formatted("flow_minute"),
        minutes,
        it -> List.of(it.flow(), it.minute()),
        SqlFlowMinutes::bind);
    sql.upsert(
        """
        insert into flow_total (flow, minute, received, parked, delivered, lag_sum, lag_max)
        values (?, ?, ?, ?, ?, ?, ?)
        on conflict (flow) do update set
          minute = case when flow_total.minute > excluded.minute
            then flow_total.minute else excluded.minute end,
        """
            + ADD.formatted("flow_total"),
        minutes,
        FlowMinute::flow,
        SqlFlowMinutes::bind);
  }

  private static void bind(Sql.Row row, FlowMinute it) throws java.sql.SQLException {
    row.add(it.flow())
        .add(it.minute().toEpochMilli())
        .add(it.received())
        .add(it.parked())
        .add(it.delivered())
        .add(it.lagSumMillis())
        .add(it.lagMaxMillis());
  }

  @Override
  public List<FlowMinute> since(Instant from) {
    return sql.query(
            """
            select flow, minute, received, parked, delivered, lag_sum, lag_max
            from flow_minute where minute >= :from order by minute, flow
            """)
        .bind("from", from.toEpochMilli())
        .map(MINUTE)
        .list();
  }

  @Override
  public Map<String, Rhythm> rhythms(Instant from) {
    return sql.query(
            """
            select flow, min(minute), max(minute), count(*), coalesce(max(gap), 0)
            from (select flow, minute,
                minute - lag(minute) over (partition by flow order by minute) as gap
              from flow_minute where minute >= :from and received > 0) as came
            group by flow
            """)
        .bind("from", from.toEpochMilli())
        .map(
            (rs, context) ->
                Map.entry(
                    rs.getString(1),
                    new Rhythm(
                        Instant.ofEpochMilli(rs.getLong(2)),
                        Instant.ofEpochMilli(rs.getLong(3)),
                        rs.getLong(4),
                        Duration.ofMillis(rs.getLong(5)))))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public Map<String, Map<Instant, Long>> hours(Instant from) {
    Map<String, Map<Instant, Long>> hours = new HashMap<>();
    sql.query(
            """
            select flow, minute / 3600000, sum(received) from flow_minute
            where minute >= :from and received > 0 group by flow, minute / 3600000
            """)
        .bind("from", from.toEpochMilli())
        .map(
            (rs, context) ->
                Map.entry(
                    rs.getString(1),
                    Map.entry(Instant.ofEpochSecond(rs.getLong(2) * 3600), rs.getLong(3))))
        .forEach(
            hour ->
                hours
                    .computeIfAbsent(hour.getKey(), flow -> new HashMap<>())
                    .put(hour.getValue().getKey(), hour.getValue().getValue()));
    return hours;
  }

  @Override
  public Map<Instant, Long> received(String flow, Duration grain, Instant from) {
    long millis = grain.toMillis();
    Map<Instant, Long> received = new HashMap<>();
    sql.query(
            """
            select part, sum(received) from (
              select minute / :grain as part, received from flow_minute
              where minute >= :from and flow = :flow and received > 0) as came
            group by part
            """)
        .bind("grain", millis)
        .bind("from", from.toEpochMilli())
        .bind("flow", flow)
        .map(
            (rs, context) -> Map.entry(Instant.ofEpochMilli(rs.getLong(1) * millis), rs.getLong(2)))
        .forEach(one -> received.put(one.getKey(), one.getValue()));
    return received;
  }

  @Override
  public List<FlowMinute> totals() {
    return sql.query(
            """
            select flow, minute, received, parked, delivered, lag_sum, lag_max
            from flow_total order by flow
            """)
        .map(MINUTE)
        .list();
  }
}
