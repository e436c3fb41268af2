package dev.selvedge.plan.due;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.commerce.Shelf;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Holder;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.states.DesiredStates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Compares desired with delivered and makes due what differs, at every target that is to hold it.
/// Confined to one transaction.
public final class Planner {
  private final DesiredStates states;
  private final Deliveries deliveries;
  private final List<Holder> holders;
  private final Instant now;
  private final Map<Subject, String> whys = new HashMap<>();

  public Planner(DesiredStates states, Deliveries deliveries, List<Holder> holders, Instant now) {
    this.states = states;
    this.deliveries = deliveries;
    this.holders = List.copyOf(holders);
    this.now = now;
  }

  /// Plans the contacts of these persons with the proofs of their opt-ins, their finer decisions
  /// and what their records are told, and these orders with what their facts start.
  ///
  /// @param causes what made each subject change; `fallback` holds for those not named
  /// @return the deliveries that changed
  public List<Delivery> plan(
      Set<PersonId> persons, Set<OrderKey> orders, Map<Subject, Cause> causes, Cause fallback) {
    return plan(persons, orders, Set.of(), causes, fallback);
  }

  /// The same, and the records of these items.
  public List<Delivery> plan(
      Set<PersonId> persons,
      Set<OrderKey> orders,
      Set<ItemKey> items,
      Map<Subject, Cause> causes,
      Cause fallback) {
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

    List<Delivery> changed = new ArrayList<>();
    EnrolmentPlan enrolments =
        new EnrolmentPlan(states.asked(orders, persons, items), causes, fallback, now);
    ProofPlan proofs = new ProofPlan(states.proofs(persons), causes, fallback, now);
    ConsentPlan consents = new ConsentPlan(states.consentsOf(persons), now);
    ItemPlan shared = new ItemPlan(split(states.items(items), wanted), causes, fallback, now);
    ChoicePlan choices = new ChoicePlan(states, persons, causes, fallback, now);
    for (Holder holder : holders) {
      if (holder.facets().contains(Facet.CONSENT)) {
        List<Delivery> told = deliveries.find(holder.target(), consents.subjects(holder.target()));
        changed.addAll(consents.changes(holder.target(), told, causes, fallback));
        continue;
      }
      Map<Subject, Delivery> standing = plan(holder, wanted, orders, causes, fallback, changed);
      if (holder.facets().contains(Facet.PROOF) && !proofs.subjects().isEmpty()) {
        changed.addAll(
            proofs.changes(
                holder.target(), standing, deliveries.find(holder.target(), proofs.subjects())));
      }
      if (holder.facets().contains(Facet.CHOICE) && !choices.subjects().isEmpty()) {
        changed.addAll(
            choices.changes(
                holder.target(), standing, deliveries.find(holder.target(), choices.subjects())));
      }
      if (!shared.subjects().isEmpty()) {
        changed.addAll(shared.changes(holder, deliveries.find(holder.target(), shared.subjects())));
      }
      if (holder.facets().contains(Facet.ENROLMENT)) {
        enrol(holder, persons, enrolments, standing, changed);
      }
    }
    whys.putAll(enrolments.whys());
    deliveries.plan(changed);
    return changed;
  }

  /// Plans a page of those who wait for a product that is another matter than before: what that
  /// starts or ends for them, and nothing else of theirs.
  ///
  /// @param most so many wishes are looked at
  public Page plan(Round round, int most) {
    if (!states.waits()) {
      return new Page(Set.of(), List.of(), "");
    }
    Shelf.WishPage wishes = states.wishesFor(round.sku(), round.after(), most);
    Set<PersonId> persons = Waiting.of(states.automations(), holders, deliveries).among(wishes);
    List<Delivery> changed = new ArrayList<>();
    if (!persons.isEmpty()) {
      Map<Subject, Cause> causes = Map.of(Subject.cause(round.product()), round.cause());
      EnrolmentPlan enrolments =
          new EnrolmentPlan(
              states.asked(Set.of(), persons, Set.of(round.product())), causes, round.cause(), now);
      for (Holder holder : holders) {
        if (holder.facets().contains(Facet.ENROLMENT)) {
          enrol(holder, persons, enrolments, new HashMap<>(), changed);
        }
      }
      whys.putAll(enrolments.whys());
      deliveries.plan(changed);
    }
    return new Page(persons, changed, wishes.next());
  }

  /// What came of a page of a round.
  ///
  /// @param persons who waits still
  /// @param next where the next page begins; empty when there is none
  public record Page(Set<PersonId> persons, List<Delivery> changed, String next) {
    public Page {
      persons = Set.copyOf(persons);
      changed = List.copyOf(changed);
    }
  }

  private void enrol(
      Holder holder,
      Set<PersonId> persons,
      EnrolmentPlan enrolments,
      Map<Subject, Delivery> standing,
      List<Delivery> changed) {
    meet(holder, enrolments, standing);
    changed.addAll(
        enrolments.changes(
            holder, standing, deliveries.find(holder.target(), enrolments.subjects())));
    changed.addAll(open(holder, persons, enrolments));
  }

