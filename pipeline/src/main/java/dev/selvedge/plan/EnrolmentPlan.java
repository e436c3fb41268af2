package dev.selvedge.plan;

import dev.selvedge.Lane;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.DesiredStates.Asked;
import dev.selvedge.plan.Planner.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Plans the enrolments that the facts of orders start. For a rule and a fact there is one delivery
/// at a target for ever; planning makes it, and never makes it due again. Confined to one
/// transaction.
///
/// | The fact came | and its deadline | so the enrolment |
/// |---|---|---|
/// | live | lies ahead | is due, once contact and order are there |
/// | live | has passed | is settled: recorded, and never made late |
/// | with a first sync | has not passed for a day | is settled: the past starts nothing |
/// | with a first sync | passed more than a day ago | is not even kept: a million old orders |
final class EnrolmentPlan {
  private static final Duration HISTORY_AFTER = Duration.ofDays(1);

  private final Map<Subject, Asked> asked = new LinkedHashMap<>();
  private final Map<Subject, Cause> causes = new LinkedHashMap<>();
  private final Instant now;

  /// @param asked what the facts of the planned orders ask for
  /// @param causes what made the orders change; `fallback` holds for those not named
  EnrolmentPlan(Collection<Asked> asked, Map<Subject, Cause> causes, Cause fallback, Instant now) {
    this.now = now;
    for (Asked one : asked) {
      Cause cause = causes.getOrDefault(Subject.order(one.key().order()), fallback);
      if (!isHistory(one, cause)) {
        Subject subject = Subject.enrolment(one.key().text());
        this.asked.put(subject, one);
        this.causes.put(subject, cause);
      }
    }
  }

  private boolean isHistory(Asked one, Cause cause) {
    return isFirstSync(cause) && now.isAfter(one.deadline().plus(HISTORY_AFTER));
  }

  private static boolean isFirstSync(Cause cause) {
    return cause.lane() == Lane.BULK;
  }

  Set<Subject> subjects() {
    return asked.keySet();
  }

  /// What changes at one target.
  ///
  /// @param standing its orders and contacts, as planned
  /// @param known what it has of [#subjects]
  List<Delivery> changes(
      Holder holder, Map<Subject, Delivery> standing, Collection<Delivery> known) {
    Map<Subject, Delivery> before =
        known.stream().collect(Collectors.toMap(Delivery::subject, delivery -> delivery));
    List<Delivery> changes = new ArrayList<>();
    asked.forEach(
        (subject, one) -> {
          boolean ready = isReady(one, standing);
          Delivery old = before.get(subject);
          Delivery planned =
              old == null ? first(holder, subject, one, ready) : next(old, one, ready);
          if (!planned.equals(old)) {
            changes.add(planned);
          }
        });
    return changes;
  }

  private Delivery first(Holder holder, Subject subject, Asked one, boolean ready) {
    Cause cause = Optional.ofNullable(causes.get(subject)).orElseThrow();
    boolean starts = !isFirstSync(cause) && !now.isAfter(one.deadline());
    return new Delivery(
        holder.target(),
        subject,
        one.person(),
        one.desired(Set.of()).hash(),
        new Delivered.Never(),
        starts ? waitingUnless(ready) : State.SETTLED,
        isFirstSync(cause) ? Lane.BULK : Lane.URGENT,
        cause.flow(),
        cause.changedAt(),
        now,
        0,
        DueQueue.ANY,
        one.deadline());
  }

  /// Only whose it is may change, and only while it has not gone; and what waited may find that all
  /// it waited for is there.
  private Delivery next(Delivery old, Asked one, boolean ready) {
    return switch (old.state()) {
      case SETTLED -> old;
      case DUE, CLAIMED, PARKED -> old.ownedBy(one.person());
      case WAITING -> {
        Delivery its = old.ownedBy(one.person());
        yield ready ? its.dueAgain(now, old.attempts()) : its;
      }
    };
  }

  private static State waitingUnless(boolean ready) {
    return ready ? State.DUE : State.WAITING;
  }

  /// The contact is there, and so is the record of the order that the program will speak of.
  private static boolean isReady(Asked one, Map<Subject, Delivery> standing) {
    Delivery contact = standing.get(Subject.contact(one.person()));
    Delivery order = standing.get(Subject.order(one.key().order()));
    boolean orderIsThere = order == null || order.state() == State.SETTLED;
    return contact != null && contact.delivered().isThere() && orderIsThere;
  }
}
