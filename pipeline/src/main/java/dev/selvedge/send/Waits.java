package dev.selvedge.send;

import dev.selvedge.ContentHash;
import dev.selvedge.SystemName;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.Occupants;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Settler.Aftermath;
import dev.selvedge.send.Settler.Attempt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which items that are to wait still have something to wait for: it may have come after the sender
/// looked and before this is written down, and then nobody would wake them any more. Immutable.
///
/// @param others held back because of what they were to be, and something else by now
record Waits(Set<Item> going, Set<Item> others, Map<SystemName, Occupants> occupants) {

  /// A subject at a target.
  private record Item(SystemName target, Subject subject) {}

  static Waits of(List<Attempt> attempts, Deliveries deliveries) {
    Map<SystemName, List<Subject>> waiting = new HashMap<>();
    for (Attempt attempt : attempts) {
      if (attempt.aftermath() instanceof Aftermath.Waits) {
        Delivery delivery = attempt.delivery();
        waiting
            .computeIfAbsent(delivery.target(), key -> new ArrayList<>())
            .add(delivery.subject());
      }
    }
    Set<Item> going = new HashSet<>();
    waiting.forEach(
        (target, subjects) -> {
          List<Delivery> rows = deliveries.find(target, subjects);
          Set<Subject> wanted = new HashSet<>();
          rows.forEach(row -> wanted.addAll(before(row)));
          Map<Subject, Delivery> known = new HashMap<>();
          deliveries.find(target, wanted).forEach(one -> known.put(one.subject(), one));
          rows.stream()
              .filter(row -> before(row).stream().allMatch(one -> isThere(one, known)))
              .forEach(row -> going.add(new Item(target, row.subject())));
        });
    return new Waits(going, others(attempts, deliveries), occupants(attempts, deliveries));
  }

  private static Set<Item> others(List<Attempt> attempts, Deliveries deliveries) {
    Map<Item, ContentHash> held = new HashMap<>();
    for (Attempt attempt : attempts) {
      if (attempt.aftermath() instanceof Aftermath.HeldBack) {
        Delivery row = attempt.delivery();
        held.put(new Item(row.target(), row.subject()), row.desired());
      }
    }
    Set<Item> others = new HashSet<>();
    held.keySet().stream()
        .map(Item::target)
        .distinct()
        .flatMap(target -> deliveries.find(target, subjects(held.keySet(), target)).stream())
        .forEach(
            row -> {
              Item item = new Item(row.target(), row.subject());
              if (!row.desired().equals(held.get(item))) {
                others.add(item);
              }
            });
    return others;
  }

  private static List<Subject> subjects(Set<Item> items, SystemName target) {
    return items.stream().filter(item -> item.target().equals(target)).map(Item::subject).toList();
  }

  private static Map<SystemName, Occupants> occupants(
      List<Attempt> attempts, Deliveries deliveries) {
    Map<SystemName, Set<String>> awaited = new HashMap<>();
    for (Attempt attempt : attempts) {
      if (attempt.aftermath() instanceof Aftermath.AwaitsAddress(String address)) {
        awaited.computeIfAbsent(attempt.delivery().target(), key -> new HashSet<>()).add(address);
      }
    }
    Map<SystemName, Occupants> occupants = new HashMap<>();
    awaited.forEach(
        (target, addresses) -> occupants.put(target, Occupants.of(deliveries, target, addresses)));
    return occupants;
  }

  /// Whether nobody else is left at an address by now.
  boolean isFree(Delivery delivery, String address) {
    Occupants left = occupants.get(delivery.target());
    return left == null || left.inTheWayOf(delivery.subject(), address).isEmpty();
  }

  /// Whether nothing is left to wait for.
  boolean areOver(Delivery delivery) {
    return going.contains(new Item(delivery.target(), delivery.subject()));
  }

  /// Whether something else is to be written by now than what it was held back for.
  boolean isAnother(Delivery delivery) {
    return others.contains(new Item(delivery.target(), delivery.subject()));
  }

  /// What goes before it: the contact of whoever it is by now, and the order of an enrolment.
  private static Set<Subject> before(Delivery delivery) {
    Subject contact = Subject.contact(delivery.person());
    return switch (delivery.subject().facet()) {
      case CONTACT, CONSENT, PRODUCT -> Set.of();
      case ORDER, CART, PROOF, CHOICE -> Set.of(contact);
      case RECORD -> delivery.person().value() == 0 ? Set.of() : Set.of(contact);
      case ENROLMENT ->
          delivery
              .subject()
              .orderKey()
              .map(order -> Set.of(contact, Subject.order(order)))
              .orElseGet(() -> Set.of(contact));
    };
  }

  /// The record of an order that the target is not to hold is not waited for.
  private static boolean isThere(Subject subject, Map<Subject, Delivery> known) {
    Delivery delivery = known.get(subject);
    return switch (subject.facet()) {
      case CONTACT -> delivery != null && delivery.delivered().isThere();
      case ORDER -> delivery == null || delivery.state() == State.SETTLED;
      case ENROLMENT, PROOF, CONSENT, CHOICE, PRODUCT, CART, RECORD -> true;
    };
  }
}
