package dev.selvedge.app.graph;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A system beside the hub. Immutable.
///
/// @param name in the project's files
/// @param title what people call it
/// @param gives what comes from it
/// @param told what it is told
public record Party(String name, String title, List<Arrow> gives, List<Arrow> told) {
  public Party {
    gives = List.copyOf(gives);
    told = List.copyOf(told);
  }

  /// All its arrows.
  public List<Arrow> arrows() {
    return Stream.concat(gives.stream(), told.stream()).toList();
  }

  /// The state of its worst arrow; an arrow that never ran is no worse than the others.
  public ArrowState worst() {
    return arrows().stream()
        .map(Arrow::state)
        .max(Comparator.naturalOrder())
        .orElse(ArrowState.NOT_YET_RUN);
  }

  /// How many of what it gives are in which state, the worst first: `1 late, 7 fresh`.
  public String summary() {
    Map<ArrowState, Long> counts =
        arrows().stream()
            .collect(
                Collectors.groupingBy(
                    Arrow::state,
                    () -> new TreeMap<>(Comparator.reverseOrder()),
                    Collectors.counting()));
    return counts.entrySet().stream()
        .map(one -> one.getValue() + " " + one.getKey().words())
        .collect(Collectors.joining(", "));
  }

  /// How many records came from it in the last hour.
  public long lastHour() {
    return gives.stream().mapToLong(Arrow::lastHour).sum();
  }
}
