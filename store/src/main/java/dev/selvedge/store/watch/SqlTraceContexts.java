package dev.selvedge.store.watch;

import dev.selvedge.store.sql.Sql;
import dev.selvedge.watch.trace.TraceContext;
import dev.selvedge.watch.trace.TraceContexts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Traces that wait with something on the disk, on SQL. Used by one thread at a time.
public final class SqlTraceContexts implements TraceContexts {
  private final Sql sql;

  public SqlTraceContexts(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void keep(Collection<Waiting> waiting, Instant now) {
    sql.batch(
        """
        insert into trace_context (place, traceparent, kept_at)
        select ?, ?, ?
        where (select count(*) from trace_context t where t.place = ?) < ?
        on conflict (place, traceparent) do nothing
        """,
        waiting,
        (row, one) ->
            row.add(one.place())
                .add(one.context().text())
                .add(now.toEpochMilli())
                .add(one.place())
                .add(AT_ONE_PLACE));
  }

  @Override
  public Map<String, List<TraceContext>> at(Collection<String> places, Instant until) {
    Map<String, List<TraceContext>> found = new HashMap<>();
    sql.byKeys(
            """
            select place, traceparent from trace_context
            where place in (<keys>) and kept_at <= :until order by place, kept_at, traceparent
            """,
            places,
            Map.of("until", until.toEpochMilli()),
            (rs, context) -> List.of(rs.getString(1), rs.getString(2)))
        .forEach(
            row ->
                TraceContext.parse(row.getLast())
                    .ifPresent(
                        one ->
                            found
                                .computeIfAbsent(row.getFirst(), place -> new ArrayList<>())
                                .add(one)));
    return found;
  }

  @Override
  public void forget(Collection<Waiting> over) {
    sql.batch(
        "delete from trace_context where place = ? and traceparent = ?",
        over,
        (row, one) -> row.add(one.place()).add(one.context().text()));
  }

  @Override
  public boolean isEmpty() {
    return sql.query("select 1 from trace_context limit 1").mapTo(int.class).findOne().isEmpty();
  }

  @Override
  public void forgetOld(Instant before) {
    sql.update("delete from trace_context where kept_at < :before")
        .bind("before", before.toEpochMilli())
        .execute();
  }
}
