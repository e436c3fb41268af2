package dev.selvedge.work;

import dev.selvedge.SystemName;
import dev.selvedge.mapping.Topic;
import dev.selvedge.plan.Deliveries.Count;
import dev.selvedge.plan.Deliveries.Outstanding;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Forecast;
import dev.selvedge.send.Forecast.Load;
import dev.selvedge.send.Target;
import dev.selvedge.send.Target.Cost;
import dev.selvedge.send.Target.Way;
import dev.selvedge.send.allowance.AllowancePolicy;
import dev.selvedge.send.allowance.Scope;
import dev.selvedge.send.allowance.Window;
import dev.selvedge.watch.FlowMinute;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the backlog of one target will cost, seen from the store: what waits there, its allowance,
/// and how fast deliveries went lately. Immutable; holds nothing that needs closing.
///
/// @param imports how each facet leaves when it leaves together
/// @param awaited what has to be known before anybody is newly subscribed
public record Outlook(
    SystemName target,
    String title,
    List<Import> imports,
    List<Scope> scopes,
    AllowancePolicy policy,
    List<FirstReading> awaited) {
  private static final Duration LATELY = Duration.ofHours(1);

  public Outlook {
    imports = List.copyOf(imports);
    scopes = List.copyOf(scopes);
    awaited = List.copyOf(awaited);
  }

  /// How a facet leaves together.
  ///
  /// @param batch how many items an import holds
  /// @param counters see [Target#countersOf]
  public record Import(Facet facet, int batch, List<String> counters) {
    public Import {
      counters = List.copyOf(counters);
    }

    private String scope(List<Window> windows) {
      return windows.stream()
          .filter(window -> counters.contains(window.scope()))
          .max(Comparator.comparing(window -> window.renewsAt().minus(window.length())))
          .map(Window::scope)
          .orElseGet(counters::getLast);
    }
  }

  /// What can be known of a target without calling it.
  public static Outlook of(Target target, AllowancePolicy policy) {
    List<Import> imports = new ArrayList<>();
    for (Facet facet : Facet.values()) {
      if (target.facets().contains(facet)
          && !(target.cost(facet, Way.TOGETHER) instanceof Cost.Impossible)) {
        imports.add(new Import(facet, target.batch(facet).items(), target.countersOf(facet)));
      }
    }
    return new Outlook(target.name(), target.title(), imports, target.scopes(), policy, List.of());
  }

  /// The same, where something has to be read before anybody is newly subscribed.
  public Outlook awaiting(List<FirstReading> first) {
    return new Outlook(target, title, imports, scopes, policy, first);
  }

  /// Why people are not newly subscribed yet, a part of a sentence; empty where nobody waits.
  public String waits(Store.Ports ports) {
    if (awaited.isEmpty()) {
      return "";
    }
    Set<Facet> waiting =
        ports.deliveries().counts().stream()
            .filter(count -> count.target().equals(target) && count.count() > 0)
            .filter(count -> count.state() == Delivery.State.WAITING)
            .map(Count::facet)
            .collect(Collectors.toSet());
    return awaited.stream()
        .filter(
            first ->
                waiting.contains(first.topic().equals(Topic.EMAIL) ? Facet.CONTACT : Facet.CHOICE))
        .filter(first -> !first.isKnown(ports))
        .findFirst()
        .map(FirstReading::why)
        .orElse("");
  }

  /// Looks at what waits, and at what is said to come besides.
  ///
  /// @param more records by facet that are not in the store yet, as before a backfill
  public Forecast forecast(Store.Ports ports, Map<Facet, Long> more, Instant now) {
    Map<Facet, Long> records = new TreeMap<>(more);
    for (Outstanding outstanding : ports.deliveries().outstanding(target)) {
      records.merge(outstanding.facet(), outstanding.count(), Long::sum);
    }
    List<Window> windows = ports.allowances().of(target);
    List<Load> loads =
        imports.stream()
            .map(
                one ->
                    new Load(
                        one.facet(),
                        records.getOrDefault(one.facet(), 0L),
                        one.batch(),
                        one.scope(windows)))
            .toList();
    return Forecast.of(
        loads,
        windows.stream().map(window -> window.at(now)).toList(),
        scopes,
        policy,
        perSecond(ports, now));
  }

  /// The best full minute of the last hour: what the whole can do when there is something to do.
  private static double perSecond(Store.Ports ports, Instant now) {
    Map<Instant, Long> delivered = new TreeMap<>();
    for (FlowMinute minute : ports.flowMinutes().since(now.minus(LATELY))) {
      delivered.merge(minute.minute(), minute.delivered(), Long::sum);
    }
    long best = delivered.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return best / 60.0;
  }
}
