package dev.selvedge.plan.due;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.SystemName;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.due.Planner.Cause;
import dev.selvedge.plan.states.ConsentStates.Owned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// Plans which records are told what their person decided. An opt-out goes before everything else;
/// an opt-in does not hurry, but never waits behind a first sync. Confined to one transaction.
///
/// | the row | and the record | so |
/// |---|---|---|
/// | is none | is to be told nothing | none is made |
/// | waits to be sent | is to be told nothing any more | it is settled |
/// | is settled or parked | is to be told the same as then, and said nothing since | it stays |
/// | is settled or parked | is to be told something else, or said something since | it is due |
final class ConsentPlan {
  private final Map<Subject, Owned> wanted;
  private final Instant now;

  ConsentPlan(Map<Subject, Owned> wanted, Instant now) {
    this.wanted = Map.copyOf(wanted);
    this.now = now;
  }

  /// The records of one system.
  Set<Subject> subjects(SystemName system) {
    Set<Subject> subjects = new TreeSet<>();
    for (Subject subject : wanted.keySet()) {
      if (subject.told().system().equals(system)) {
        subjects.add(subject);
      }
    }
    return subjects;
  }

  /// What changes at one system.
  ///
  /// @param standing what it has of [#subjects]
  List<Delivery> changes(
      SystemName system,
      Collection<Delivery> standing,
      Map<Subject, Cause> causes,
      Cause fallback) {
    Map<Subject, Delivery> rows = new HashMap<>();
    standing.forEach(row -> rows.put(row.subject(), row));
    List<Delivery> changes = new ArrayList<>();
    for (Subject subject : subjects(system)) {
      Owned want = Objects.requireNonNull(wanted.get(subject));
      Cause cause = causes.getOrDefault(Subject.contact(want.person()), fallback);
      Delivery old = rows.get(subject);
      if (old != null) {
        Delivery planned = next(old, want, cause);
        if (!planned.equals(old)) {
          changes.add(planned);
        }
      } else if (!want.desired().due().isEmpty()) {
        changes.add(due(subject, want, cause, new Delivered.Never(), State.DUE, system));
      }
    }
    return changes;
  }

  private Delivery next(Delivery old, Owned want, Cause cause) {
    ContentHash desired = want.desired().hash();
    boolean same = desired.equals(old.desired()) && old.person().equals(want.person());
    if (old.state() == State.CLAIMED) {
      return same
          ? old
          : due(old.subject(), want, cause, old.delivered(), State.CLAIMED, old.target());
    }
    if (want.desired().due().isEmpty()) {
      return old.state() == State.SETTLED
          ? old.ownedBy(want.person())
          : due(old.subject(), want, cause, old.delivered(), State.SETTLED, old.target());
    }
    boolean ended = old.state() == State.SETTLED || old.state() == State.PARKED;
    boolean again = ended && want.heard().isAfter(old.dueAt());
    return same && !again
        ? old
        : due(old.subject(), want, cause, old.delivered(), State.DUE, old.target());
  }

  private Delivery due(
      Subject subject,
      Owned want,
      Cause cause,
      Delivered delivered,
      State state,
      SystemName target) {
    boolean declines = want.desired().due().values().stream().anyMatch(word -> !word.optIn());
    Lane lane = declines ? Lane.URGENT : Lane.NORMAL;
    return new Delivery(
        target,
        subject,
        want.person(),
        want.desired().hash(),
        delivered,
        state,
        lane,
        cause.flow(),
        cause.since(lane, now),
        now,
        0,
        DueQueue.ANY,
        Delivery.NO_DEADLINE);
  }
}
