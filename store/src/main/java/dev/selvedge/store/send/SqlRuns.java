package dev.selvedge.store.send;

import dev.selvedge.store.sql.Sql;
import dev.selvedge.work.Runs;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The runs of hub processes on SQL.
public final class SqlRuns implements Runs {
  private final Sql sql;

  public SqlRuns(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void beat(String run, Instant until) {
    sql.update(
            """
            insert into hub_run (name, alive_until) values (:name, :until)
            on conflict (name) do update set alive_until = excluded.alive_until
            """)
        .bind("name", run)
        .bind("until", until.toEpochMilli())
        .execute();
  }

  @Override
  public List<String> silent(Instant now) {
    return sql.query(
            """
            select name from hub_run where alive_until < :now
            union select owner from import_job where owner not in (select name from hub_run)
            union select claimant from delivery
              where state = 'CLAIMED' and claimant not like 'job-%'
                and claimant not in (select name from hub_run)
            order by 1
            """)
        .bind("now", now.toEpochMilli())
        .mapTo(String.class)
        .list();
  }

  @Override
  public Map<String, Instant> aliveUntil(Collection<String> runs) {
    Map<String, Instant> until = new TreeMap<>();
    for (String run : runs) {
      sql.query("select alive_until from hub_run where name = :name")
          .bind("name", run)
          .mapTo(Long.class)
          .findOne()
          .ifPresent(at -> until.put(run, Instant.ofEpochMilli(at)));
    }
    return until;
  }

  @Override
  public List<String> others(String run) {
    return sql.query("select name from hub_run where name <> :name order by name")
        .bind("name", run)
        .mapTo(String.class)
        .list();
  }

  @Override
  public void forget(Collection<String> runs) {
    sql.updateByKeys("delete from hub_run where name in (<keys>)", runs, Map.of());
  }
}