  /// Why enrolments that were cancelled were, a sentence each.
  public Map<Subject, String> whys() {
    return whys;
  }

  /// What cancelled it may be gone.
  private boolean mayComeBack(Delivery row) {
    return row.isCancelled() && !row.isTooLate(now);
  }

  /// Reads the contacts of those who are not planned themselves.
  private void meet(Holder holder, EnrolmentPlan enrolments, Map<Subject, Delivery> standing) {
    Set<Subject> strangers = new LinkedHashSet<>(enrolments.contacts());
    strangers.removeAll(standing.keySet());
    if (!strangers.isEmpty()) {
      deliveries
          .find(holder.target(), strangers)
          .forEach(contact -> standing.put(contact.subject(), contact));
    }
  }

  /// What changes of the enrolments of these persons that have not gone, though no fact of theirs
  /// is new.
  private List<Delivery> open(Holder holder, Set<PersonId> persons, EnrolmentPlan enrolments) {
    if (!states.automates()) {
      return List.of();
    }
    List<Delivery> open =
        deliveries.ofPersons(holder.target(), Facet.ENROLMENT, persons).stream()
            .filter(row -> row.state() != State.SETTLED || mayComeBack(row))
            .filter(row -> !enrolments.subjects().contains(row.subject()))
            .toList();
    return open.isEmpty()
        ? List.of()
        : enrolments.changes(open, states.said(open.stream().map(Delivery::subject).toList()));
  }

  /// Puts those that are somebody's with what is wanted of people; the others are left.
  private static Map<Subject, Desired> split(
      Map<Subject, Desired> items, Map<Subject, Wanted> wanted) {
    Map<Subject, Desired> others = new LinkedHashMap<>();
    items.forEach(
        (subject, desired) -> {
          if (desired instanceof Desired.Insight insight) {
            wanted.put(subject, new Wanted(insight.owner(), insight));
          } else {
            others.put(subject, desired);
          }
        });
    return others;
  }

  private Map<Subject, Delivery> plan(
      Holder holder,
      Map<Subject, Wanted> wanted,
      Set<OrderKey> orders,
      Map<Subject, Cause> causes,
      Cause fallback,
      List<Delivery> changed) {
    Map<Subject, Delivery> standing = standing(holder.target(), wanted);
    withdraw(holder, orders, causes, fallback, changed);
    wanted.forEach(
        (subject, want) -> {
          if (!holder.facets().contains(subject.facet())) {
            return;
          }
          Cause cause = urgent(want, causes.getOrDefault(subject, fallback));
          Delivery old = standing.get(subject);
          Delivery planned =
              old == null
                  ? first(holder.target(), subject, want, cause, standing)
                  : next(old, want, cause, standing);
          if (planned != null && !planned.equals(old)) {
            changed.add(planned);
          }
          if (planned != null) {
            standing.put(subject, planned);
          }
        });
    return standing;
  }

  /// Orders that are nobody's any more are taken back from whom they were filed under.
  private void withdraw(
      Holder holder,
      Set<OrderKey> orders,
      Map<Subject, Cause> causes,
      Cause fallback,
      List<Delivery> changed) {
    Map<OrderKey, Desired.Withdrawn> nobodys = states.withdrawn(orders);
    if (nobodys.isEmpty() || !holder.facets().contains(Facet.ORDER)) {
      return;
    }
    List<Subject> subjects = nobodys.keySet().stream().map(Subject::order).toList();
    for (Delivery old : deliveries.find(holder.target(), subjects)) {
      Desired.Withdrawn want = nobodys.get(new OrderKey(old.subject().id()));
      if (want != null) {
        Cause cause = causes.getOrDefault(old.subject(), fallback);
        // Nothing needs to go before it: what it takes back is there.
        Delivery planned =
            next(old, new Wanted(old.person(), want), cause, Map.of(old.subject(), old));
        if (!planned.equals(old)) {
          changed.add(planned);
        }
      }
    }
  }

  /// A change of consent goes before everything else; a first sync does not hurry.
  private Cause urgent(Wanted want, Cause cause) {
    boolean consent =
        want.desired() instanceof Desired.Contact && states.consentChanged(want.person(), now);
    return consent && cause.lane() == Lane.NORMAL
        ? new Cause(cause.flow(), Lane.URGENT, cause.changedAt())
        : cause;
  }

  private Map<Subject, Delivery> standing(SystemName target, Map<Subject, Wanted> wanted) {
    Collection<Subject> asked = new ArrayList<>(wanted.keySet());
    wanted.values().forEach(want -> asked.add(Subject.contact(want.person())));
    return deliveries.find(target, Set.copyOf(asked)).stream()
        .collect(
            Collectors.toMap(Delivery::subject, delivery -> delivery, (a, b) -> a, HashMap::new));
  }

