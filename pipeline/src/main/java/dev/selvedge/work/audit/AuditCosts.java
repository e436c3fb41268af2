package dev.selvedge.work.audit;

import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditOrder.Basis;
import dev.selvedge.audit.AuditPlan;
import dev.selvedge.audit.Mirror;
import dev.selvedge.audit.Shelf;
import dev.selvedge.audit.sample.SamplePlan;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.work.Store;
import java.util.EnumMap;
import java.util.Map;

/// Reckons beforehand what an audit costs, by what the hub holds; what else is there nobody knows
/// before it is read.
final class AuditCosts {
  /// Of the calls so many in a hundred are kept for what shows less or more than reckoned.
  private static final int SPARE = 10;

  private static final int HUNDRED = 100;

  private final Store store;
  private final Mirror mirror;

  AuditCosts(Store store, Mirror mirror) {
    this.store = store;
    this.mirror = mirror;
  }

  AuditPlan plan(AuditOrder order) {
    long people = store.read(ports -> ports.people().count());
    Map<Facet, Long> held = store.read(this::held);
    long sweep = sheets(held.getOrDefault(Facet.CONTACT, 0L), mirror.contactsOnSheet());
    long records = 0;
    for (Shelf shelf : mirror.shelves()) {
      long some = held.getOrDefault(shelf.facet(), 0L);
      sweep += sheets(some, mirror.entriesOnSheet());
      records += shelf.shared() ? 0 : some;
    }
    long usable = Math.max(1, (long) order.calls() * (HUNDRED - SPARE) / HUNDRED);
    Basis basis = basis(order.basis(), sweep <= usable);
    if (basis == Basis.SWEEP) {
      return new AuditPlan(basis, people, people, sweep, order.calls());
    }
    long each = 1 + (people == 0 ? 0 : Math.ceilDiv(records, people));
    long wanted = SamplePlan.simple(order.claim(), people, 0);
    long looks = Math.max(1, Math.min(wanted, usable / each));
    return new AuditPlan(basis, people, Math.min(people, looks), looks * each, order.calls());
  }

  private static Basis basis(Basis asked, boolean cheap) {
    return asked == Basis.CHEAPEST ? (cheap ? Basis.SWEEP : Basis.SAMPLE) : asked;
  }

  private Map<Facet, Long> held(Store.Ports ports) {
    Map<Facet, Long> held = new EnumMap<>(Facet.class);
    for (Deliveries.Count count : ports.deliveries().counts()) {
      if (count.target().equals(mirror.target()) && count.state() != Delivery.State.WAITING) {
        held.merge(count.facet(), count.count(), Long::sum);
      }
    }
    return held;
  }

  private static long sheets(long items, int onSheet) {
    return Math.max(1, Math.ceilDiv(items, onSheet));
  }
}
