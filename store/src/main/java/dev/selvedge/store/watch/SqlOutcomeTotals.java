package dev.selvedge.store.watch;

import dev.selvedge.store.sql.Sql;
import dev.selvedge.watch.OutcomeTotals;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How often calls came to which outcome, on SQL.
public final class SqlOutcomeTotals implements OutcomeTotals {
  private final Sql sql;

  public SqlOutcomeTotals(Sql sql) {
    this.sql = sql;
  }

  private record Key(String target, String outcome) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byTarget = target.compareTo(other.target);
      return byTarget != 0 ? byTarget : outcome.compareTo(other.outcome);
    }
  }

  /// In one order for everybody, so that no two processes wait for each other in a circle.
  @Override
  public void add(Collection<Counted> counted) {
    Map<Key, Long> sums = new TreeMap<>();
    counted.forEach(
        one -> sums.merge(new Key(one.target(), one.outcome()), one.count(), Long::sum));
    sql.upsert(
        """
        insert into outcome_total (target, outcome, items) values (?, ?, ?)
        on conflict (target, outcome) do update set items = outcome_total.items + excluded.items
        """,
        sums.entrySet(),
        Map.Entry::getKey,
        (row, it) ->
            row.add(it.getKey().target())
                .add(it.getKey().outcome())
                .add(it.getValue().longValue()));
  }

  @Override
  public List<Counted> all() {
    return sql.query("select target, outcome, items from outcome_total order by target, outcome")
        .map((rs, context) -> new Counted(rs.getString(1), rs.getString(2), rs.getLong(3)))
        .list();
  }
}
