package dev.selvedge.plan.due;

import dev.selvedge.SystemName;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.due.Planner.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Plans the proofs of opt-ins. For a proof there is one delivery at a target for ever; planning
/// makes it, and never makes it due again: a target keeps what it is sent twice. It waits for the
/// contact it is kept with, and never hurries: what may be sent to somebody does not depend on it.
/// Confined to one transaction.
final class ProofPlan {
  private final Map<Subject, Desired.Proof> proofs;
  private final Map<Subject, Cause> causes;
  private final Cause fallback;
  private final Instant now;

  /// @param causes what made the contacts change; `fallback` holds for those not named
  ProofPlan(
      Map<Subject, Desired.Proof> proofs, Map<Subject, Cause> causes, Cause fallback, Instant now) {
    this.proofs = proofs;
    this.causes = causes;
    this.fallback = fallback;
    this.now = now;
  }

  Set<Subject> subjects() {
    return proofs.keySet();
  }

  /// What changes at one target.
  ///
  /// @param standing its contacts, as planned
  /// @param known what it has of [#subjects]
  List<Delivery> changes(
      SystemName target, Map<Subject, Delivery> standing, Collection<Delivery> known) {
    Map<Subject, Delivery> before =
        known.stream().collect(Collectors.toMap(Delivery::subject, delivery -> delivery));
    List<Delivery> changes = new ArrayList<>();
    proofs.forEach(
        (subject, proof) -> {
          Delivery contact = standing.get(Subject.contact(proof.person()));
          boolean ready = contact != null && contact.delivered().isThere();
          Delivery old = before.get(subject);
          Delivery planned =
              old == null ? first(target, subject, proof, ready) : next(old, proof, ready);
          if (!planned.equals(old)) {
            changes.add(planned);
          }
        });
    return changes;
  }

  private Delivery first(SystemName target, Subject subject, Desired.Proof proof, boolean ready) {
    Cause cause = causes.getOrDefault(Subject.contact(proof.person()), fallback);
    return new Delivery(
        target,
        subject,
        proof.person(),
        proof.hash(),
        new Delivered.Never(),
        ready ? State.DUE : State.WAITING,
        cause.lane(),
        cause.flow(),
        cause.changedAt(),
        now,
        0,
        DueQueue.ANY,
        Delivery.NO_DEADLINE);
  }

  /// Only whose it is may change, and only while it has not gone.
  private Delivery next(Delivery old, Desired.Proof proof, boolean ready) {
    return switch (old.state()) {
      case SETTLED -> old;
      case DUE, CLAIMED, PARKED -> old.ownedBy(proof.person());
      case WAITING -> {
        Delivery its = old.ownedBy(proof.person());
        yield ready ? its.dueAgain(now, old.attempts()) : its;
      }
    };
  }
}
