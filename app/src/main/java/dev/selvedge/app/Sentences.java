package dev.selvedge.app;

import dev.selvedge.Outcome;

/// Outcomes as people read them.
final class Sentences {
  private Sentences() {}

  static String of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done ignored -> "all is well";
      case Outcome.Retry retry -> retry.why();
      case Outcome.Snooze snooze -> snooze.why();
      case Outcome.Park park -> park.sentence();
      case Outcome.Drop drop -> drop.why();
      case Outcome.Unknown unknown -> unknown.why();
    };
  }
}
