package dev.selvedge.work.replay;

import dev.selvedge.SystemName;
import dev.selvedge.plan.Subject;
import dev.selvedge.trail.Parked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A page of parked items, sorted by what can be done about them.
///
/// @param accepted inbox item → what is parked of it
/// @param sendings target → subject → what is parked of it
/// @param rows what cannot be replayed
record Sorted(
    Map<Long, Parked> accepted, Map<SystemName, Map<Subject, Parked>> sendings, List<Parked> rows) {

  static Sorted of(List<Parked> page) {
    Sorted sorted = new Sorted(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
    for (Parked parked : page) {
      switch (Parking.of(parked)) {
        case Parking.Accepted(long inboxId) -> sorted.accepted.put(inboxId, parked);
        case Parking.Sending(SystemName target, Subject subject) ->
            sorted
                .sendings
                .computeIfAbsent(target, ignored -> new LinkedHashMap<>())
                .put(subject, parked);
        case Parking.Row ignored -> sorted.rows.add(parked);
      }
    }
    return sorted;
  }

  List<Long> inboxIds() {
    return List.copyOf(accepted.keySet());
  }
}
