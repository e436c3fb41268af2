package dev.selvedge.work.send;

import dev.selvedge.plan.Facet;
import dev.selvedge.send.Job;
import dev.selvedge.send.SendRules;
import dev.selvedge.send.Target;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.Store;
import java.util.function.Predicate;

/// How many more imports of a facet may be open at one target: here, and at all processes together.
/// Thread-safe.
final class Places {
  /// What was taken and holds no place is still asked after: not without end.
  private static final int ANSWERED_AT_MOST = 50;

  private final HubParts parts;
  private final Target target;
  private final SendRules rules;
  private final Imports imports;
  private final Beside beside;

  Places(HubParts parts, Target target, SendRules rules, Imports imports, Beside beside) {
    this.parts = parts;
    this.target = target;
    this.rules = rules;
    this.imports = imports;
    this.beside = beside;
  }

  /// The name under which handing over runs beside the loop.
  static String handingOver(Facet facet) {
    return "hand over " + facet;
  }

  /// How many this process may open, as far as it knows by itself.
  long free(Facet facet) {
    if (imports.pace().isResting(facet, parts.clock().instant())) {
      return 0;
    }
    long answered = target.holdsPlaceUntilOver(facet) ? 0 : open(facet, Places::isAnswered);
    long held = open(facet, job -> true) - answered + beside.running(handingOver(facet));
    return answered >= ANSWERED_AT_MOST ? 0 : Math.max(0, rules.jobs() - held);
  }

  private long open(Facet facet, Predicate<Job> which) {
    return imports.open().stream().filter(job -> job.facet() == facet).filter(which).count();
  }

  private static boolean isAnswered(Job job) {
    return job.stage() == Job.Stage.RUNNING;
  }

  /// Whether all are taken by the processes together, which share them as they share the calls.
  boolean areTaken(Facet facet, Store.Ports ports) {
    long open = ports.jobs().open(target.name(), facet);
    long answered =
        target.holdsPlaceUntilOver(facet) ? 0 : ports.jobs().running(target.name(), facet);
    return open - answered >= rules.jobs();
  }
}
