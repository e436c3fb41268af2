package dev.selvedge.store.send;

import dev.selvedge.Payload;
import dev.selvedge.SystemName;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Job;
import dev.selvedge.send.Jobs;
import dev.selvedge.store.sql.Bodies;
import dev.selvedge.store.sql.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;

/// Open jobs on SQL. What is in a job is one packed value: it is written once, read once, and
/// thousands of rows would cost more than all else about an import. A job that is over leaves no
/// row.
public final class SqlJobs implements Jobs {
  private static final String SELECT =
      """
      select id, target, facet, owner, stage, remote_id, started_at, ask_at, encoding, items
      from import_job
      """;

  private final Sql sql;
  private final Bodies bodies;

  public SqlJobs(Sql sql, Bodies bodies) {
    this.sql = sql;
    this.bodies = bodies;
  }

  @Override
  public void open(Job job) {
    Bodies.Packed items = bodies.pack(Payload.ofText(PackedItems.pack(job.items())));
    sql.update(
            """
            insert into import_job
              (id, target, facet, owner, stage, remote_id, started_at, ask_at, encoding, items)
            values (:id, :target, :facet, :owner, :stage, :remote, :started, :ask, :encoding, :items)
            """)
        .bind("id", job.id())
        .bind("target", job.target().value())
        .bind("facet", job.facet().name())
        .bind("owner", job.owner())
        .bind("stage", job.stage().name())
        .bind("remote", job.remoteId())
        .bind("started", job.startedAt().toEpochMilli())
        .bind("ask", job.askAt().toEpochMilli())
        .bind("encoding", items.encoding())
        .bind("items", items.bytes())
        .execute();
  }

  @Override
  public void update(Job job) {
    isUpdated(job);
  }

  private boolean isUpdated(Job job) {
    return sql.update(
                """
            update import_job set stage = :stage, remote_id = :remote,
              started_at = :started, ask_at = :ask
            where id = :id and owner = :owner
            """)
            .bind("owner", job.owner())
            .bind("stage", job.stage().name())
            .bind("remote", job.remoteId())
            .bind("started", job.startedAt().toEpochMilli())
            .bind("ask", job.askAt().toEpochMilli())
            .bind("id", job.id())
            .execute()
        == 1;
  }

  @Override
  public boolean pack(Job job) {
    if (!isUpdated(job)) {
      return false;
    }
    replaceItems(job.id(), job.items());
    return true;
  }

  @Override
  public void close(long id) {
    sql.update("delete from import_job where id = :id").bind("id", id).execute();
  }

  @Override
  public List<Job> ofOwner(String owner) {
    return sql.query(SELECT + "where owner = :owner order by id")
        .bind("owner", owner)
        .map(job())
        .list();
  }

  /// Two processes may want to take over from the same dead: each row goes to one of them.
  @Override
  public List<Job> adopt(Collection<String> formerOwners, String owner) {
    List<Long> adopted = new ArrayList<>();
    for (List<?> chunk : Sql.chunks(formerOwners)) {
      sql.query("update import_job set owner = :owner where owner in (<former>) returning id")
          .bind("owner", owner)
          .bindList("former", chunk)
          .mapTo(Long.class)
          .forEach(adopted::add);
    }
    List<Job> jobs = new ArrayList<>(sql.byKeys(SELECT + "where id in (<keys>)", adopted, job()));
    jobs.sort(Comparator.comparingLong(Job::id));
    return jobs;
  }

  /// Every open job, whoever minds it.
  public List<Job> all() {
    return sql.query(SELECT + "order by id").map(job()).list();
  }

  /// Other items in a job, whoever minds it.
  public void replaceItems(long id, List<Job.Sent> others) {
    Bodies.Packed items = bodies.pack(Payload.ofText(PackedItems.pack(others)));
    sql.update("update import_job set encoding = :encoding, items = :items where id = :id")
        .bind("encoding", items.encoding())
        .bind("items", items.bytes())
        .bind("id", id)
        .execute();
  }

  @Override
  public long count() {
    return sql.number("select count(*) from import_job");
  }

  @Override
  public long open(SystemName target, Facet facet) {
    return sql.query("select count(*) from import_job where target = :target and facet = :facet")
        .bind("target", target.value())
        .bind("facet", facet.name())
        .mapTo(long.class)
        .one();
  }

  @Override
  public long running(SystemName target, Facet facet) {
    return sql.query(
            """
            select count(*) from import_job
            where target = :target and facet = :facet and stage = 'RUNNING'
            """)
        .bind("target", target.value())
        .bind("facet", facet.name())
        .mapTo(long.class)
        .one();
  }

  private RowMapper<Job> job() {
    return (rs, context) ->
        new Job(
            rs.getLong(1),
            new SystemName(rs.getString(2)),
            Facet.valueOf(rs.getString(3)),
            rs.getString(4),
            Job.Stage.valueOf(rs.getString(5)),
            rs.getString(6),
            Instant.ofEpochMilli(rs.getLong(7)),
            Instant.ofEpochMilli(rs.getLong(8)),
            PackedItems.unpack(bodies.unpack(rs.getInt(9), rs.getBytes(10)).toText()));
  }
}
