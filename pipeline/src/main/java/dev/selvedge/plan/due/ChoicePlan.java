package dev.selvedge.plan.due;

import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.due.Planner.Cause;
import dev.selvedge.plan.states.DesiredStates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Plans what contacts are to hold of decisions about lists, preferences and SMS. Each waits for
/// its contact and goes by itself. An opt-out of a contact that is there goes before everything
/// else; a first sync does not hurry otherwise. Confined to one transaction.
///
/// | the row | and of the topic | so | |---|---|---| | is none | nothing was decided, the target
/// said the same itself, or a rule keeps them off | none is made | | waits to be sent | nothing
/// is decided any more, or the target says it itself | it is settled | | is acknowledged | the
/// same holds, of the same contact, and the target did not differ | it stays | | any other |
/// something is decided | it is due, or waits for its contact |
final class ChoicePlan {
  private final DesiredStates states;
  private final Set<PersonId> persons;
  private final Map<Subject, Cause> causes;
  private final Cause fallback;
  private final Instant now;

  /// @param causes what made the contacts change; `fallback` holds for those not named
  ChoicePlan(
      DesiredStates states,
      Set<PersonId> persons,
      Map<Subject, Cause> causes,
      Cause fallback,
      Instant now) {
    this.states = states;
    this.persons = persons;
    this.causes = causes;
    this.fallback = fallback;
    this.now = now;
  }

  Set<Subject> subjects() {
    return states.choosable(persons);
  }

  /// What changes at one target.
  ///
  /// @param standing its contacts, as planned
  /// @param known what it has of [#subjects]
  List<Delivery> changes(
      SystemName target, Map<Subject, Delivery> standing, Collection<Delivery> known) {
    Map<Subject, Delivery> before = new HashMap<>();
    known.forEach(row -> before.put(row.subject(), row));
    Map<Subject, Desired.Chosen> wanted = states.choicesOf(persons);
    List<Delivery> changes = new ArrayList<>();
    wanted.forEach(
        (subject, want) -> {
          Delivered contact = contact(standing, want.person());
          Delivery old = before.remove(subject);
          if (old != null) {
            Delivery planned = next(old, want, contact);
            if (!planned.equals(old)) {
              changes.add(planned);
            }
          } else if (want.ruled() ? want.optIn() : !states.holds(target, want)) {
            changes.add(first(target, subject, want, contact));
          }
        });
    before
        .values()
        .forEach(
            row -> {
              if (row.state() != State.SETTLED && row.state() != State.CLAIMED) {
                changes.add(row.with(State.SETTLED));
              }
            });
    return changes;
  }

  private static Delivered contact(Map<Subject, Delivery> standing, PersonId person) {
    Delivery contact = standing.get(Subject.contact(person));
    return contact == null ? new Delivered.Never() : contact.delivered();
  }

  private static State state(Delivered contact) {
    return contact.isThere() ? State.DUE : State.WAITING;
  }

  private Delivery next(Delivery old, Desired.Chosen want, Delivered contact) {
    boolean same = old.desired().equals(want.hash());
    boolean said = states.holds(old.target(), want);
    boolean differs = states.isContradicted(old.target(), want);
    boolean holds =
        said || (old.delivered().is(want.hash()) && isOf(contact, old.delivered()) && !differs);
    Delivered delivered =
        differs && old.delivered() instanceof Delivered.Acknowledged told
            ? new Delivered.Doubtful(told.remoteId(), told.address(), now)
            : old.delivered();
    State next =
        switch (old.state()) {
          case CLAIMED -> State.CLAIMED;
          case PARKED -> same && !said ? State.PARKED : settled(holds, contact);
          case SETTLED -> settled(holds, contact);
          case DUE, WAITING -> settled(holds, contact);
        };
    boolean stays =
        switch (old.state()) {
          case CLAIMED -> same;
          case PARKED -> same && !said;
          case SETTLED -> same && holds;
          case DUE, WAITING -> same && !holds && (old.state() == State.DUE || !contact.isThere());
        };
    return stays ? old : row(old, want, contact, delivered, next);
  }

  private static State settled(boolean holds, Delivered contact) {
    return holds ? State.SETTLED : state(contact);
  }

  /// Whether what was told was told to this contact: another one was put in its place when people
  /// became one, or when somebody deleted it there.
  private static boolean isOf(Delivered contact, Delivered told) {
    return contact.remoteId().isEmpty()
        || told.remoteId().isEmpty()
        || contact.remoteId().equals(told.remoteId());
  }

  private Delivery first(
      SystemName target, Subject subject, Desired.Chosen want, Delivered contact) {
    Cause cause = causeOf(want);
    Lane lane = lane(target, want, contact, cause);
    return new Delivery(
        target,
        subject,
        want.person(),
        want.hash(),
        new Delivered.Never(),
        state(contact),
        lane,
        cause.flow(),
        cause.since(lane, now),
        now,
        0,
        DueQueue.ANY,
        Delivery.NO_DEADLINE);
  }

  private Cause causeOf(Desired.Chosen want) {
    return causes.getOrDefault(Subject.contact(want.person()), fallback);
  }

  private Delivery row(
      Delivery old, Desired.Chosen want, Delivered contact, Delivered delivered, State state) {
    Delivery planned = first(old.target(), old.subject(), want, contact);
    boolean pending = old.state() != State.SETTLED;
    boolean hurries = pending && old.lane().compareTo(planned.lane()) < 0;
    Lane lane = hurries ? old.lane() : planned.lane();
    return new Delivery(
        old.target(),
        old.subject(),
        want.person(),
        want.hash(),
        delivered,
        state,
        lane,
        planned.flow(),
        causeOf(want).since(old, lane, now),
        now,
        0,
        DueQueue.ANY,
        Delivery.NO_DEADLINE);
  }

  /// An opt-out of which a contact that is there was not told yet is urgent, whatever brought it.
  private Lane lane(SystemName target, Desired.Chosen want, Delivered contact, Cause cause) {
    boolean news = !want.optIn() && !want.ruled() && !states.isTold(target, want);
    boolean hurries = contact.isThere() || cause.lane() == Lane.NORMAL;
    return news && hurries ? Lane.URGENT : cause.lane();
  }
}
