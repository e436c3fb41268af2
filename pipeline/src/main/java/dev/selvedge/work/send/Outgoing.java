package dev.selvedge.work.send;

import dev.selvedge.Outcome;
import dev.selvedge.PersonId;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.Telling;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Detour;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.OrderOwners;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.states.DesiredStates;
import dev.selvedge.send.Settler.Aftermath;
import dev.selvedge.send.Settler.Attempt;
import dev.selvedge.send.Settler.Sent;
import dev.selvedge.send.Target.Item;
import dev.selvedge.work.FirstReading;
import dev.selvedge.work.Spans;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What to send for claimed deliveries, computed from the state of the moment, so that ten changes
/// become one call; and those that need no call after all, with the reason. Immutable.
record Outgoing(Map<Delivery, Item> toSend, List<Attempt> needless) {
  /// What a call of which nothing is known brought about shows by then.
  private static final Duration SHOWS_WITHIN = Duration.ofMinutes(5);

  /// Before somebody who is held back is looked at again, whatever woke nobody.
  private static final Duration HELD_AT_MOST = Duration.ofDays(1);

  /// Before what a rule asked for that is switched off is looked at again.
  private static final Duration SWITCHED_OFF = Duration.ofMinutes(5);

  /// A choice is held back by nothing else, and woken once that is over.
  private static final Duration UNTIL_WOKEN = Duration.ofDays(3650);

  /// Looks at claimed rows of one target and facet. Runs inside a reading transaction.
  ///
  /// @param past which opt-ins may be told
  static Outgoing of(
      List<Delivery> claimed, PlanRules rules, PastGate past, Store.Ports ports, Instant now) {
    if (claimed.isEmpty()) {
      return new Outgoing(Map.of(), List.of());
    }
    // Before anything else is read: what is known then is part of all that is.
    Map<Topic, FirstReading> unknown = past.unknown(ports);
    DesiredStates states = new DesiredStates(rules, ports.records());
    Facet facet = claimed.getFirst().subject().facet();
    Map<Subject, Desired> desired = desired(states, facet, claimed, ports, now);
    Map<PersonId, Delivered> owners = owners(facet, claimed, desired, ports);
    Set<Subject> ordersUnderWay = ordersUnderWay(desired, claimed, ports);
    Moves moves = Moves.of(claimed, desired, states, ports);
    Overtaken overtaken = Overtaken.of(claimed, desired, rules.automations(), ports);
    Map<Delivery, Item> toSend = new LinkedHashMap<>();
    List<Attempt> needless = new ArrayList<>();
    for (Delivery delivery : claimed) {
      Desired want = desired.get(delivery.subject());
      if (want == null) {
        needless.add(unwanted(delivery, states, now));
        continue;
      }
      Optional<Item> declines = declines(delivery, want, states, moves);
      if (declines.isPresent()) {
        toSend.put(delivery, declines.get());
        continue;
      }
      Optional<Attempt> stays =
          held(delivery, want, states, unknown, now)
              .or(() -> stays(delivery, want, states, moves, now))
              .or(() -> overtaken.why(delivery, want).map(why -> dropped(delivery, why)));
      if (stays.isPresent()) {
        needless.add(stays.get());
        continue;
      }
      if (moves.step(delivery, want) instanceof Moves.Step.Aside(Desired.Contact detour)) {
        toSend.put(delivery, aside(delivery, detour));
        continue;
      }
      Delivered owner = owners.getOrDefault(person(delivery, want), new Delivered.Never());
      Verdict verdict = verdict(delivery, want, owner, ordersUnderWay, now);
      Optional<Attempt> instead = instead(delivery, verdict, now);
      instead.ifPresentOrElse(
          needless::add,
          () ->
              toSend.put(
                  delivery,
                  new Item(
                      delivery.subject(),
                      want,
                      moves.delivered(delivery),
                      owner,
                      formerly(delivery, want, owners),
                      states.tellings(
                          delivery.target(), delivery.person(), delivery.delivered(), want))));
    }
    return new Outgoing(toSend, needless);
  }

  /// What becomes of a row that is not sent; empty for one that goes.
  private static Optional<Attempt> instead(Delivery delivery, Verdict verdict, Instant now) {
    return switch (verdict) {
      case Verdict.Go ignored -> Optional.empty();
      case Verdict.Drop(String why) -> Optional.of(dropped(delivery, why));
      case Verdict.Cancel(String why) -> Optional.of(cancelled(delivery, why));
      case Verdict.Wait(String why) ->
          Optional.of(without(delivery, new Outcome.Snooze(why, now), new Aftermath.Waits()));
      case Verdict.Later(String why, Instant until) ->
          Optional.of(without(delivery, new Outcome.Snooze(why, until), Aftermath.nothing()));
    };
  }

