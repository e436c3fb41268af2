package dev.selvedge.sandbox.job;

import java.util.Map;
import java.util.function.Predicate;

/// What a fault script decided about the job that one call starts: nothing, usually.
///
/// @param forcedState the final state to show instead of the earned one; empty for none
/// @param heldPolls how many polls still answer "not finished" after the job is due
/// @param lateMillis how much longer than usual the job takes
/// @param items what happens to single items, by identifier value or record key
/// @param culprits the final state a job gets that holds a value; an empty one for the usual state
public record JobFate(
    String forcedState,
    int heldPolls,
    long lateMillis,
    Map<String, ItemFate> items,
    Map<String, String> culprits) {
  /// Held for so many polls that it never ends.
  public static final int FOR_EVER = Integer.MAX_VALUE;

  /// The usual fate.
  public static final JobFate ORDINARY = new JobFate("", 0, 0, Map.of(), Map.of());

  public JobFate {
    items = Map.copyOf(items);
    culprits = Map.copyOf(culprits);
  }

  /// Whether nothing was decided.
  public boolean ordinary() {
    return equals(ORDINARY);
  }

  /// What was decided about the item with that identifier value or key.
  public ItemFate item(String value) {
    return items.getOrDefault(value, ItemFate.ORDINARY);
  }

  /// The fate of a job that is found to hold some values: a culprit among them ends it.
  public JobFate holding(Predicate<String> holds, String usualState) {
    for (Map.Entry<String, String> culprit : culprits.entrySet()) {
      if (holds.test(culprit.getKey())) {
        String state = culprit.getValue().isEmpty() ? usualState : culprit.getValue();
        return new JobFate(state, heldPolls, lateMillis, items, culprits);
      }
    }
    return this;
  }
}
