package dev.selvedge.mapping;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What one source record says about an item. Immutable.
///
/// @param values by the name they have in the item's record; of others it says nothing
/// @param lists the same of what there are several of
/// @param groups the same of what there are several of that have values of their own, as the lines
///     of a cart
public record ItemPart(
    Map<String, Value> values,
    Map<String, List<String>> lists,
    Map<String, List<Map<String, Value>>> groups) {
  public ItemPart {
    values = sorted(values);
    Map<String, List<String>> copied = new TreeMap<>();
    lists.forEach((name, texts) -> copied.put(name, List.copyOf(texts)));
    lists = Collections.unmodifiableMap(copied);
    Map<String, List<Map<String, Value>>> copies = new TreeMap<>();
    groups.forEach(
        (name, members) -> copies.put(name, members.stream().map(ItemPart::sorted).toList()));
    groups = Collections.unmodifiableMap(copies);
  }

  /// One without groups.
  public ItemPart(Map<String, Value> values, Map<String, List<String>> lists) {
    this(values, lists, Map.of());
  }

  private static Map<String, Value> sorted(Map<String, Value> values) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }
}
