package dev.selvedge.store.send;

import dev.selvedge.SystemName;
import dev.selvedge.send.Condition;
import dev.selvedge.send.Conditions;
import dev.selvedge.store.sql.Sql;
import dev.selvedge.store.sql.TargetLock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/// How the targets are, on SQL.
public final class SqlConditions implements Conditions {
  private final Sql sql;
  private final TargetLock lock;

  public SqlConditions(Sql sql, TargetLock lock) {
    this.sql = sql;
    this.lock = lock;
  }

  @Override
  public Condition of(SystemName target) {
    return sql.query(
            """
            select failures, cause, sentence, since, probe_at, probes, false_alarms
            from target_condition where target = :target
            """)
        .bind("target", target.value())
        .map((rs, context) -> condition(rs))
        .findOne()
        .orElseGet(Condition::well);
  }

  private static Condition condition(ResultSet rs) throws SQLException {
    String cause = rs.getString(2);
    return cause.isEmpty()
        ? new Condition.Well(rs.getInt(1), rs.getInt(7))
        : new Condition.Ill(
            cause,
            rs.getString(3),
            Instant.ofEpochMilli(rs.getLong(4)),
            Instant.ofEpochMilli(rs.getLong(5)),
            rs.getInt(6),
            rs.getInt(7));
  }

  @Override
  public Condition hold(SystemName target) {
    lock.take(target);
    return of(target);
  }

  @Override
  public void store(SystemName target, Condition condition) {
    switch (condition) {
      case Condition.Well(int failures, int falseAlarms) ->
          store(
              target,
              failures,
              new Condition.Ill("", "", Instant.EPOCH, Instant.EPOCH, 0, falseAlarms));
      case Condition.Ill ill -> store(target, 0, ill);
    }
  }

  private void store(SystemName target, int failures, Condition.Ill ill) {
    sql.update(
            """
            insert into target_condition (target, failures, cause, sentence, since, probe_at, probes,
              false_alarms)
            values (:target, :failures, :cause, :sentence, :since, :probe, :probes, :alarms)
            on conflict (target) do update set
              failures = excluded.failures, cause = excluded.cause, sentence = excluded.sentence,
              since = excluded.since, probe_at = excluded.probe_at, probes = excluded.probes,
              false_alarms = excluded.false_alarms
            """)
        .bind("target", target.value())
        .bind("failures", failures)
        .bind("cause", ill.cause())
        .bind("sentence", ill.sentence())
        .bind("since", ill.since().toEpochMilli())
        .bind("probe", ill.probeAt().toEpochMilli())
        .bind("probes", ill.probes())
        .bind("alarms", ill.falseAlarms())
        .execute();
  }
}
