package dev.selvedge.connectors.magento;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A question in Magento's words: groups of filters, all of which must hold, and of the filters of
/// each group one. Confined to one thread.
final class SearchCriteria {
  private final Map<String, String> query = new LinkedHashMap<>();
  private int groups;
  private int sorts;

  /// One condition on a field, such as `gteq` or `in`.
  record Filter(String field, String condition, String value) {}

  /// One of these must hold.
  SearchCriteria where(Filter... filters) {
    for (int number = 0; number < filters.length; number++) {
      String at = "searchCriteria[filter_groups][" + groups + "][filters][" + number + "]";
      query.put(at + "[field]", filters[number].field());
      query.put(at + "[value]", filters[number].value());
      query.put(at + "[condition_type]", filters[number].condition());
    }
    groups++;
    return this;
  }

  /// The field has one of these values.
  SearchCriteria in(String field, Collection<String> values) {
    return where(new Filter(field, "in", String.join(",", List.copyOf(values))));
  }

  /// Smallest first. Without any order Magento's own is not to be relied on.
  SearchCriteria ascending(String field) {
    return sorted(field, "ASC");
  }

  SearchCriteria descending(String field) {
    return sorted(field, "DESC");
  }

  private SearchCriteria sorted(String field, String direction) {
    String at = "searchCriteria[sortOrders][" + sorts + "]";
    query.put(at + "[field]", field);
    query.put(at + "[direction]", direction);
    sorts++;
    return this;
  }

  /// The parameters, for so many rows. Without a number a shop gives all it has.
  Map<String, String> first(int rows) {
    return page(rows, 1);
  }

  /// The parameters for a single row.
  ///
  /// @param before how many come before it
  Map<String, String> single(int before) {
    return page(1, before + 1);
  }

  private Map<String, String> page(int rows, int number) {
    Map<String, String> whole = new LinkedHashMap<>(query);
    whole.put("searchCriteria[pageSize]", Integer.toString(rows));
    whole.put("searchCriteria[currentPage]", Integer.toString(number));
    return whole;
  }
}
