package dev.selvedge.store;

import dev.selvedge.SystemName;

/// Keeps what is known of a target to one transaction at a time, also before anything is known of
/// it. SQLite has one writer and needs none of it.
final class TargetLock {
  private final Sql sql;
  private final Dialect dialect;

  TargetLock(Sql sql, Dialect dialect) {
    this.sql = sql;
    this.dialect = dialect;
  }

  void take(SystemName target) {
    switch (dialect) {
      case SQLITE -> {}
      case POSTGRES -> {
        sql.update(
                """
                insert into target_condition
                  (target, failures, cause, sentence, since, probe_at, probes, false_alarms)
                values (:target, 0, '', '', 0, 0, 0, 0)
                on conflict (target) do nothing
                """)
            .bind("target", target.value())
            .execute();
        sql.query("select target from target_condition where target = :target for update")
            .bind("target", target.value())
            .mapTo(String.class)
            .one();
      }
    }
  }
}
