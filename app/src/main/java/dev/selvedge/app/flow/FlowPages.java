package dev.selvedge.app.flow;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.freshness.Freshness;
import dev.selvedge.watch.freshness.FreshnessLog;
import dev.selvedge.watch.freshness.Goal;
import dev.selvedge.watch.freshness.Goals;
import dev.selvedge.watch.freshness.Histogram;
import dev.selvedge.watch.freshness.Strand;
import dev.selvedge.work.Promises;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads the pages of flows from the store. Safe for use by many threads.
///
/// @param targets where each flow leads, by `system/kind`; others have no page
/// @param files the mapping of a flow, as it stands in the project's folder now
public record FlowPages(
    Map<String, String> targets,
    Promises promises,
    Function<String, Optional<FlowPage.MappingFile>> files) {
  private static final int LOOKED_AT = 20_000;
  private static final int RECORDS = 20;

  public FlowPages {
    targets = Map.copyOf(targets);
  }

  /// The page of a flow; empty where neither the project nor the store knows one of this name. What
  /// people decide at a target, and what a system gave that is gone, only the store knows.
  public Optional<FlowPage> read(
      Store.Ports ports, String flow, FlowPage.Window window, Instant now) {
    return Optional.ofNullable(targets.get(flow))
        .or(() -> isKnown(ports, flow) ? targets.values().stream().findFirst() : Optional.empty())
        .map(target -> page(ports, flow, target, window, now));
  }

  private static boolean isKnown(Store.Ports ports, String flow) {
    return ports.flowReadings().of(flow).isPresent()
        || ports.flowMinutes().totals().stream().anyMatch(total -> total.flow().equals(flow));
  }

  private FlowPage page(
      Store.Ports ports, String flow, String target, FlowPage.Window window, Instant now) {
    Goals goals = promises.goals(ports);
    List<Freshness> parts =
        Freshness.read(ports.freshness(), goals, now).stream()
            .filter(one -> one.strand().flow().equals(flow))
            .toList();
    int slash = flow.indexOf('/');
    Feed feed =
        new Feed(
            new SystemName(flow.substring(0, slash)), new RecordKind(flow.substring(slash + 1)));
    return new FlowPage(
        now,
        flow,
        target,
        window,
        totals(ports, flow),
        parts,
        ports.freshness().stamps(now.minus(Duration.ofDays(28))).stream()
            .filter(stamps -> stamps.flow().equals(flow))
            .findFirst(),
        ports.parked().groups(flow),
        ports.inbox().newest(feed, LOOKED_AT, RECORDS),
        files.apply(flow),
        ports.flowReadings().of(flow),
        history(ports, flow, window, goals, now));
  }

  private static FlowPage.Totals totals(Store.Ports ports, String flow) {
    long parked = ports.parked().unsent().getOrDefault(flow, 0L);
    long due = 0;
    long waiting = 0;
    for (Deliveries.Count count : ports.deliveries().counts()) {
      if (count.flow().equals(flow)) {
        switch (count.state()) {
          case WAITING -> waiting += count.count();
          case DUE, CLAIMED -> due += count.count();
          case PARKED -> parked += count.count();
          case SETTLED -> {}
        }
      }
    }
    FlowMinute total =
        ports.flowMinutes().totals().stream()
            .filter(one -> one.flow().equals(flow))
            .findFirst()
            .orElse(new FlowMinute(flow, Instant.EPOCH, 0, 0, 0, 0, 0));
    return new FlowPage.Totals(total.received(), total.delivered(), parked, due, waiting);
  }

  private static FlowPage.History history(
      Store.Ports ports, String flow, FlowPage.Window window, Goals goals, Instant now) {
    Instant from = window.from(now);
    Map<Instant, Histogram> told = new HashMap<>();
    Map<Instant, Long> late = new HashMap<>();
    for (FreshnessLog.Span span : ports.freshness().spans(flow, window.grain(), from)) {
      told.merge(span.start(), span.times(), Histogram::plus);
      late.merge(span.start(), late(span.strand(), span.times(), goals), Long::sum);
    }
    Map<Instant, Long> received = ports.flowMinutes().received(flow, window.grain().length(), from);
    List<FlowPage.Point> points = new ArrayList<>();
    for (int i = 0; i < window.length(); i++) {
      Instant at = from.plus(window.grain().length().multipliedBy(i));
      Histogram times = told.getOrDefault(at, Histogram.NONE);
      points.add(
          new FlowPage.Point(
              at,
              times.total(),
              late.getOrDefault(at, 0L),
              received.getOrDefault(at, 0L),
              quantiles(times)));
    }
    return new FlowPage.History(points);
  }

  private static long late(Strand strand, Histogram times, Goals goals) {
    return goals.of(strand).map(Goal::within).map(times::over).orElse(0L);
  }

  private static List<Duration> quantiles(Histogram times) {
    return times.total() == 0
        ? List.of()
        : List.of(times.quantile(0.5), times.quantile(0.95), times.quantile(0.99));
  }
}
