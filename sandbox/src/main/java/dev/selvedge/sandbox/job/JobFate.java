package dev.selvedge.sandbox.job;

import java.util.Map;

/// What a fault script decided about the job that one call starts: nothing, usually.
///
/// @param forcedState the final state to show instead of the earned one; empty for none
/// @param heldPolls how many polls still answer "not finished" after the job is due
/// @param failing failure code by identifier value or record key, for items that must fail
public record JobFate(String forcedState, int heldPolls, Map<String, String> failing) {
  /// Held for so many polls that it never ends.
  public static final int FOR_EVER = Integer.MAX_VALUE;

  /// The usual fate.
  public static final JobFate ORDINARY = new JobFate("", 0, Map.of());

  public JobFate {
    failing = Map.copyOf(failing);
  }

  /// Whether nothing was decided.
  public boolean ordinary() {
    return forcedState.isEmpty() && heldPolls == 0 && failing.isEmpty();
  }
}
