package dev.selvedge.plan.due;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Holder;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.due.Planner.Cause;
import dev.selvedge.plan.states.EnrolmentStates.Asked;
import dev.selvedge.plan.states.EnrolmentStates.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Plans the enrolments that facts start. For a rule and a fact there is one delivery at a target
/// for ever; planning makes it, and never makes due again what was tried. Confined to one
/// transaction.
///
/// | The fact came | and its deadline | so the enrolment |
/// |---|---|---|
/// | live | lies ahead | is due when its time has come, once contact and order are there |
/// | live | lies ahead, and another fact cancels it | is settled, and due again if that one goes |
/// | live | has passed | is settled: recorded, and never made late |
/// | with a first sync | has not passed for a day | is settled: the past starts nothing |
/// | with a first sync | passed more than a day ago | is not even kept: a million old orders |
///
/// What the rule lets start from the past, and what lies ahead by its kind, is no past. What was
/// not new of an old fact is not kept either: there is nothing to tell of it.
final class EnrolmentPlan {
  private static final Duration HISTORY_AFTER = Duration.ofDays(1);

  private final Map<Subject, Asked> asked = new LinkedHashMap<>();
  private final Map<Subject, Cause> causes = new LinkedHashMap<>();
  private final Map<Subject, String> whys = new HashMap<>();
  private final Instant now;

  /// @param asked what the facts of the planned orders and persons ask for
  /// @param causes what made the orders change; `fallback` holds for those not named
  EnrolmentPlan(Collection<Asked> asked, Map<Subject, Cause> causes, Cause fallback, Instant now) {
    this.now = now;
    for (Asked one : asked) {
      Cause cause = cause(one, causes, fallback);
      if (!isHistory(one, cause)) {
        Subject subject = Subject.enrolment(one.key().text());
        this.asked.put(subject, one);
        this.causes.put(subject, cause);
      }
    }
  }

  private static Cause cause(Asked one, Map<Subject, Cause> causes, Cause fallback) {
    return one.key()
        .order()
        .flatMap(order -> Optional.ofNullable(causes.get(Subject.order(order))))
        .or(() -> one.item().flatMap(item -> Optional.ofNullable(causes.get(Subject.cause(item)))))
        .or(() -> Optional.ofNullable(causes.get(Subject.contact(one.person()))))
        .orElse(fallback);
  }

  private boolean isHistory(Asked one, Cause cause) {
    boolean told = one.news() && !isFirstSync(cause);
    return !told && now.isAfter(one.deadline().plus(HISTORY_AFTER));
  }

  private static boolean isFirstSync(Cause cause) {
    return cause.lane() == Lane.BULK;
  }

  /// Whether it starts nobody because it is no news: a first sync told it, or nothing told it now.
  /// So a rule that is switched on does not answer what was before, whatever is planned of a
  /// person.
  private boolean isPast(Asked one, Cause cause) {
    boolean told = one.told() || one.fact().kind().isOfField();
    return (isFirstSync(cause) || !told) && !isNoPast(one);
  }

  /// What somebody left or waits for may be news another time: it is not kept as settled now.
  private boolean isNothing(Subject subject, Asked one) {
    Cause cause = Optional.ofNullable(causes.get(subject)).orElseThrow();
    return !one.told()
        && !one.fact().kind().isOfOrder()
        && !one.fact().kind().isOfField()
        && isPast(one, cause);
  }

  /// Whether it may start somebody though a first sync told it.
  private boolean isNoPast(Asked one) {
    Instant happened = one.fact().happenedAt();
    boolean ahead = one.fact().kind().isForeseen() && happened.isAfter(now);
    return ahead || one.rule().terms().past().filter(past -> !happened.isBefore(past)).isPresent();
  }

  Set<Subject> subjects() {
    return asked.keySet();
  }

  /// The order whose record goes before it, if it is about one.
  Optional<Subject> orderOf(Subject subject) {
    return Optional.ofNullable(asked.get(subject))
        .flatMap(one -> one.key().order())
        .map(Subject::order);
  }

  /// Whose contacts go first.
  Set<Subject> contacts() {
    return asked.values().stream()
        .map(one -> Subject.contact(one.person()))
        .collect(Collectors.toSet());
  }

