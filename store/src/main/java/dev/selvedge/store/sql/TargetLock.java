package dev.selvedge.store.sql;

import dev.selvedge.SystemName;

/// Keeps what is known of a target to one transaction at a time, also before anything is known of
/// it. SQLite has one writer and needs none of it. Used by one thread at a time.
public final class TargetLock {
  private final Sql sql;
  private final Dialect dialect;

  public TargetLock(Sql sql, Dialect dialect) {
    this.sql = sql;
    this.dialect = dialect;
  }

  public void take(SystemName target) {
    switch (dialect) {
      case SQLITE -> {}
      case POSTGRES -> {
        if (!held(target)) {
          makeRow(target);
          held(target);
        }
      }
    }
  }

  private boolean held(SystemName target) {
    return sql.query("select target from target_condition where target = :target for update")
        .bind("target", target.value())
        .mapTo(String.class)
        .findOne()
        .isPresent();
  }

  /// A well target's, which is how a target is of which nothing was ever heard.
  private void makeRow(SystemName target) {
    sql.update(
            """
            insert into target_condition
              (target, failures, cause, sentence, since, probe_at, probes, false_alarms)
            values (:target, 0, '', '', 0, 0, 0, 0)
            on conflict (target) do nothing
            """)
        .bind("target", target.value())
        .execute();
  }
}
