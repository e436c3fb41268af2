package dev.selvedge.store.person;

import dev.selvedge.commerce.Orphan;
import dev.selvedge.commerce.Orphans;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.store.sql.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.mapper.RowMapper;

/// Orders of which only parts have come, on SQL.
public final class SqlOrphans implements Orphans {
  private static final RowMapper<Orphan> ORPHAN =
      (rs, context) ->
          new Orphan(
              new OrderKey(rs.getString(1)),
              Instant.ofEpochMilli(rs.getLong(2)),
              rs.getInt(3) == 1);

  private static final String SELECT = "select order_key, since, reported from order_orphan ";

  private final Sql sql;

  public SqlOrphans(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void note(Collection<OrderKey> orders, Instant now) {
    sql.batch(
        """
        insert into order_orphan (order_key, since, reported) values (?, ?, 0)
        on conflict (order_key) do nothing
        """,
        orders.stream().sorted().toList(),
        (row, order) -> row.add(order.value()).add(now.toEpochMilli()));
  }

  @Override
  public List<Orphan> find(Collection<OrderKey> orders) {
    List<Orphan> found =
        new ArrayList<>(sql.byKeys(SELECT + "where order_key in (<keys>)", keys(orders), ORPHAN));
    found.sort(Comparator.comparing(Orphan::order));
    return found;
  }

  @Override
  public void forget(Collection<OrderKey> orders) {
    sql.updateByKeys(
        "delete from order_orphan where order_key in (<keys>)", keys(orders), Map.of());
  }

  @Override
  public void forgetGone() {
    sql.update(
            """
            delete from order_orphan where not exists (
              select 1 from contribution c
              where c.order_key = order_orphan.order_key and c.order_key <> '')
            """)
        .execute();
  }

  @Override
  public List<Orphan> overdue(Instant before, int limit) {
    return sql.query(
            SELECT
                + "where reported = 0 and since < :before order by since, order_key limit :limit")
        .bind("before", before.toEpochMilli())
        .bind("limit", limit)
        .map(ORPHAN)
        .list();
  }

  @Override
  public void reported(Collection<OrderKey> orders) {
    sql.updateByKeys(
        "update order_orphan set reported = 1 where order_key in (<keys>)", keys(orders), Map.of());
  }

  @Override
  public List<Orphan> oldest(int limit) {
    return sql.query(SELECT + "order by since, order_key limit :limit")
        .bind("limit", limit)
        .map(ORPHAN)
        .list();
  }

  @Override
  public Tally tally() {
    return sql.query("select count(*), coalesce(sum(reported), 0) from order_orphan")
        .map((rs, context) -> new Tally(rs.getLong(1), rs.getLong(2)))
        .one();
  }

  private static List<String> keys(Collection<OrderKey> orders) {
    return orders.stream().map(OrderKey::value).toList();
  }
}
