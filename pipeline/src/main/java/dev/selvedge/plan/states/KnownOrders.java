package dev.selvedge.plan.states;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.commerce.Order;
import dev.selvedge.mapping.Contribution.OrderClaim;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.person.Contributions;
import dev.selvedge.person.StoredContribution;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The orders of one transaction: each is read and put together once. Confined to it.
final class KnownOrders {
  private final Contributions contributions;
  private final Set<OrderKey> looked = new HashSet<>();
  private final Map<OrderKey, Owned> known = new HashMap<>();
  private final Map<OrderKey, Set<RecordRef>> speaking = new HashMap<>();
  private final Set<OrderKey> orphans = new HashSet<>();

  KnownOrders(Contributions contributions) {
    this.contributions = contributions;
  }

  /// An order and whose it is.
  record Owned(PersonId owner, Order order) {}

  /// Those that have a header and a person.
  Map<OrderKey, Owned> of(Collection<OrderKey> keys) {
    read(keys.stream().filter(looked::add).toList());
    Map<OrderKey, Owned> owned = new TreeMap<>();
    for (OrderKey key : keys) {
      Owned one = known.get(key);
      if (one != null) {
        owned.put(key, one);
      }
    }
    return owned;
  }

  /// Those that are nobody's, or that no record tells any more.
  Set<OrderKey> nobodys(Collection<OrderKey> keys) {
    of(keys);
    Set<OrderKey> found = new LinkedHashSet<>(keys);
    found.removeAll(known.keySet());
    return found;
  }

  /// The orders of persons, as their figures count them.
  ///
  /// @param held what is stored of them
  Map<PersonId, List<Order>> ofPersons(Map<PersonId, List<StoredContribution>> held) {
    Set<OrderKey> keys = new LinkedHashSet<>();
    held.values()
        .forEach(
            list -> list.forEach(stored -> stored.contribution().orderKey().ifPresent(keys::add)));
    return of(keys).values().stream()
        .collect(
            Collectors.groupingBy(
                Owned::owner, Collectors.mapping(Owned::order, Collectors.toList())));
  }

  /// Those of which parts are known and the order itself is not.
  Set<OrderKey> orphans(Collection<OrderKey> keys) {
    of(keys);
    Set<OrderKey> waiting = new LinkedHashSet<>(keys);
    waiting.retainAll(orphans);
    return waiting;
  }

  /// The records that speak of an order.
  Set<RecordRef> speaking(OrderKey key) {
    of(List.of(key));
    return speaking.getOrDefault(key, Set.of());
  }

  private void read(Collection<OrderKey> keys) {
    Map<OrderKey, List<StoredContribution>> parts =
        contributions.ofOrders(keys).stream()
            .collect(
                Collectors.groupingBy(stored -> stored.contribution().orderKey().orElseThrow()));
    parts.forEach(
        (key, stored) -> {
          speaking.put(
              key,
              stored.stream().map(one -> one.contribution().ref()).collect(Collectors.toSet()));
          Order.of(key, stored.stream().map(StoredContribution::contribution).toList())
              .ifPresentOrElse(
                  order ->
                      owner(stored, order)
                          .ifPresent(person -> known.put(key, new Owned(person, order))),
                  () -> noteOrphan(key, stored));
        });
  }

  private void noteOrphan(OrderKey key, List<StoredContribution> stored) {
    boolean parts =
        stored.stream()
            .anyMatch(
                one ->
                    one.contribution().order() instanceof OrderClaim.About about
                        && !about.parts().isEmpty());
    if (parts) {
      orphans.add(key);
    }
  }

  private static Optional<PersonId> owner(List<StoredContribution> parts, Order order) {
    return parts.stream()
        .filter(part -> part.contribution().ref().equals(order.headerOrigin()))
        .findFirst()
        .flatMap(StoredContribution::person);
  }
}
