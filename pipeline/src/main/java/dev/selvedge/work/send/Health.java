package dev.selvedge.work.send;

import dev.selvedge.Outcome;
import dev.selvedge.send.Condition;
import dev.selvedge.send.Target;
import dev.selvedge.work.HubParts;
import java.time.Duration;
import java.time.Instant;

/// Minds whether a target is worth calling: prepares it before anything is sent, and asks an ill
/// one by one cheap call at a time until it answers. Confined to one loop.
final class Health {
  /// Longer than any call may take, so that no two processes ask at once.
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(150);

  private final HubParts parts;
  private final Target target;
  private final Settling settling;
  private boolean prepared;
  private volatile String trouble = "";

  Health(HubParts parts, Target target, Settling settling) {
    this.parts = parts;
    this.target = target;
    this.settling = settling;
  }

  /// Why nothing is sent, as a sentence; empty when nothing keeps it from being sent.
  String trouble() {
    return trouble;
  }

  /// Whether something may be sent now. Asks the target where that is due.
  boolean isWell(Condition condition, Instant now) {
    trouble = sentence(condition);
    return switch (condition) {
      case Condition.Well ignored -> prepared || prepare(now);
      case Condition.Ill ill -> !now.isBefore(ill.probeAt()) && probe(now);
    };
  }

  private static String sentence(Condition condition) {
    return switch (condition) {
      case Condition.Well ignored -> "";
      case Condition.Ill ill -> ill.sentence();
    };
  }

  /// Several processes may see that it is time to ask; one asks.
  private boolean probe(Instant now) {
    boolean mine =
        parts
            .store()
            .write(
                ports -> {
                  Condition held = ports.conditions().hold(target.name());
                  boolean due = held.isProbeDue(now);
                  if (due) {
                    ports.conditions().store(target.name(), held.probing(now, ANSWER_WITHIN));
                  }
                  return due;
                });
    return mine && prepare(now);
  }

  /// Nothing is written before the target is ready for it.
  private boolean prepare(Instant now) {
    Outcome outcome = target.prepare();
    settling.listen();
    Condition found =
        parts
            .store()
            .write(
                ports -> {
                  Condition before = ports.conditions().hold(target.name());
                  Condition after =
                      outcome instanceof Outcome.Done
                          ? before.recovered()
                          : before.stillIll(cause(outcome), why(outcome), now);
                  settling.become(before, after, ports, now);
                  return after;
                });
    prepared = found.isWell();
    trouble = sentence(found);
    return prepared;
  }

  private static String cause(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Park park -> park.cause();
      case Outcome.Done ignored -> "";
      case Outcome.Retry ignored -> "unreachable";
      case Outcome.Snooze ignored -> "refused";
      case Outcome.Drop ignored -> "refused";
      case Outcome.Unknown ignored -> "unreachable";
    };
  }

  private static String why(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Park park -> park.sentence();
      case Outcome.Done ignored -> "";
      case Outcome.Retry retry -> retry.why();
      case Outcome.Snooze snooze -> snooze.why();
      case Outcome.Drop drop -> drop.why();
      case Outcome.Unknown unknown -> unknown.why();
    };
  }
}
