package dev.selvedge.mapping;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What one source record says about an item. Immutable.
///
/// @param values by the name they have in the item's record; of others it says nothing
/// @param lists the same of what there are several of
public record ItemPart(Map<String, Value> values, Map<String, List<String>> lists) {
  public ItemPart {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    Map<String, List<String>> copied = new TreeMap<>();
    lists.forEach((name, texts) -> copied.put(name, List.copyOf(texts)));
    lists = Collections.unmodifiableMap(copied);
  }
}
