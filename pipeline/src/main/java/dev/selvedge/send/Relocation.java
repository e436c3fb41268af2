package dev.selvedge.send;

import dev.selvedge.Outcome;
import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.OrderOwners;
import dev.selvedge.send.Settler.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What else must be written down when a contact moved: those that waited for its address may go,
/// a contact is held by one person only, and its orders follow it. Confined to one transaction.
final class Relocation {
  private final Deliveries deliveries;
  private final Instant now;
  private final Map<SystemName, Set<String>> left = new HashMap<>();
  private final Map<SystemName, Map<String, Delivery>> holders = new HashMap<>();
  private final Map<SystemName, Map<PersonId, String>> exchanged = new HashMap<>();

  Relocation(Deliveries deliveries, Instant now) {
    this.deliveries = deliveries;
    this.now = now;
  }

  /// Takes note of what became of an item.
  ///
  /// @param after the row as it was written
  void after(Attempt attempt, Delivery after) {
    if (after.subject().facet() != Facet.CONTACT) {
      return;
    }
    Delivered before = attempt.delivery().delivered();
    boolean rests = after.state() == State.SETTLED || after.state() == State.PARKED;
    boolean moved = !after.delivered().address().equals(before.address());
    if (!before.address().isEmpty() && (rests || moved)) {
      left.computeIfAbsent(after.target(), key -> new HashSet<>()).add(before.address());
    }
    String number = after.delivered().remoteId();
    if (!(attempt.outcome() instanceof Outcome.Done)
        || number.isEmpty()
        || number.equals(before.remoteId())) {
      return;
    }
    holders.computeIfAbsent(after.target(), key -> new HashMap<>()).put(number, after);
    if (!before.remoteId().isEmpty()) {
      exchanged
          .computeIfAbsent(after.target(), key -> new HashMap<>())
          .put(after.person(), before.address());
    }
  }

  void write() {
    left.forEach((target, addresses) -> deliveries.wakeAt(target, addresses, now));
    holders.forEach(this::displace);
    exchanged.forEach(this::fileOrdersAgain);
  }

  /// A contact that is somebody's now is nobody else's any more. Those who are to have one get one
  /// of their own, and take their orders back from it.
  private void displace(SystemName target, Map<String, Delivery> holdersOf) {
    List<Delivery> changed = new ArrayList<>();
    for (Delivery former : deliveries.numbered(target, holdersOf.keySet())) {
      Delivery holder = holdersOf.get(former.delivered().remoteId());
      if (holder == null || holder.subject().equals(former.subject())) {
        continue;
      }
      boolean isMissed =
          former.state() == State.SETTLED
              && former.delivered().is(former.desired())
              && !Desired.isRetired(former.desired());
      Delivery without = former.holding(new Delivered.Never());
      changed.add(isMissed ? former.forgotten(now) : without);
      if (!Desired.isRetired(former.desired())) {
        changed.addAll(ordersAmong(target, former, holder));
      }
    }
    deliveries.settle("", changed);
  }

  private List<Delivery> ordersAmong(SystemName target, Delivery former, Delivery holder) {
    String both = OrderOwners.text(List.of(former.person(), holder.person()));
    return filed(target, List.of(former.person())).stream()
        .filter(order -> !(order.delivered() instanceof Delivered.Never))
        .map(
            order ->
                waiting(
                    order.holding(
                        new Delivered.Doubtful(
                            OrderOwners.both(order.delivered().remoteId(), both),
                            order.delivered().address(),
                            now))))
        .toList();
  }

  /// The orders of persons, and what else is filed under their contacts.
  private List<Delivery> filed(SystemName target, Collection<PersonId> persons) {
    List<Delivery> filed = new ArrayList<>();
    for (Facet facet : Facet.FILED) {
      filed.addAll(deliveries.ofPersons(target, facet, persons));
    }
    return filed;
  }

  private static Delivery waiting(Delivery order) {
    return order.state() == State.SETTLED || order.state() == State.DUE
        ? order.with(State.WAITING)
        : order;
  }

  /// A person whose contact is another one than before: the records of the orders are still filed
  /// under that, at the address it had.
  private void fileOrdersAgain(SystemName target, Map<PersonId, String> formerly) {
    List<Delivery> again = new ArrayList<>();
    for (Delivery order : filed(target, formerly.keySet())) {
      if (order.delivered() instanceof Delivered.Never) {
        continue;
      }
      String address = formerly.getOrDefault(order.person(), "");
      Delivery doubtful =
          order.holding(
              new Delivered.Doubtful(
                  "", address.isEmpty() ? order.delivered().address() : address, now));
      again.add(order.state() == State.SETTLED ? doubtful.dueAgain(now, 0) : doubtful);
    }
    deliveries.settle("", again);
  }
}