  private static Item aside(Delivery delivery, Desired.Contact detour) {
    return new Item(delivery.subject(), detour, delivery.delivered(), delivery.delivered());
  }

  private static List<Delivered> formerly(
      Delivery delivery, Desired want, Map<PersonId, Delivered> owners) {
    return formerOwners(delivery, want).stream()
        .map(person -> owners.getOrDefault(person, new Delivered.Never()))
        .toList();
  }

  /// Nobody is told to be subscribed, or put on a list, before it is known who opted out: what is
  /// waited for may say otherwise. Whoever declines does not wait.
  private static Optional<Attempt> held(
      Delivery delivery,
      Desired want,
      DesiredStates states,
      Map<Topic, FirstReading> unknown,
      Instant now) {
    return switch (want) {
      case Desired.Contact ignored when unknown.containsKey(Topic.EMAIL) ->
          subscribes(delivery, want, states)
              ? heldBack(delivery, unknown.get(Topic.EMAIL), now.plus(HELD_AT_MOST))
              : Optional.empty();
      case Desired.Chosen chosen when chosen.optIn() ->
          heldBack(delivery, unknown.get(chosen.topic()), now.plus(UNTIL_WOKEN));
      case Desired ignored -> Optional.empty();
    };
  }

  private static boolean subscribes(Delivery delivery, Desired want, DesiredStates states) {
    return states
        .tellings(delivery.target(), delivery.person(), delivery.delivered(), want)
        .stream()
        .anyMatch(telling -> telling.choice() == Choice.OPT_IN);
  }

  private static Optional<Attempt> heldBack(
      Delivery delivery, @Nullable FirstReading first, Instant until) {
    return Optional.ofNullable(first)
        .map(
            reading ->
                without(
                    delivery, new Outcome.Snooze(reading.why(), until), new Aftermath.HeldBack()));
  }

