package dev.selvedge.store.trail;

import dev.selvedge.store.sql.Sql;
import dev.selvedge.watch.FlowReading;
import dev.selvedge.watch.FlowReadings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/// When polled flows were read, on SQL.
public final class SqlFlowReadings implements FlowReadings {
  private static final RowMapper<FlowReading> READING =
      (rs, context) ->
          new FlowReading(
              rs.getString(1),
              Instant.ofEpochMilli(rs.getLong(2)),
              rs.getInt(3) != 0,
              rs.getString(4),
              Instant.ofEpochMilli(rs.getLong(5)));

  private static final String SELECT =
      "select flow, read_at, passing, trouble, troubled_at from flow_reading ";

  private final Sql sql;

  public SqlFlowReadings(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void passing(String flow) {
    sql.update(
            """
            insert into flow_reading (flow, read_at, passing, trouble, troubled_at)
            values (:flow, 0, 1, '', 0)
            on conflict (flow) do update set passing = 1, trouble = '', troubled_at = 0
            """)
        .bind("flow", flow)
        .execute();
  }

  @Override
  public void finished(String flow, Instant at) {
    sql.update(
            """
            insert into flow_reading (flow, read_at, passing, trouble, troubled_at)
            values (:flow, :at, 0, '', 0)
            on conflict (flow) do update
            set read_at = excluded.read_at, passing = 0, trouble = '', troubled_at = 0
            """)
        .bind("flow", flow)
        .bind("at", at.toEpochMilli())
        .execute();
  }

  @Override
  public void failed(String flow, String trouble, Instant at) {
    sql.update(
            """
            insert into flow_reading (flow, read_at, passing, trouble, troubled_at)
            values (:flow, 0, 0, :trouble, :at)
            on conflict (flow) do update
            set troubled_at = case when flow_reading.trouble = '' then excluded.troubled_at
                else flow_reading.troubled_at end,
              trouble = excluded.trouble
            """)
        .bind("flow", flow)
        .bind("trouble", trouble)
        .bind("at", at.toEpochMilli())
        .execute();
  }

  @Override
  public Optional<FlowReading> of(String flow) {
    return sql.query(SELECT + "where flow = :flow").bind("flow", flow).map(READING).findOne();
  }

  @Override
  public List<FlowReading> all() {
    return sql.query(SELECT + "order by flow").map(READING).list();
  }
}
