package dev.selvedge.work.send;

import dev.selvedge.Lane;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import dev.selvedge.send.SendRules;
import dev.selvedge.send.Target;
import dev.selvedge.send.Target.Charge;
import dev.selvedge.send.Target.Cost;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Way;
import dev.selvedge.send.allowance.Window;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Takes the calls that a parcel needs, where only the packing showed which these are: what
/// automations do goes by calls of several allowances, and one that is used up must not hold up
/// what goes by another. Thread-safe.
final class Charges {
  private final HubParts parts;
  private final Target target;
  private final SendRules rules;
  private final Settling settling;

  Charges(HubParts parts, Target target, SendRules rules, Settling settling) {
    this.parts = parts;
    this.target = target;
    this.rules = rules;
    this.settling = settling;
  }

  /// Whether others of a job's facet may leave by other calls, so that one of them that is to wait
  /// is no reason for the others to.
  boolean areOwn(Job job) {
    return target.cost(job.facet(), Way.TOGETHER) instanceof Cost.WhenPacked;
  }

  /// Whether a parcel cannot leave because its calls are used up: then its items come again when
  /// there are new ones, and its job is over.
  ///
  /// @param rows those that were packed, and others
  boolean waits(Job packing, Target.Parcel parcel, Collection<Delivery> rows) {
    Charge charge = parcel.charge();
    if (charge.calls() == 0) {
      return false;
    }
    Instant now = parts.clock().instant();
    Lane lane = rows.iterator().next().lane();
    Optional<Instant> renewal = parts.store().write(ports -> take(charge, lane, ports, now));
    renewal.ifPresent(until -> putOff(packing, parcel, rows, until));
    return renewal.isPresent();
  }

  /// Takes the calls, or says when there are new ones.
  private Optional<Instant> take(Charge charge, Lane lane, Store.Ports ports, Instant now) {
    Window window = settling.window(charge.scope(), ports, now);
    if (window.free(lane, Set.of(lane), rules.policy(), now) < charge.calls()) {
      return Optional.of(window.renewsAt());
    }
    ports.allowances().store(target.name(), window.take(lane, charge.calls()));
    return Optional.empty();
  }

  private void putOff(Job packing, Target.Parcel parcel, Collection<Delivery> rows, Instant until) {
    Set<Subject> packed = parcel.packed().stream().map(Item::subject).collect(Collectors.toSet());
    settling.settle(
        packing.claimant(),
        rows.stream()
            .filter(row -> packed.contains(row.subject()))
            .map(row -> settling.notNow(row, "its calls are used up for now", until))
            .toList());
    parts.store().change(ports -> ports.jobs().close(packing.id()));
  }
}