  private @org.jspecify.annotations.Nullable Delivery first(
      SystemName target,
      Subject subject,
      Wanted want,
      Cause cause,
      Map<Subject, Delivery> standing) {
    if (want.desired() instanceof Desired.Retired || states.withholds(want.desired())) {
      // Nobody behind it, or nobody who agreed, and never told to anyone: nothing to take back.
      return null;
    }
    State state = mayGo(subject, want.person(), standing) ? State.DUE : State.WAITING;
    return new Delivery(
        target,
        subject,
        want.person(),
        want.desired().hash(),
        new Delivered.Never(),
        state,
        cause.lane(),
        cause.flow(),
        cause.changedAt(),
        now,
        0,
        DueQueue.ANY,
        Delivery.NO_DEADLINE);
  }

  private Delivery next(
      Delivery before, Wanted want, Cause cause, Map<Subject, Delivery> standing) {
    ContentHash desired = want.desired().hash();
    boolean handedOver = !before.person().equals(want.person());
    Delivery old = doubted(before, want);
    if (desired.equals(old.desired()) && !handedOver && old.equals(before)) {
      return old;
    }
    boolean pending = old.state() != State.SETTLED;
    Lane usual = pending && old.lane().compareTo(cause.lane()) < 0 ? old.lane() : cause.lane();
    Lane lane = declines(old, want) ? Lane.URGENT : usual;
    State state = stateOf(old, want, desired, standing);
    if (state != State.CLAIMED
        && want.desired() instanceof Desired.Contact contact
        && states.saidItself(old.target(), want.person(), old.delivered(), contact)) {
      return known(old, desired);
    }
    return new Delivery(
        old.target(),
        old.subject(),
        want.person(),
        desired,
        old.delivered(),
        state,
        lane,
        cause.flow(),
        cause.since(old, lane, now),
        now,
        0,
        DueQueue.ANY,
        old.notAfter());
  }

  /// Whether the target may mail somebody until it is told not to, whatever brought that about:
  /// also a first sync, or that two people turn out to be one.
  private boolean declines(Delivery old, Wanted want) {
    return want.desired() instanceof Desired.Contact contact
        && contact.mail() == Desired.Mail.REFUSED
        && old.delivered().isThere()
        && states.tellings(old.target(), want.person(), old.delivered(), contact).stream()
            .anyMatch(telling -> telling.choice() == Choice.OPT_OUT);
  }

  /// What somebody changed at the target since it was told is not there any more.
  private Delivery doubted(Delivery old, Wanted want) {
    boolean atRest = old.state() == State.SETTLED || old.state() == State.DUE;
    return atRest
            && want.desired() instanceof Desired.Contact contact
            && states.isContradicted(old.target(), want.person(), old.delivered(), contact)
        ? old.holding(
            new Delivered.Doubtful(old.delivered().remoteId(), old.delivered().address(), now))
        : old;
  }

  /// The target holds it already, and said so: it was not told by us.
  private Delivery known(Delivery old, ContentHash desired) {
    return new Delivery(
            old.target(),
            old.subject(),
            old.person(),
            desired,
            old.delivered(),
            State.SETTLED,
            old.lane(),
            old.flow(),
            old.changedAt(),
            now,
            0,
            DueQueue.ANY,
            old.notAfter())
        .holding(
            new Delivered.Acknowledged(
                desired, old.delivered().remoteId(), old.delivered().address(), now));
  }

  private State stateOf(
      Delivery old, Wanted want, ContentHash desired, Map<Subject, Delivery> standing) {
    if (old.state() == State.CLAIMED) {
      return State.CLAIMED;
    }
    boolean nothingToTakeBack =
        old.delivered() instanceof Delivered.Never
            && (want.desired() instanceof Desired.Retired
                || want.desired() instanceof Desired.Withdrawn
                || states.withholds(want.desired()));
    if (old.delivered().is(desired) || nothingToTakeBack) {
      return State.SETTLED;
    }
    return want.desired() instanceof Desired.Withdrawn
            || mayGo(old.subject(), want.person(), standing)
        ? State.DUE
        : State.WAITING;
  }

  /// A contact goes before its orders: Dotdigital refuses records of contacts it does not know.
  private static boolean mayGo(Subject subject, PersonId person, Map<Subject, Delivery> standing) {
    if (subject.facet() == Facet.CONTACT) {
      return true;
    }
    Delivery contact = standing.get(Subject.contact(person));
    return contact != null && contact.delivered().isThere();
  }

  /// Why something is planned.
  ///
  /// @param changedAt the source's change time; freshness counts from here
  public record Cause(Feed flow, Lane lane, Instant changedAt) {
    /// From when freshness counts of what was never planned before. A first sync is no change, and
    /// its age is that of the data: what it makes urgent counts from now.
    ///
    /// @param goes the lane it goes in
    Instant since(Lane goes, Instant now) {
      return lane == Lane.BULK && goes != Lane.BULK ? now : changedAt;
    }

    /// The same after what was planned before: of several changes that are not delivered yet the
    /// oldest counts, unless it was of a first sync.
    Instant since(Delivery old, Lane goes, Instant now) {
      Instant its = since(goes, now);
      boolean counts =
          old.state() != State.SETTLED && (old.lane() != Lane.BULK || goes == Lane.BULK);
      return counts && old.changedAt().isBefore(its) ? old.changedAt() : its;
    }
  }

  private record Wanted(PersonId person, Desired desired) {}
}