  /// Why what was cancelled was, a sentence each.
  Map<Subject, String> whys() {
    return whys;
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
          if (old == null && isNothing(subject, one)) {
            return;
          }
          Delivery planned =
              old == null ? first(holder, subject, one, ready) : next(old, one, ready);
          if (!planned.equals(old)) {
            changes.add(planned);
          }
        });
    return changes;
  }

  /// What changes of what has not gone yet and was not asked for anew: something else that its
  /// person did may cancel it.
  List<Delivery> changes(Collection<Delivery> open, Map<Subject, Said> said) {
    List<Delivery> changes = new ArrayList<>();
    for (Delivery old : open) {
      Delivery planned =
          switch (said.get(old.subject())) {
            case null -> old;
            // What is wanted again is looked at by the sender, whatever it has to wait for.
            case Said.Still(Asked one) -> next(old, one, old.isCancelled());
            case Said.Off ignored -> old;
            case Said.Gone(String why) -> cancelled(old, why);
          };
      if (!planned.equals(old)) {
        changes.add(planned);
      }
    }
    return changes;
  }

  private Delivery first(Holder holder, Subject subject, Asked one, boolean ready) {
    Cause cause = Optional.ofNullable(causes.get(subject)).orElseThrow();
    boolean past = isPast(one, cause);
    boolean starts = !past && !now.isAfter(one.deadline());
    Lane usual = isFirstSync(cause) ? Lane.NORMAL : Lane.URGENT;
    Lane lane = past ? Lane.BULK : usual;
    ContentHash desired = one.with(new Desired.Leave.Given()).hash();
    Delivery row =
        new Delivery(
            holder.target(),
            subject,
            one.person(),
            desired,
            new Delivered.Never(),
            starts ? waitingUnless(ready || isAhead(one)) : State.SETTLED,
            lane,
            cause.flow(),
            cause.since(lane, now),
            due(one),
            0,
            DueQueue.ANY,
            one.deadline(),
            one.rule().action().channel());
    return starts && one.over().isPresent() ? cancelled(row, one.over().get()) : row;
  }

  /// Whose it is and when it is due may change, and only while it has not gone; what waited may
  /// find that all it waited for is there; and what was cancelled may be wanted again.
  private Delivery next(Delivery old, Asked one, boolean ready) {
    if (old.state() == State.SETTLED && !old.isCancelled()) {
      return old;
    }
    Delivery its = old.ownedBy(one.person()).by(one.rule().action().channel());
    if (holds(one) && !old.isCancelled() && one.over().isEmpty()) {
      return old.state() == State.WAITING && ready
          ? its.dueAgain(latest(old.dueAt(), now), old.attempts())
          : its;
    }
    if (old.state() == State.CLAIMED) {
      return its.timed(old.dueAt(), one.deadline());
    }
    if (one.over().isPresent()) {
      return old.isCancelled() ? its : cancelled(its, one.over().get());
    }
    if (old.isCancelled()) {
      return now.isAfter(one.deadline())
          ? its
          : its.wanted(
                  one.with(new Desired.Leave.Given()).hash(), waitingUnless(ready || isAhead(one)))
              .timed(due(one), one.deadline());
    }
    // A corrected time makes it due then; and one that was put off is not looked at before.
    boolean corrected = !old.notAfter().equals(one.deadline());
    Delivery timed = corrected ? its.timed(due(one), one.deadline()) : its;
    return old.state() == State.WAITING && (ready || (corrected && isAhead(one)))
        ? timed.dueAgain(due(one), old.attempts())
        : timed;
  }

  /// Whether it is about what holds for a while: every version of a product tells its stock and
  /// price anew, and the first moment counts as long as they hold.
  private static boolean holds(Asked one) {
    return one.fact().kind().isOfWish();
  }

  private Delivery cancelled(Delivery old, String why) {
    if (old.state() == State.CLAIMED || old.isCancelled()) {
      return old;
    }
    whys.put(old.subject(), why);
    return old.cancelled();
  }

  private boolean isAhead(Asked one) {
    return one.due().isAfter(now);
  }

  private Instant due(Asked one) {
    return isAhead(one) ? one.due() : now;
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static State waitingUnless(boolean ready) {
    return ready ? State.DUE : State.WAITING;
  }

  /// The contact is there, and so is the record of the order that the program will speak of.
  private static boolean isReady(Asked one, Map<Subject, Delivery> standing) {
    Delivery contact = standing.get(Subject.contact(one.person()));
    Optional<Delivery> order =
        one.key().order().flatMap(key -> Optional.ofNullable(standing.get(Subject.order(key))));
    boolean orderIsThere = order.filter(row -> row.state() != State.SETTLED).isEmpty();
    return contact != null && contact.delivered().isThere() && orderIsThere;
  }
}
