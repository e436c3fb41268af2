package dev.selvedge.send;

import dev.selvedge.ContentHash;
import dev.selvedge.Outcome;
import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.automation.Automations;
import dev.selvedge.person.Telling;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.OrderOwners;
import dev.selvedge.plan.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Writes down what became of sent items: the delivery's new state, its trail entry, the flow's
/// freshness, and what may go next because of it. Confined to one transaction.
public final class Settler {
  private final Deliveries deliveries;
  private final Registers registers;
  private final Promptness promptness;
  private final Instant now;

  /// @param automations those whose delays are meant and are not late
  public Settler(Deliveries deliveries, Registers registers, Automations automations, Instant now) {
    this.deliveries = deliveries;
    this.registers = registers;
    this.promptness = new Promptness(automations, now);
    this.now = now;
  }

  private static final String NOBODY = "";

  /// Settles items of one call or import.
  ///
  /// @param claimant who held the rows; what somebody else holds by now is left to him
  /// @return those he did hold
  public Set<Subject> settle(String claimant, List<Attempt> attempts) {
    List<Delivery> settled = new ArrayList<>();
    Waits waits = Waits.of(attempts, deliveries);
    Map<Subject, Delivery> next = new HashMap<>();
    Map<Subject, String> numbers = numbersOfChoosers(attempts);
    for (Attempt attempt : attempts) {
      Delivery after = replanned(after(attempt, waits), attempt, numbers);
      settled.add(after);
      next.put(after.subject(), after);
    }
    Set<Subject> ours = written(claimant, settled, attempts);
    // What somebody else has by now, he tells what becomes of it.
    followUp(
        attempts.stream().filter(one -> ours.contains(one.delivery().subject())).toList(), next);
    return ours;
  }

  private void followUp(List<Attempt> attempts, Map<Subject, Delivery> next) {
    Books books = new Books(promptness, now);
    Map<SystemName, Set<PersonId>> toWake = new HashMap<>();
    Map<SystemName, Set<PersonId>> ownerless = new HashMap<>();
    List<Delivery> replaced = new ArrayList<>();
    Relocation relocation = new Relocation(deliveries, now);
    for (Attempt attempt : attempts) {
      Delivery delivery = attempt.delivery();
      Delivery after = next.getOrDefault(delivery.subject(), delivery);
      books.note(attempt);
      if (isOver(attempt.outcome())) {
        wake(delivery, toWake);
      }
      if (attempt.outcome() instanceof Outcome.Done && isOtherContact(attempt)) {
        replaced.add(after);
      }
      relocation.after(attempt, after);
      if (attempt.aftermath() instanceof Aftermath.OwnerFirst) {
        ownerless.computeIfAbsent(delivery.target(), key -> new TreeSet<>()).add(delivery.person());
      }
    }
    books.write(registers);
    ownerless.forEach(this::writeContactsAgain);
    chooseAgain(replaced);
    toWake.forEach((target, persons) -> deliveries.wake(target, persons, now));
    relocation.write();
  }

