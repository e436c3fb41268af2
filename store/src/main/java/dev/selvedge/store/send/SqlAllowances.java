package dev.selvedge.store.send;

import dev.selvedge.SystemName;
import dev.selvedge.send.allowance.Allowances;
import dev.selvedge.send.allowance.Window;
import dev.selvedge.send.allowance.Window.Taken;
import dev.selvedge.store.sql.Sql;
import dev.selvedge.store.sql.TargetLock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/// The windows of the targets' allowances on SQL.
public final class SqlAllowances implements Allowances {
  private static final String SELECT =
      """
      select scope, call_limit, stated, length_millis, taken_urgent, taken_normal, taken_bulk,
        strangers, strangers_usual, seen_late, renews_at
      from allowance where target = :target
      """;

  private static final RowMapper<Window> WINDOW =
      (rs, context) ->
          new Window(
              rs.getString(1),
              rs.getLong(2),
              rs.getInt(3) == 1,
              Duration.ofMillis(rs.getLong(4)),
              new Taken(rs.getLong(5), rs.getLong(6), rs.getLong(7)),
              rs.getLong(8),
              rs.getDouble(9),
              rs.getInt(10) == 1,
              Instant.ofEpochMilli(rs.getLong(11)));

  private final Sql sql;
  private final TargetLock lock;

  public SqlAllowances(Sql sql, TargetLock lock) {
    this.sql = sql;
    this.lock = lock;
  }

  @Override
  public List<Window> of(SystemName target) {
    return sql.query(SELECT + " order by scope").bind("target", target.value()).map(WINDOW).list();
  }

  @Override
  public Optional<Window> hold(SystemName target, String scope) {
    lock.take(target);
    return sql.query(SELECT + " and scope = :scope")
        .bind("target", target.value())
        .bind("scope", scope)
        .map(WINDOW)
        .findOne();
  }

  @Override
  public void store(SystemName target, Window window) {
    sql.update(
            """
            insert into allowance (target, scope, call_limit, stated, length_millis, taken_urgent,
              taken_normal, taken_bulk, strangers, strangers_usual, seen_late, renews_at)
            values (:target, :scope, :limit, :stated, :length, :urgent, :normal, :bulk, :strangers,
              :usual, :late, :renews)
            on conflict (target, scope) do update set
              call_limit = excluded.call_limit, stated = excluded.stated,
              length_millis = excluded.length_millis, taken_urgent = excluded.taken_urgent,
              taken_normal = excluded.taken_normal, taken_bulk = excluded.taken_bulk,
              strangers = excluded.strangers, strangers_usual = excluded.strangers_usual, seen_late = excluded.seen_late,
              renews_at = excluded.renews_at
            """)
        .bind("target", target.value())
        .bind("scope", window.scope())
        .bind("limit", window.limit())
        .bind("stated", window.stated() ? 1 : 0)
        .bind("length", window.length().toMillis())
        .bind("urgent", window.taken().urgent())
        .bind("normal", window.taken().normal())
        .bind("bulk", window.taken().bulk())
        .bind("strangers", window.strangers())
        .bind("usual", window.strangersUsual())
        .bind("late", window.seenLate() ? 1 : 0)
        .bind("renews", window.renewsAt().toEpochMilli())
        .execute();
  }
}
