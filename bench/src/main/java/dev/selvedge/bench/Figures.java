package dev.selvedge.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was measured, by name with its unit, one value a run. Confined to one thread.
final class Figures {
  private final Map<String, List<Double>> values = new LinkedHashMap<>();

  void add(String name, double value) {
    values.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value);
  }

  void count(String name, long value) {
    add(name, (double) value);
  }

  Set<String> names() {
    return values.keySet();
  }

  /// The values of one figure, smallest first.
  List<Double> sorted(String name) {
    return values.getOrDefault(name, List.of()).stream().sorted().toList();
  }

  double median(String name) {
    List<Double> sorted = sorted(name);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
