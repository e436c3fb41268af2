package dev.selvedge.plan;

import dev.selvedge.mapping.Value;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Who is put on a list without being asked: a store's, a brand's or a country's list. Whoever may
/// not be mailed is on none. Immutable.
///
/// @param field the profile field that decides
/// @param values which of its values do; upper and lower case are the same
public record ListRule(String field, Set<String> values) {
  public ListRule {
    values =
        Collections.unmodifiableSortedSet(
            values.stream().map(ListRule::folded).collect(Collectors.toCollection(TreeSet::new)));
    if (field.isEmpty() || values.isEmpty()) {
      throw new IllegalArgumentException("a list's rule names a field and values");
    }
  }

  /// Whether somebody is on the list.
  ///
  /// @param fields what a person's profile holds
  public boolean takes(Map<String, Value> fields) {
    Value value = fields.get(field);
    return value != null && values.contains(folded(value.display()));
  }

  private static String folded(String value) {
    return value.strip().toLowerCase(Locale.ROOT);
  }
}
