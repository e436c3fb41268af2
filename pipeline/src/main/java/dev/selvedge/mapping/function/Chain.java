package dev.selvedge.mapping.function;

import java.util.ArrayList;
import java.util.List;

/// Steps applied one after the other. Thread-safe.
public final class Chain {
  /// Changes nothing.
  public static final Chain NONE = new Chain(List.of());

  private final Step[] steps;

  public Chain(List<Step> steps) {
    this.steps = steps.toArray(Step[]::new);
  }

  /// With one more step at the end.
  public Chain then(Step step) {
    List<Step> longer = new ArrayList<>(List.of(steps));
    longer.add(step);
    return new Chain(longer);
  }

  /// Sends a value through all steps in their order; what is wrong stays wrong.
  public Datum apply(Datum value, Remarks remarks) {
    Datum current = value;
    for (Step step : steps) {
      current = step.apply(current, remarks);
    }
    return current;
  }
}