  /// Who declined does not wait until another contact leaves the address theirs is to have: that is
  /// said where it stands, and the rest follows.
  private static Optional<Item> declines(
      Delivery delivery, Desired want, DesiredStates states, Moves moves) {
    String address = delivery.delivered().address();
    if (!(want instanceof Desired.Contact contact)
        || contact.mail() != Desired.Mail.REFUSED
        || address.isEmpty()
        || Detour.isOne(address)
        || !(moves.step(delivery, want) instanceof Moves.Step.Waits)) {
      return Optional.empty();
    }
    Desired.Contact here = new Desired.Contact(address, contact.mail(), contact.dataFields());
    List<Telling> tellings =
        states.tellings(delivery.target(), delivery.person(), delivery.delivered(), here);
    return tellings.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Item(
                delivery.subject(),
                here,
                moves.delivered(delivery),
                delivery.delivered(),
                List.of(),
                tellings,
                true));
  }

  /// Why a contact is not written now, as far as that lies in others; empty for what may go.
  private static Optional<Attempt> stays(
      Delivery delivery, Desired want, DesiredStates states, Moves moves, Instant now) {
    if (delivery.delivered() instanceof Delivered.Never && states.withholds(want)) {
      String why = "nobody has agreed to anything; not made without (see 'consent')";
      return Optional.of(dropped(delivery, why));
    }
    return switch (moves.step(delivery, want)) {
      case Moves.Step.Waits(String address) -> {
        String why = "another contact is to leave its address first";
        yield Optional.of(
            without(delivery, new Outcome.Snooze(why, now), new Aftermath.AwaitsAddress(address)));
      }
      case Moves.Step.TakenOver ignored -> {
        String why = "somebody else has its address by now, and its contact";
        yield Optional.of(without(delivery, new Outcome.Drop(why), new Aftermath.LetGo()));
      }
      case Moves.Step.Aside ignored -> Optional.empty();
      case Moves.Step.Goes ignored -> Optional.empty();
    };
  }

  private static String gone(Facet facet) {
    return switch (facet) {
      case CONTACT, ORDER, PRODUCT, CART, RECORD -> "no system knows it any more";
      case ENROLMENT -> "its automation, or what it answers, is not there any more";
      case PROOF -> "no record says it any more";
      case CHOICE -> "nothing is decided about it any more";
      case CONSENT -> "its record is nobody's any more, or nothing is told to it any more";
    };
  }

  /// Whose it is now: the row was claimed a moment ago, and two persons may have become one since.
  private static PersonId person(Delivery delivery, Desired want) {
    return switch (want) {
      case Desired.Contact ignored -> delivery.person();
      case Desired.Consent ignored -> delivery.person();
      case Desired.Shared ignored -> delivery.person();
      case Desired.Retired ignored -> delivery.person();
      case Desired.Withdrawn ignored -> delivery.person();
      case Desired.Insight insight -> insight.owner();
      case Desired.Enrolment enrolment -> enrolment.person();
      case Desired.Proof proof -> proof.person();
      case Desired.Chosen chosen -> chosen.person();
    };
  }

  /// The persons an order belonged to before, or may have.
  private static List<PersonId> formerOwners(Delivery delivery, Desired want) {
    return switch (want) {
      case Desired.Insight insight ->
          OrderOwners.of(delivery.delivered()).stream()
              .filter(person -> !person.equals(insight.owner()))
              .toList();
      case Desired.Withdrawn ignored -> OrderOwners.of(delivery.delivered());
      case Desired.Shared ignored -> List.of();
      case Desired.Contact ignored -> List.of();
      case Desired.Retired ignored -> List.of();
      case Desired.Enrolment ignored -> List.of();
      case Desired.Proof ignored -> List.of();
      case Desired.Consent ignored -> List.of();
      case Desired.Chosen ignored -> List.of();
    };
  }

  private sealed interface Verdict {
    record Go() implements Verdict {}

    record Drop(String why) implements Verdict {}

    record Cancel(String why) implements Verdict {}

    record Wait(String why) implements Verdict {}

    record Later(String why, Instant until) implements Verdict {}
  }

  private static Verdict verdict(
      Delivery delivery, Desired want, Delivered owner, Set<Subject> ordersUnderWay, Instant now) {
    if (want instanceof Desired.Consent consent) {
      // What it was told before is not all that counts: it may have said something else since.
      return consent.due().isEmpty()
          ? new Verdict.Drop("the record holds it by now, by its own word or ours")
          : new Verdict.Go();
    }
    if (want instanceof Desired.Chosen) {
      // That it was told the same once is not all that counts: it may be another contact by now.
      return owner.isThere() ? new Verdict.Go() : new Verdict.Wait("its contact goes first");
    }
    if (delivery.delivered().is(want.hash())) {
      return new Verdict.Drop("it changed back before it was sent");
    }
    if (delivery.isTooLate(now)) {
      return late(delivery.notAfter(), now);
    }
    return switch (want) {
      case Desired.Contact ignored -> new Verdict.Go();
      case Desired.Withdrawn ignored ->
          delivery.delivered() instanceof Delivered.Never
              ? new Verdict.Drop("it is nobody's, and nobody was ever told of it")
              : new Verdict.Go();
      case Desired.Consent ignored -> new Verdict.Go();
      case Desired.Shared ignored -> new Verdict.Go();
      case Desired.Retired ignored ->
          delivery.delivered() instanceof Delivered.Never
              ? new Verdict.Drop("nobody was ever told of it")
              : new Verdict.Go();
      case Desired.Insight ignored ->
          owner.isThere() ? new Verdict.Go() : new Verdict.Wait("its contact goes first");
      case Desired.Enrolment enrolment -> enrolment(enrolment, owner, ordersUnderWay, now);
      case Desired.Proof ignored -> proof(delivery, owner, now);
      case Desired.Chosen ignored -> new Verdict.Go();
    };
  }

  /// One that may be there already is looked up, and not before it must show.
  private static Verdict proof(Delivery delivery, Delivered owner, Instant now) {
    if (!owner.isThere()) {
      return new Verdict.Wait("its contact goes first");
    }
    if (delivery.delivered() instanceof Delivered.Doubtful doubtful) {
      Instant shows = doubtful.at().plus(SHOWS_WITHIN);
      return now.isBefore(shows)
          ? new Verdict.Later("it may be there already, which is looked up", shows)
          : new Verdict.Go();
    }
    return new Verdict.Go();
  }

  private static Verdict enrolment(
      Desired.Enrolment enrolment, Delivered owner, Set<Subject> ordersUnderWay, Instant now) {
    if (now.isAfter(enrolment.notAfter())) {
      return late(enrolment.notAfter(), now);
    }
    return switch (enrolment.leave()) {
      case Desired.Leave.Refused(String why) -> new Verdict.Drop(why);
      case Desired.Leave.Over(String why) -> new Verdict.Cancel(why);
      case Desired.Leave.Later(String why, Instant until) -> new Verdict.Later(why, until);
      case Desired.Leave.Given ignored -> {
        if (!owner.isThere()) {
          yield new Verdict.Wait("its contact goes first");
        }
        yield enrolment.order().map(Subject::order).filter(ordersUnderWay::contains).isPresent()
            ? new Verdict.Wait("the order's record goes first")
            : new Verdict.Go();
      }
    };
  }

  private static Verdict late(Instant deadline, Instant now) {
    return new Verdict.Drop(
        "its deadline passed " + Spans.words(Duration.between(deadline, now)) + " ago");
  }

  /// Nothing asks for it at the moment. What a rule asked for that is switched off goes if the rule
  /// is on again in time.
  private static Attempt unwanted(Delivery delivery, DesiredStates states, Instant now) {
    Subject subject = delivery.subject();
    if (subject.facet() != Facet.ENROLMENT) {
      return dropped(delivery, gone(subject.facet()));
    }
    if (states.isOff(subject)) {
      return delivery.isTooLate(now)
          ? dropped(delivery, "its automation is switched off, and its deadline has passed")
          : without(
              delivery,
              new Outcome.Snooze("its automation is switched off", now.plus(SWITCHED_OFF)),
              new Aftermath.Unnoticed());
    }
    return cancelled(delivery, states.whyNot(subject).orElseGet(() -> gone(Facet.ENROLMENT)));
  }

  /// What may have happened does not come back. A call of which it turned out that nothing came of
  /// it is no such thing: it was about to be made again.
  private static Attempt cancelled(Delivery delivery, String why) {
    boolean undone = delivery.delivered() instanceof Delivered.Never;
    return without(
        delivery, new Outcome.Drop(why), undone ? new Aftermath.Cancelled() : Aftermath.nothing());
  }

  private static Attempt dropped(Delivery delivery, String why) {
    return without(delivery, new Outcome.Drop(why), Aftermath.nothing());
  }

  private static Attempt without(Delivery delivery, Outcome outcome, Aftermath aftermath) {
    return new Attempt(
        delivery, outcome, new Sent(delivery.desired(), delivery.desired(), "", ""), "", aftermath);
  }

  private static Map<Subject, Desired> desired(
      DesiredStates states, Facet facet, List<Delivery> claimed, Store.Ports ports, Instant now) {
    Map<Subject, Desired> desired = new HashMap<>();
    switch (facet) {
      case CONTACT ->
          states
              .contacts(claimed.stream().map(Delivery::person).toList())
              .forEach((person, want) -> desired.put(Subject.contact(person), want));
      case ORDER -> {
        List<OrderKey> orders =
            claimed.stream().map(row -> new OrderKey(row.subject().id())).toList();
        states.orders(orders).forEach((order, want) -> desired.put(Subject.order(order), want));
        states.withdrawn(orders).forEach((order, want) -> desired.put(Subject.order(order), want));
      }
      case CONSENT ->
          desired.putAll(states.consents(claimed.stream().map(Delivery::subject).toList()));
      case ENROLMENT ->
          desired.putAll(states.enrolments(claimed.stream().map(Delivery::subject).toList(), now));
      case CHOICE ->
          desired.putAll(states.choices(claimed.stream().map(Delivery::subject).toList()));
      case PROOF -> desired.putAll(states.proofs(persons(claimed, ports)));
      case PRODUCT, CART, RECORD ->
          desired.putAll(
              states.items(
                  claimed.stream().flatMap(row -> row.subject().itemKey().stream()).toList()));
    }
    return desired;
  }

  /// Whose they are by now: the rows were claimed a moment ago.
  private static Set<PersonId> persons(List<Delivery> claimed, Store.Ports ports) {
    return ports
        .deliveries()
        .find(claimed.getFirst().target(), claimed.stream().map(Delivery::subject).toList())
        .stream()
        .map(Delivery::person)
        .collect(Collectors.toSet());
  }

  /// What the target holds of the persons the items belong to; a contact belongs to nobody else.
  private static Map<PersonId, Delivered> owners(
      Facet facet, List<Delivery> claimed, Map<Subject, Desired> desired, Store.Ports ports) {
    if (facet == Facet.CONSENT || facet == Facet.PRODUCT) {
      return Map.of();
    }
    if (facet == Facet.CONTACT) {
      return claimed.stream()
          .collect(Collectors.toMap(Delivery::person, Delivery::delivered, (a, b) -> a));
    }
    List<Subject> contacts = new ArrayList<>();
    for (Delivery delivery : claimed) {
      Desired want = desired.get(delivery.subject());
      if (want != null) {
        contacts.add(Subject.contact(person(delivery, want)));
        formerOwners(delivery, want).forEach(person -> contacts.add(Subject.contact(person)));
      }
    }
    return ports.deliveries().find(claimed.getFirst().target(), contacts).stream()
        .collect(Collectors.toMap(Delivery::person, Delivery::delivered));
  }

  /// Orders whose records the target is still to get; it gets none that was never planned.
  private static Set<Subject> ordersUnderWay(
      Map<Subject, Desired> desired, List<Delivery> claimed, Store.Ports ports) {
    List<Subject> orders =
        desired.values().stream()
            .filter(Desired.Enrolment.class::isInstance)
            .flatMap(want -> ((Desired.Enrolment) want).order().stream())
            .map(Subject::order)
            .distinct()
            .toList();
    return orders.isEmpty()
        ? Set.of()
        : ports.deliveries().find(claimed.getFirst().target(), orders).stream()
            .filter(order -> order.state() != Delivery.State.SETTLED)
            .map(Delivery::subject)
            .collect(Collectors.toSet());
  }
}
