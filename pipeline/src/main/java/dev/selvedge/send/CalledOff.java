package dev.selvedge.send;

import dev.selvedge.SystemName;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Settler.Aftermath;
import dev.selvedge.send.Settler.Attempt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What was cancelled when it was to leave.
final class CalledOff {
  private CalledOff() {}

  /// Plans it as cancelled, whosever it is by now. It was given back before: what is settled is not
  /// planned.
  ///
  /// @param ours those that were given back
  static void plan(List<Attempt> attempts, Set<Subject> ours, Deliveries deliveries) {
    Map<SystemName, Set<Subject>> cancelled = new HashMap<>();
    for (Attempt attempt : attempts) {
      Delivery row = attempt.delivery();
      if (attempt.aftermath() instanceof Aftermath.Cancelled && ours.contains(row.subject())) {
        cancelled.computeIfAbsent(row.target(), key -> new TreeSet<>()).add(row.subject());
      }
    }
    cancelled.forEach(
        (target, subjects) ->
            deliveries.plan(
                deliveries.find(target, subjects).stream().map(Delivery::cancelled).toList()));
  }
}
