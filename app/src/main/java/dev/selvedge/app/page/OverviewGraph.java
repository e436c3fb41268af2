package dev.selvedge.app.page;

import dev.selvedge.app.graph.FlowFacts;
import dev.selvedge.app.graph.FlowGraph;
import dev.selvedge.app.graph.GraphReader;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.watch.Concern;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.freshness.Freshness;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes the overview's picture of what was read for the overview already. Immutable.
///
/// @param asleep whether all automations of the project are switched off
record OverviewGraph(List<StoreViews.Route> routes, TargetLines targets, boolean asleep) {

  /// What was read.
  ///
  /// @param minutes of the last hour
  /// @param told one line for each of the targets, in their order
  record Seen(
      List<Overview.FlowLine> lines,
      List<FlowMinute> minutes,
      List<Deliveries.Count> counts,
      List<Freshness> fresh,
      List<Concern> concerns,
      List<Alarm> alarms,
      List<TargetLine> told) {}

  FlowGraph read(Store.Ports ports, Seen seen, Instant now) {
    return new GraphReader(targets.outlooks(), asleep)
        .read(
            ports,
            new GraphReader.Seen(
                facts(seen),
                seen.counts(),
                seen.fresh(),
                seen.concerns(),
                seen.alarms(),
                waits(seen.told())),
            now);
  }

  private Map<String, String> waits(List<TargetLine> told) {
    Map<String, String> waits = new HashMap<>();
    for (int i = 0; i < told.size(); i++) {
      waits.put(targets.outlooks().get(i).target().value(), told.get(i).waits());
    }
    return waits;
  }

  private List<FlowFacts> facts(Seen seen) {
    Map<String, Long> received =
        seen.minutes().stream()
            .collect(
                Collectors.groupingBy(
                    FlowMinute::flow, Collectors.summingLong(FlowMinute::received)));
    Set<String> configured =
        routes.stream().map(route -> route.feed().toString()).collect(Collectors.toSet());
    return seen.lines().stream()
        .map(
            line ->
                new FlowFacts(
                    line.name(),
                    configured.contains(line.name()),
                    line.activity() instanceof Overview.Activity.Last,
                    line.standing() == Overview.Standing.STUCK,
                    line.due() + line.waiting(),
                    line.parked(),
                    received.getOrDefault(line.name(), 0L),
                    line.inTime()))
        .toList();
  }
}