  private static boolean isOver(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done ignored -> true;
      case Outcome.Drop ignored -> true;
      case Outcome.Park ignored -> false;
      case Outcome.Retry ignored -> false;
      case Outcome.Snooze ignored -> false;
      case Outcome.Unknown ignored -> false;
    };
  }

  private Set<Subject> written(String claimant, List<Delivery> settled, List<Attempt> attempts) {
    Set<Subject> ours = deliveries.settle(claimant, settled);
    CalledOff.plan(attempts, ours, deliveries);
    return ours;
  }

  /// Something else may have waited for it, also where it turned out that nothing was to be sent.
  private static void wake(Delivery delivery, Map<SystemName, Set<PersonId>> toWake) {
    switch (delivery.subject().facet()) {
      case CONTACT, ORDER, CART ->
          toWake.computeIfAbsent(delivery.target(), key -> new TreeSet<>()).add(delivery.person());
      case ENROLMENT, PROOF, CONSENT, CHOICE, PRODUCT, RECORD -> {
        // nothing comes after it
      }
    }
  }

  /// The target lost contacts that it once acknowledged.
  private void writeContactsAgain(SystemName target, Set<PersonId> persons) {
    List<Delivery> forgotten =
        deliveries.find(target, persons.stream().map(Subject::contact).toList()).stream()
            .filter(contact -> contact.state() == State.SETTLED)
            .map(contact -> contact.forgotten(now))
            .toList();
    deliveries.settle(NOBODY, forgotten);
  }

  /// Whether another contact stands for the person from now on than before, or the first.
  private static boolean isOtherContact(Attempt attempt) {
    Delivery row = attempt.delivery();
    return row.subject().facet() == Facet.CONTACT
        && !row.delivered().remoteId().equals(attempt.sent().remoteId());
  }

  /// What was decided about lists and the like was told, or not taken, at the contact that stood
  /// there before.
  private void chooseAgain(List<Delivery> contacts) {
    Map<SystemName, Map<PersonId, String>> numbers = new HashMap<>();
    contacts.forEach(
        row ->
            numbers
                .computeIfAbsent(row.target(), key -> new HashMap<>())
                .put(row.person(), row.delivered().remoteId()));
    numbers.forEach(
        (target, byPerson) ->
            deliveries.settle(
                NOBODY,
                deliveries.ofPersons(target, Facet.CHOICE, byPerson.keySet()).stream()
                    .filter(
                        choice -> choice.state() == State.SETTLED || choice.state() == State.PARKED)
                    .filter(choice -> !(choice.delivered() instanceof Delivered.Never))
                    .filter(
                        choice ->
                            !choice
                                .delivered()
                                .remoteId()
                                .equals(byPerson.get(choice.subject().person())))
                    .map(choice -> choice.forgotten(now))
                    .toList()));
  }

  /// The numbers of the contacts by now of whom choices were told.
  private Map<Subject, String> numbersOfChoosers(List<Attempt> attempts) {
    Map<SystemName, Set<Subject>> choosers = new HashMap<>();
    for (Attempt attempt : attempts) {
      Delivery row = attempt.delivery();
      if (row.subject().facet() == Facet.CHOICE && attempt.outcome() instanceof Outcome.Done) {
        choosers
            .computeIfAbsent(row.target(), key -> new TreeSet<>())
            .add(Subject.contact(row.subject().person()));
      }
    }
    Map<Subject, String> numbers = new HashMap<>();
    choosers.forEach(
        (target, contacts) ->
            deliveries
                .find(target, contacts)
                .forEach(row -> numbers.put(row.subject(), row.delivered().remoteId())));
    return numbers;
  }

  /// While a choice was under way another contact may have come to stand for its person.
  private Delivery replanned(Delivery after, Attempt attempt, Map<Subject, String> numbers) {
    if (after.subject().facet() != Facet.CHOICE || !(attempt.outcome() instanceof Outcome.Done)) {
      return after;
    }
    String told = after.delivered().remoteId();
    String number = numbers.getOrDefault(Subject.contact(after.subject().person()), "");
    boolean another =
        !number.isEmpty() && !told.isEmpty() && !List.of(number.split(" ", -1)).contains(told);
    return another ? after.forgotten(now) : after;
  }

  private Delivery after(Attempt attempt, Waits waits) {
    Delivery delivery = attempt.delivery();
    Delivery next =
        switch (attempt.outcome()) {
          case Outcome.Done ignored ->
              delivery.acknowledged(
                  new Delivered.Acknowledged(
                      attempt.sent().hash(),
                      attempt.sent().remoteId(),
                      attempt.sent().address(),
                      now),
                  ended(attempt, State.SETTLED));
          case Outcome.Retry retry ->
              doubtful(attempt).dueAgain(retry.at(), delivery.attempts() + 1);
          case Outcome.Snooze snooze ->
              doubtful(attempt).dueAgain(snooze.until(), delivery.attempts());
          case Outcome.Unknown unknown ->
              doubtful(attempt).dueAgain(unknown.checkAt(), delivery.attempts() + 1);
          case Outcome.Park ignored -> doubtful(attempt).with(ended(attempt, State.PARKED));
          case Outcome.Drop ignored -> delivery.with(ended(attempt, State.SETTLED));
        };
    return switch (attempt.aftermath()) {
      case Aftermath.Nothing ignored -> next;
      case Aftermath.Unnoticed ignored -> next;
      case Aftermath.InCompanyOf company -> next.inCompanyOf(company.atMost(), next.dueAt());
      case Aftermath.Waits ignored -> waits.areOver(delivery) ? next : next.with(State.WAITING);
      case Aftermath.AwaitsAddress(String address) ->
          waits.isFree(delivery, address) ? next : next.with(State.WAITING);
      case Aftermath.HeldBack ignored ->
          waits.isAnother(delivery)
              ? next.dueAgain(now, next.attempts())
              : next.with(State.WAITING);
      case Aftermath.MayStand ignored -> next;
      case Aftermath.Cancelled ignored -> next.with(State.DUE);
      case Aftermath.LetGo ignored -> next.holding(new Delivered.Never());
      case Aftermath.OnItsWay ignored ->
          next.state() == State.SETTLED ? next.dueAgain(now, 0) : next;
      case Aftermath.OwnerFirst ignored ->
          next.state() == State.DUE ? next.with(State.WAITING) : next;
    };
  }

  /// A call that did not go through may have had its effect all the same: one answered 5xx as well
  /// as one whose answer never came, one refused in part, the first of two. From then on it is not
  /// known what the target holds, and a subject that changes back to what was acknowledged is sent
  /// again.
  private Delivery doubtful(Attempt attempt) {
    Delivery delivery = attempt.delivery();
    Delivered before = delivery.delivered();
    Sent sent = attempt.sent();
    boolean notSent = sent.address().isEmpty();
    if (notSent || !delivery.subject().facet().recognisable() || isUntouched(attempt)) {
      return delivery;
    }
    boolean first = before instanceof Delivered.Never;
    return delivery.holding(
        switch (delivery.subject().facet()) {
          case CONTACT -> {
            String number = sent.remoteId().isEmpty() ? before.remoteId() : sent.remoteId();
            boolean moved = !first && !before.address().equals(sent.address());
            String address = first ? sent.address() : before.address();
            yield new Delivered.Doubtful(number, moved && !number.isEmpty() ? "" : address, now);
          }
          case CONSENT, PRODUCT -> new Delivered.Doubtful("", sent.address(), now);
          case CHOICE -> new Delivered.Doubtful(sent.remoteId(), sent.address(), now);
          case ORDER, CART, RECORD, ENROLMENT, PROOF ->
              new Delivered.Doubtful(
                  OrderOwners.both(before.remoteId(), sent.remoteId()),
                  first ? sent.address() : before.address(),
                  now);
        });
  }

  /// What must not be repeated is looked up call by call, so it is not doubted without need: a
  /// call that was put off had no effect, nor had an import that was refused as a whole.
  private static boolean isUntouched(Attempt attempt) {
    boolean once = !attempt.delivery().subject().facet().repeatable();
    return once && attempt.outcome() instanceof Outcome.Snooze;
  }

  /// An import takes its time: what was planned since it was handed over is still to be sent.
  private static State ended(Attempt attempt, State state) {
    return attempt.sent().planned().equals(attempt.delivery().desired()) ? state : State.DUE;
  }

  /// What a delivery is parked as.
  public static String parkedAs(Delivery delivery) {
    return delivery.target() + "/" + delivery.subject();
  }

  /// One item that was sent, or that was not after all.
  ///
  /// @param delivery as it was claimed
  /// @param how where to and by which way, for the trail: `Dotdigital by itself`
  public record Attempt(
      Delivery delivery, Outcome outcome, Sent sent, String how, Aftermath aftermath) {}

  /// What was sent.
  ///
  /// @param hash fingerprint of it
  /// @param planned fingerprint of what had been planned when it was claimed
  /// @param remoteId the target's id for it, or empty
  /// @param address the e-mail it was filed under
  /// @param told what it told about consent
  public record Sent(
      ContentHash hash, ContentHash planned, String remoteId, String address, Told told) {

    /// Told nothing new about consent.
    public Sent(ContentHash hash, ContentHash planned, String remoteId, String address) {
      this(hash, planned, remoteId, address, Told.NOTHING);
    }
  }

  /// What a call told about consent.
  ///
  /// @param from when it was handed over
  public record Told(List<Telling> words, Instant from) {
    public static final Told NOTHING = new Told(List.of(), Instant.EPOCH);

    public Told {
      words = List.copyOf(words);
    }
  }

  /// What follows for the item beside its outcome.
  public sealed interface Aftermath {
    record Nothing() implements Aftermath {}

    /// It was not touched, so the trail does not speak of it.
    record Unnoticed() implements Aftermath {}

    /// It is tried again in an import of so many at most.
    record InCompanyOf(int atMost) implements Aftermath {}

    /// Something else must arrive first.
    record Waits() implements Aftermath {}

    /// Another contact must leave this address first.
    record AwaitsAddress(String address) implements Aftermath {}

    /// It stands at a [dev.selvedge.plan.Detour] now and goes on from there.
    record OnItsWay() implements Aftermath {}

    /// It waits until something is known of the target, or until another thing is to be written.
    record HeldBack() implements Aftermath {}

    /// It may have happened, and is left at that.
    record MayStand() implements Aftermath {}

    /// It was never tried, and should it be wanted again it is planned again.
    record Cancelled() implements Aftermath {}

    /// What the target holds is somebody else's by now.
    record LetGo() implements Aftermath {}

    /// The target does not hold its contact: that is written first.
    record OwnerFirst() implements Aftermath {}

    /// Its outcome is all.
    static Aftermath nothing() {
      return new Nothing();
    }
  }
}
