package dev.selvedge.store.plan;

import dev.selvedge.Lane;
import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.plan.due.Planner.Cause;
import dev.selvedge.plan.due.Round;
import dev.selvedge.plan.due.Rounds;
import dev.selvedge.store.sql.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/// Rounds past those who wait for a product, on SQL.
public final class SqlRounds implements Rounds {
  private static final RowMapper<Round> ROUND =
      (rs, context) ->
          new Round(
              rs.getString(1),
              ItemKey.product(rs.getString(2)),
              new Cause(
                  new Feed(new SystemName(rs.getString(3)), new RecordKind(rs.getString(4))),
                  Lane.valueOf(rs.getString(5)),
                  Instant.ofEpochMilli(rs.getLong(6))),
              rs.getString(7));

  private final Sql sql;

  public SqlRounds(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void begin(Collection<Round> rounds, Instant now) {
    sql.batch(
        """
        insert into waiting_round (sku, product, flow_system, flow_kind, lane, changed_at, after_ref,
          turn_at)
        values (?, ?, ?, ?, ?, ?, '', ?)
        on conflict (sku, product) do update
        set flow_system = excluded.flow_system, flow_kind = excluded.flow_kind,
          lane = case when waiting_round.lane = 'BULK' then excluded.lane else waiting_round.lane end,
          changed_at = excluded.changed_at, after_ref = ''
        """,
        rounds,
        (row, round) ->
            row.add(round.sku())
                .add(round.product().value())
                .add(round.cause().flow().system().value())
                .add(round.cause().flow().kind().value())
                .add(round.cause().lane().name())
                .add(round.cause().changedAt().toEpochMilli())
                .add(now.toEpochMilli()));
  }

  @Override
  public Optional<Round> next() {
    return sql.query(
            """
            select sku, product, flow_system, flow_kind, lane, changed_at, after_ref
            from waiting_round order by turn_at, sku, product limit 1
            """)
        .map(ROUND)
        .findOne();
  }

  @Override
  public void move(Round round, Instant now) {
    sql.batch(
        "update waiting_round set after_ref = ?, turn_at = ? where sku = ? and product = ?",
        List.of(round),
        (row, one) ->
            row.add(one.after()).add(now.toEpochMilli()).add(one.sku()).add(one.product().value()));
  }

  @Override
  public void end(Round round) {
    sql.batch(
        "delete from waiting_round where sku = ? and product = ?",
        List.of(round),
        (row, one) -> row.add(one.sku()).add(one.product().value()));
  }
}
