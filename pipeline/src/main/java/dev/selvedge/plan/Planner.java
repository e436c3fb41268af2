package dev.selvedge.plan;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.plan.Delivery.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Compares desired with delivered and makes due what differs. Confined to one transaction.
public final class Planner {
  private final DesiredStates states;
  private final Deliveries deliveries;
  private final Instant now;

  public Planner(DesiredStates states, Deliveries deliveries, Instant now) {
    this.states = states;
    this.deliveries = deliveries;
    this.now = now;
  }

  /// Plans the contacts of these persons and these orders.
  ///
  /// @param causes what made each subject change; `fallback` holds for those not named
  /// @return the deliveries that changed
  public List<Delivery> plan(
      Set<PersonId> persons, Set<OrderKey> orders, Map<Subject, Cause> causes, Cause fallback) {
    Map<Subject, Wanted> wanted = new LinkedHashMap<>();
    states
        .contacts(persons)
        .forEach(
            (person, desired) -> wanted.put(Subject.contact(person), new Wanted(person, desired)));
    states
        .orders(orders)
        .forEach(
            (order, desired) ->
                wanted.put(Subject.order(order), new Wanted(desired.owner(), desired)));

    Map<Subject, Delivery> standing = standing(wanted);
    List<Delivery> changed = new ArrayList<>();
    wanted.forEach(
        (subject, want) -> {
          Cause cause = causes.getOrDefault(subject, fallback);
          Delivery old = standing.get(subject);
          Delivery planned =
              old == null
                  ? first(subject, want, cause, standing)
                  : next(old, want, cause, standing);
          if (planned != null && !planned.equals(old)) {
            changed.add(planned);
          }
          if (planned != null) {
            standing.put(subject, planned);
          }
        });
    deliveries.plan(changed);
    return changed;
  }

  private Map<Subject, Delivery> standing(Map<Subject, Wanted> wanted) {
    Collection<Subject> asked = new ArrayList<>(wanted.keySet());
    wanted.values().forEach(want -> asked.add(Subject.contact(want.person())));
    return deliveries.find(Set.copyOf(asked)).stream()
        .collect(
            Collectors.toMap(Delivery::subject, delivery -> delivery, (a, b) -> a, HashMap::new));
  }

  private @org.jspecify.annotations.Nullable Delivery first(
      Subject subject, Wanted want, Cause cause, Map<Subject, Delivery> standing) {
    if (want.desired() instanceof Desired.Retired) {
      // Nobody behind it and never told to anyone: nothing to take back.
      return null;
    }
    State state = mayGo(subject, want.person(), standing) ? State.DUE : State.WAITING;
    return new Delivery(
        subject,
        want.person(),
        want.desired().hash(),
        new Delivered.Never(),
        state,
        cause.lane(),
        cause.flow(),
        cause.changedAt(),
        now,
        0);
  }

  private Delivery next(Delivery old, Wanted want, Cause cause, Map<Subject, Delivery> standing) {
    ContentHash desired = want.desired().hash();
    boolean handedOver = !old.person().equals(want.person());
    if (desired.equals(old.desired()) && !handedOver) {
      return old;
    }
    boolean pending = old.state() != State.SETTLED;
    Instant changedAt =
        pending && old.changedAt().isBefore(cause.changedAt())
            ? old.changedAt()
            : cause.changedAt();
    Lane lane = pending && old.lane().compareTo(cause.lane()) < 0 ? old.lane() : cause.lane();
    State state = stateOf(old, want, desired, standing);
    return new Delivery(
        old.subject(),
        want.person(),
        desired,
        old.delivered(),
        state,
        lane,
        cause.flow(),
        changedAt,
        now,
        0);
  }

  private static State stateOf(
      Delivery old, Wanted want, ContentHash desired, Map<Subject, Delivery> standing) {
    if (old.state() == State.CLAIMED) {
      return State.CLAIMED;
    }
    boolean nothingToTakeBack =
        want.desired() instanceof Desired.Retired && old.delivered() instanceof Delivered.Never;
    if (old.delivered().is(desired) || nothingToTakeBack) {
      return State.SETTLED;
    }
    return mayGo(old.subject(), want.person(), standing) ? State.DUE : State.WAITING;
  }

  /// A contact goes before its orders: Dotdigital refuses records of contacts it does not know.
  private static boolean mayGo(Subject subject, PersonId person, Map<Subject, Delivery> standing) {
    if (subject.facet() == Facet.CONTACT) {
      return true;
    }
    Delivery contact = standing.get(Subject.contact(person));
    return contact != null && contact.delivered() instanceof Delivered.Acknowledged;
  }

  /// Why something is planned.
  ///
  /// @param changedAt the source's change time; freshness counts from here
  public record Cause(Feed flow, Lane lane, Instant changedAt) {}

  private record Wanted(PersonId person, Desired desired) {}
}
