package dev.selvedge.connectors.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The names of a CSV's columns: aliases applied, blank and repeated ones made distinct. Immutable.
record Header(List<String> names) {
  Header {
    names = List.copyOf(names);
  }

  /// The only column of a file in which each line is a record.
  static final Header LINE = new Header(List.of("line"));

  static Header of(List<String> written, Map<String, String> aliases) {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    Map<String, Integer> again = new HashMap<>();
    for (String each : written) {
      String plain = each.strip();
      String name = aliases.getOrDefault(plain, plain);
      String base = name.isEmpty() ? "column_" + (names.size() + 1) : name;
      String free = base;
      while (!taken.add(free)) {
        // Counted on from the last one: a line of nothing but the same name must not take for ever.
        free = base + "_" + again.merge(base, 2, (n, ignored) -> n + 1);
      }
      names.add(free);
    }
    return new Header(names);
  }
}
