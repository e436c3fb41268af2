package dev.selvedge.store.person;

import dev.selvedge.SystemName;
import dev.selvedge.commerce.KnownSkus;
import dev.selvedge.commerce.SkuSpelling;
import dev.selvedge.store.sql.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Which SKUs each cleaned text stands for, on SQL.
public final class SqlKnownSkus implements KnownSkus {
  private final Sql sql;

  public SqlKnownSkus(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void keep(Collection<Known> known) {
    sql.batch(
        """
        insert into known_sku (cleaned, system, original) values (?, ?, ?)
        on conflict (cleaned, system) do nothing
        """,
        known,
        (row, one) ->
            row.add(one.spelling().cleaned())
                .add(one.system().value())
                .add(one.spelling().original()));
  }

  @Override
  public Map<String, List<Known>> find(Collection<String> cleaned) {
    return sql
        .byKeys(
            "select cleaned, system, original from known_sku where cleaned in (<keys>)",
            cleaned,
            (rs, context) ->
                new Known(
                    new SkuSpelling(rs.getString(1), rs.getString(3)),
                    new SystemName(rs.getString(2))))
        .stream()
        .collect(Collectors.groupingBy(known -> known.spelling().cleaned()));
  }
}
