package dev.selvedge.work.resolve;

import dev.selvedge.RecordRef;
import dev.selvedge.commerce.Orphan;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Contribution.OrderClaim;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.person.identity.Identification.Incoming;
import dev.selvedge.plan.states.DesiredStates;
import dev.selvedge.work.Store;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Keeps account of the orders of one batch of which only parts have come: a parcel may be told
/// before its order, by another system. Confined to one transaction.
///
/// Asks the store only where a batch holds parts without an order, or an order that something may
/// have waited for: in most it costs nothing.
final class Orphanage {
  private final Map<RecordRef, Incoming> newest;
  private final Map<RecordRef, Contribution> before = new HashMap<>();
  private final DesiredStates states;

  /// @param newest what came
  /// @param stored what was known of these records
  /// @param states after what came was stored
  Orphanage(
      Map<RecordRef, Incoming> newest, List<StoredContribution> stored, DesiredStates states) {
    this.newest = newest;
    this.states = states;
    stored.forEach(one -> before.put(one.contribution().ref(), one.contribution()));
  }

  /// @param orders those that the batch speaks of, or spoke of before
  void keep(Set<OrderKey> orders, Store.Ports ports, BatchStory story) {
    Set<OrderKey> orphans = states.orphans(orders);
    if (!orphans.isEmpty()) {
      ports.orphans().note(orphans, story.now());
    }
    Set<OrderKey> perhaps = mayHaveWaited();
    perhaps.removeAll(orphans);
    if (perhaps.isEmpty()) {
      return;
    }
    List<Orphan> over = ports.orphans().find(perhaps);
    if (!over.isEmpty()) {
      ports.orphans().forget(over.stream().map(Orphan::order).toList());
      over.stream()
          .filter(orphan -> !states.recordsOf(orphan.order()).isEmpty())
          .forEach(story::found);
    }
  }

  private Set<OrderKey> mayHaveWaited() {
    Set<OrderKey> perhaps = new LinkedHashSet<>();
    newest.forEach(
        (ref, incoming) -> {
          Contribution now = incoming.contribution();
          Optional<Contribution> old = Optional.ofNullable(before.get(ref));
          now.orderKey()
              .filter(key -> isOrder(now))
              .filter(
                  key ->
                      old.filter(Orphanage::isOrder)
                          .flatMap(Contribution::orderKey)
                          .filter(key::equals)
                          .isEmpty())
              .filter(this::hasOlder)
              .ifPresent(perhaps::add);
          // a part that now belongs to another order, or is no more, waits no longer
          old.flatMap(Contribution::orderKey)
              .filter(key -> now.orderKey().filter(key::equals).isEmpty())
              .ifPresent(perhaps::add);
        });
    return perhaps;
  }

  /// Whether anything was known of the order before this batch.
  private boolean hasOlder(OrderKey key) {
    return states.recordsOf(key).stream()
        .anyMatch(ref -> before.containsKey(ref) || !newest.containsKey(ref));
  }

  private static boolean isOrder(Contribution contribution) {
    return contribution.order() instanceof OrderClaim.About about
        && about.parts().stream().anyMatch(OrderPart.Header.class::isInstance);
  }
}
