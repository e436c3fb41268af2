package dev.selvedge.store.send;

import dev.selvedge.SystemName;
import dev.selvedge.send.Handover;
import dev.selvedge.send.Handovers;
import dev.selvedge.store.sql.Sql;
import java.time.Instant;
import java.util.List;

/// Calls that must not be repeated, on SQL: one small row each, kept beyond the job's end.
public final class SqlHandovers implements Handovers {
  private final Sql sql;

  public SqlHandovers(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void put(Handover handover) {
    sql.update(
            """
            insert into handover (job_id, target, record_key, handed_over_at, knowledge, remote_id)
            values (:job, :target, :key, :at, :knowledge, :remote)
            on conflict (job_id) do update set target = excluded.target,
              record_key = excluded.record_key, handed_over_at = excluded.handed_over_at,
              knowledge = excluded.knowledge, remote_id = excluded.remote_id
            """)
        .bind("job", handover.job())
        .bind("target", handover.target().value())
        .bind("key", handover.key())
        .bind("at", handover.at().toEpochMilli())
        .bind("knowledge", handover.knowledge().name())
        .bind("remote", handover.remoteId())
        .execute();
  }

  @Override
  public List<Handover> between(SystemName target, String key, Instant from, Instant until) {
    return sql.query(
            """
            select job_id, handed_over_at, knowledge, remote_id from handover
            where target = :target and handed_over_at between :from and :until
              and record_key = :key
            order by handed_over_at, job_id
            """)
        .bind("target", target.value())
        .bind("key", key)
        .bind("from", from.toEpochMilli())
        .bind("until", until.toEpochMilli())
        .map(
            (rs, context) ->
                new Handover(
                    rs.getLong(1),
                    target,
                    key,
                    Instant.ofEpochMilli(rs.getLong(2)),
                    Handover.Knowledge.valueOf(rs.getString(3)),
                    rs.getString(4)))
        .list();
  }

  @Override
  public void remove(long job) {
    sql.update("delete from handover where job_id = :job").bind("job", job).execute();
  }

  @Override
  public void forget(SystemName target, Instant before) {
    sql.update("delete from handover where target = :target and handed_over_at < :before")
        .bind("target", target.value())
        .bind("before", before.toEpochMilli())
        .execute();
  }
}
