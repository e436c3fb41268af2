package dev.selvedge.store.send;

import dev.selvedge.SystemName;
import dev.selvedge.send.allowance.Allowances;
import dev.selvedge.send.allowance.Scope;
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

  /// The difference to what is stored, where that is the same window, is what was used since. A
  /// window that begins anew is more than half its length later; an answer moves its end by less.
  private static final String COUNT =
      """
      insert into allowance_hour (target, scope, hour, urgent, normal, bulk, strangers)
      select d.target, d.scope, d.hour, d.urgent, d.normal, d.bulk, d.strangers
      from (
        select :target as target, :scope as scope, :hour as hour,
          :urgent - coalesce(max(a.taken_urgent), 0) as urgent,
          :normal - coalesce(max(a.taken_normal), 0) as normal,
          :bulk - coalesce(max(a.taken_bulk), 0) as bulk,
          :strangers - coalesce(max(a.strangers), 0) as strangers
        from allowance a
        where a.target = :target and a.scope = :scope and abs(a.renews_at - :renews) <= :half
      ) d
      where d.urgent <> 0 or d.normal <> 0 or d.bulk <> 0 or d.strangers <> 0
      on conflict (target, scope, hour) do update set
        urgent = allowance_hour.urgent + excluded.urgent,
        normal = allowance_hour.normal + excluded.normal,
        bulk = allowance_hour.bulk + excluded.bulk,
        strangers = allowance_hour.strangers + excluded.strangers
      """;

  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long KEPT = Duration.ofDays(8).toMillis();

  private void count(SystemName target, Window window) {
    long began = window.renewsAt().minus(window.length()).toEpochMilli();
    long hour = Math.floorDiv(began, HOUR) * HOUR;
    int counted =
        sql.update(COUNT)
            .bind("target", target.value())
            .bind("scope", window.scope())
            .bind("hour", hour)
            .bind("urgent", window.taken().urgent())
            .bind("normal", window.taken().normal())
            .bind("bulk", window.taken().bulk())
            .bind("strangers", window.strangers())
            .bind("renews", window.renewsAt().toEpochMilli())
            .bind("half", window.length().toMillis() / 2)
            .execute();
    if (counted > 0) {
      sql.update(
              "delete from allowance_hour where target = :target and scope = :scope and hour < :old")
          .bind("target", target.value())
          .bind("scope", window.scope())
          .bind("old", hour - KEPT)
          .execute();
    }
  }

  @Override
  public List<Used> used(SystemName target, Instant since) {
    return sql.query(
            """
            select scope, hour, urgent, normal, bulk, strangers from allowance_hour
            where target = :target and hour >= :since order by scope, hour
            """)
        .bind("target", target.value())
        .bind("since", since.toEpochMilli())
        .map(
            (rs, context) ->
                new Used(
                    rs.getString(1),
                    Instant.ofEpochMilli(rs.getLong(2)),
                    new Taken(
                        Math.max(0, rs.getLong(3)),
                        Math.max(0, rs.getLong(4)),
                        Math.max(0, rs.getLong(5))),
                    Math.max(0, rs.getLong(6))))
        .list();
  }

  @Override
  public void store(SystemName target, Window window) {
    if (window.limit() < Scope.UNLIMITED) {
      count(target, window);
    }
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
