package dev.selvedge.store.person;

import dev.selvedge.commerce.KnownSkus;
import dev.selvedge.commerce.SkuSpelling;
import dev.selvedge.store.sql.Sql;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Which SKU each cleaned text stands for, on SQL.
public final class SqlKnownSkus implements KnownSkus {
  private final Sql sql;

  public SqlKnownSkus(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void keep(Collection<SkuSpelling> spellings) {
    Map<String, SkuSpelling> first = new LinkedHashMap<>();
    spellings.forEach(spelling -> first.putIfAbsent(spelling.cleaned(), spelling));
    // In one order, so that two hubs that keep the same wait for each other and no more.
    sql.batch(
        """
        insert into known_sku (cleaned, original) values (?, ?) on conflict (cleaned) do nothing
        """,
        new TreeMap<>(first).values(),
        (row, spelling) -> row.add(spelling.cleaned()).add(spelling.original()));
  }

  @Override
  public Map<String, String> find(Collection<String> cleaned) {
    Map<String, String> found = new HashMap<>();
    sql.byKeys(
            "select cleaned, original from known_sku where cleaned in (<keys>)",
            cleaned,
            (rs, context) -> Map.entry(rs.getString(1), rs.getString(2)))
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return found;
  }
}
