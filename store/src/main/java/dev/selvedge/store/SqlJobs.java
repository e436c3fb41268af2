package dev.selvedge.store;

import dev.selvedge.ContentHash;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import dev.selvedge.send.Jobs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Open import jobs on SQL. A job that is over leaves no row.
final class SqlJobs implements Jobs {
  private final Sql sql;

  SqlJobs(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void open(Job job) {
    sql.update(
            """
            insert into import_job (id, facet, remote_id, started_at, ask_at)
            values (:id, :facet, :remote, :started, :ask)
            """)
        .bind("id", job.id())
        .bind("facet", job.facet().name())
        .bind("remote", job.remoteId())
        .bind("started", job.startedAt().toEpochMilli())
        .bind("ask", job.askAt().toEpochMilli())
        .execute();
    sql.batch(
        """
        insert into import_item (job_id, position, facet, subject_id, desired, address, record_key)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        IntStream.range(0, job.items().size()).boxed().toList(),
        (row, position) -> {
          Job.Sent sent = job.items().get(position);
          row.add(job.id())
              .add(position.intValue())
              .add(sent.subject().facet().name())
              .add(sent.subject().id())
              .add(sent.hash().value())
              .add(sent.address())
              .add(sent.key());
        });
  }

  @Override
  public void handedOver(long id, String remoteId, Instant askAt) {
    sql.update("update import_job set remote_id = :remote, ask_at = :ask where id = :id")
        .bind("remote", remoteId)
        .bind("ask", askAt.toEpochMilli())
        .bind("id", id)
        .execute();
  }

  @Override
  public void askAgain(long id, Instant askAt) {
    sql.update("update import_job set ask_at = :ask where id = :id")
        .bind("ask", askAt.toEpochMilli())
        .bind("id", id)
        .execute();
  }

  @Override
  public void close(long id) {
    sql.update("delete from import_item where job_id = :id").bind("id", id).execute();
    sql.update("delete from import_job where id = :id").bind("id", id).execute();
  }

  @Override
  public List<Job> open() {
    List<Job> withoutItems =
        sql.query(
                "select id, facet, remote_id, started_at, ask_at from import_job"
                    + " order by started_at, id")
            .map(
                (rs, context) ->
                    new Job(
                        rs.getLong(1),
                        Facet.valueOf(rs.getString(2)),
                        rs.getString(3),
                        Instant.ofEpochMilli(rs.getLong(4)),
                        Instant.ofEpochMilli(rs.getLong(5)),
                        List.of()))
            .list();
    List<Job> jobs = new ArrayList<>(withoutItems.size());
    for (Job job : withoutItems) {
      jobs.add(
          new Job(
              job.id(),
              job.facet(),
              job.remoteId(),
              job.startedAt(),
              job.askAt(),
              items(job.id())));
    }
    return jobs;
  }

  private List<Job.Sent> items(long job) {
    return sql.query(
            """
            select facet, subject_id, desired, address, record_key from import_item
            where job_id = :job order by position
            """)
        .bind("job", job)
        .map(
            (rs, context) ->
                new Job.Sent(
                    new Subject(Facet.valueOf(rs.getString(1)), rs.getString(2)),
                    new ContentHash(rs.getString(3)),
                    rs.getString(4),
                    rs.getString(5)))
        .list();
  }
}
