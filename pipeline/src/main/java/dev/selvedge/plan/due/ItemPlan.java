package dev.selvedge.plan.due;

import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Holder;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.due.Planner.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Plans the records of the account, which are nobody's and wait for nothing, and takes back those
/// of things that are not to be told of any more. Confined to one transaction.
final class ItemPlan {
  private static final PersonId NOBODY = new PersonId(0);

  private final Map<Subject, Desired> items;
  private final Map<Subject, Cause> causes;
  private final Cause fallback;
  private final Instant now;

  /// @param causes what made each change; `fallback` holds for those not named
  ItemPlan(Map<Subject, Desired> items, Map<Subject, Cause> causes, Cause fallback, Instant now) {
    this.items = items;
    this.causes = causes;
    this.fallback = fallback;
    this.now = now;
  }

  Set<Subject> subjects() {
    return items.keySet();
  }

  /// What changes at one target.
  ///
  /// @param known what it has of [#subjects]
  List<Delivery> changes(Holder holder, Collection<Delivery> known) {
    Map<Subject, Delivery> before =
        known.stream().collect(Collectors.toMap(Delivery::subject, delivery -> delivery));
    List<Delivery> changes = new ArrayList<>();
    items.forEach(
        (subject, want) -> {
          if (!holder.facets().contains(subject.facet())) {
            return;
          }
          Cause cause = causes.getOrDefault(subject, fallback);
          Delivery old = before.get(subject);
          if (old != null) {
            Delivery planned = next(old, want, cause);
            if (!planned.equals(old)) {
              changes.add(planned);
            }
          } else if (want instanceof Desired.Shared) {
            changes.add(first(holder.target(), subject, want, cause));
          }
        });
    return changes;
  }

  private Delivery first(SystemName target, Subject subject, Desired want, Cause cause) {
    return new Delivery(
        target,
        subject,
        NOBODY,
        want.hash(),
        new Delivered.Never(),
        State.DUE,
        cause.lane(),
        cause.flow(),
        cause.changedAt(),
        now,
        0,
        DueQueue.ANY,
        Delivery.NO_DEADLINE);
  }

  private Delivery next(Delivery old, Desired want, Cause cause) {
    if (want.hash().equals(old.desired())) {
      return old;
    }
    boolean pending = old.state() != State.SETTLED;
    boolean hurries = pending && old.lane().compareTo(cause.lane()) < 0;
    Lane lane = hurries ? old.lane() : cause.lane();
    return new Delivery(
        old.target(),
        old.subject(),
        old.person(),
        want.hash(),
        old.delivered(),
        state(old, want),
        lane,
        cause.flow(),
        cause.since(old, lane, now),
        now,
        0,
        DueQueue.ANY,
        old.notAfter());
  }

  private static State state(Delivery old, Desired want) {
    if (old.state() == State.CLAIMED) {
      return State.CLAIMED;
    }
    boolean nothingToTakeBack =
        want instanceof Desired.Withdrawn && old.delivered() instanceof Delivered.Never;
    return nothingToTakeBack || old.delivered().is(want.hash()) ? State.SETTLED : State.DUE;
  }
}
