package dev.selvedge.app.metric;

import dev.selvedge.SelvedgeException;
import dev.selvedge.SystemName;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.send.Condition;
import dev.selvedge.send.allowance.Scope;
import dev.selvedge.send.allowance.Window;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.FlowReading;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.watch.freshness.Burn;
import dev.selvedge.watch.freshness.Freshness;
import dev.selvedge.watch.freshness.Goals;
import dev.selvedge.watch.freshness.Strand;
import dev.selvedge.work.Promises;
import dev.selvedge.work.Store;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Reads a project's figures from its store when somebody scrapes them, and not again within some
/// seconds, however many do. Safe for use by many threads.
public final class HubMetrics implements MultiCollector {
  private static final Duration FRESH_ENOUGH = Duration.ofSeconds(5);
  /// What takes long to read, as of millions of deliveries, is read less often: one part in so many
  /// of the time is spent on it at most.
  private static final int SHARE = 10;

  private static final double MILLIS = 1000.0;

  private final Source source;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Known> known = Optional.empty();

  /// @param source where the figures come from
  public HubMetrics(Source source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /// What figures are of.
  ///
  /// @param project its name
  /// @param targets all that the hub tells something
  /// @param intake whether records are taken in
  public record Source(
      String project,
      Store store,
      Promises promises,
      List<SystemName> targets,
      BooleanSupplier intake) {
    public Source {
      targets = List.copyOf(targets);
    }
  }

  private record Known(MetricSnapshots figures, Instant at, Instant freshUntil) {}

  @Override
  public MetricSnapshots collect() {
    lock.lock();
    try {
      Instant now = clock.instant();
      Optional<Known> fresh =
          known.filter(one -> !now.isBefore(one.at()) && now.isBefore(one.freshUntil()));
      if (fresh.isPresent()) {
        return fresh.get().figures();
      }
      MetricSnapshots figures = read(now).snapshots();
      Instant end = clock.instant();
      Duration least = Duration.between(now, end).multipliedBy(SHARE);
      known =
          Optional.of(
              new Known(
                  figures,
                  now,
                  least.compareTo(FRESH_ENOUGH) > 0 ? end.plus(least) : now.plus(FRESH_ENOUGH)));
      return figures;
    } finally {
      lock.unlock();
    }
  }

  private Readings read(Instant now) {
    boolean open = source.intake().getAsBoolean();
    try {
      return source
          .store()
          .read(
              ports -> {
                Readings all = begun(1, open);
                all.add(Metric.PEOPLE, ports.people().count());
                all.add(Metric.INBOX, ports.inbox().backlog());
                flows(all, ports, now);
                queues(all, ports, now);
                freshness(all, ports, now);
                troubles(all, ports);
                return all;
              });
    } catch (SelvedgeException away) {
      // That is what a scrape is to say; the log has the reason from whoever needed the store.
      return begun(0, open);
    }
  }

  private Readings begun(int up, boolean open) {
    Readings all = new Readings(source.project());
    all.add(Metric.UP, up);
    all.add(Metric.INTAKE, open ? 1 : 0);
    return all;
  }

  private static void troubles(Readings all, Store.Ports ports) {
    for (Severity severity : Severity.values()) {
      all.add(Metric.ALARMS, 0, severity.word());
    }
    ports
        .alarms()
        .open()
        .forEach(alarm -> all.add(Metric.ALARMS, 1, alarm.finding().severity().word()));
    ports
        .audits()
        .lastDone()
        .ifPresent(
            audit -> {
              String target = audit.target().value();
              all.add(Metric.AUDIT_DIFFERING, audit.result().differing(), target);
              all.add(Metric.AUDIT_WRONGLY_MAILED, audit.result().wronglyMailed(), target);
            });
  }

  private static String system(String flow) {
    return flow.substring(0, flow.indexOf('/'));
  }

  private static String kind(String flow) {
    return flow.substring(flow.indexOf('/') + 1);
  }

  private void flows(Readings all, Store.Ports ports, Instant now) {
    for (FlowMinute total : ports.flowMinutes().totals()) {
      String system = system(total.flow());
      String kind = kind(total.flow());
      all.add(Metric.RECEIVED, total.received(), system, kind);
      all.add(Metric.RECORDS_PARKED, total.parked(), system, kind);
      all.add(Metric.DELIVERED, total.delivered(), system, kind);
      all.add(Metric.PARKED, 0, system, kind);
      for (SystemName target : source.targets()) {
        all.add(Metric.DUE, 0, system, kind, target.value());
        all.add(Metric.WAITING, 0, system, kind, target.value());
      }
    }
    ports
        .parked()
        .unsent()
        .forEach((flow, count) -> all.add(Metric.PARKED, count, system(flow), kind(flow)));
    for (Deliveries.Count count : ports.deliveries().counts()) {
      String system = system(count.flow());
      String kind = kind(count.flow());
      String target = count.target().value();
      switch (count.state()) {
        case DUE, CLAIMED -> all.add(Metric.DUE, count.count(), system, kind, target);
        case WAITING -> all.add(Metric.WAITING, count.count(), system, kind, target);
        case PARKED -> all.add(Metric.PARKED, count.count(), system, kind);
        case SETTLED -> {}
      }
    }
    for (FlowReading reading : ports.flowReadings().all()) {
      String system = system(reading.flow());
      String kind = kind(reading.flow());
      if (!reading.readAt().equals(Instant.EPOCH)) {
        double age = Math.max(0, Duration.between(reading.readAt(), now).toMillis()) / MILLIS;
        all.add(Metric.POLL_AGE, age, system, kind);
      }
      all.add(Metric.POLL_WELL, reading.isTroubled() ? 0 : 1, system, kind);
    }
  }

  private void queues(Readings all, Store.Ports ports, Instant now) {
    for (SystemName target : source.targets()) {
      String name = target.value();
      for (dev.selvedge.Lane lane : dev.selvedge.Lane.values()) {
        all.add(Metric.QUEUE, 0, name, lane.name().toLowerCase(Locale.ROOT));
      }
      ports
          .deliveries()
          .outstanding(target)
          .forEach(
              one ->
                  all.add(
                      Metric.QUEUE, one.count(), name, one.lane().name().toLowerCase(Locale.ROOT)));
      long oldest =
          ports.deliveries().due(target, now, 1).stream()
              .mapToLong(backlog -> Duration.between(backlog.oldest(), now).toMillis())
              .max()
              .orElse(0);
      all.add(Metric.OLDEST_DUE, Math.max(0, oldest) / MILLIS, name);
      boolean well = ports.conditions().of(target) instanceof Condition.Well;
      all.add(Metric.TARGET_WELL, well ? 1 : 0, name);
      for (Window stored : ports.allowances().of(target)) {
        if (stored.limit() < Scope.UNLIMITED) {
          Window window = stored.at(now);
          long ours = window.taken().all();
          all.add(Metric.ALLOWANCE, window.limit(), name, window.scope());
          all.add(Metric.CALLS_OURS, ours, name, window.scope());
          all.add(
              Metric.ALLOWANCE_LEFT,
              Math.max(0, window.limit() - ours - window.strangers()),
              name,
              window.scope());
        }
      }
    }
    ports
        .outcomes()
        .all()
        .forEach(one -> all.add(Metric.OUTCOMES, one.count(), one.target(), one.outcome()));
  }

  private void freshness(Readings all, Store.Ports ports, Instant now) {
    Goals goals = source.promises().goals(ports);
    ports.freshness().totals().forEach((strand, took) -> all.add(took, labels(strand)));
    for (Freshness one : Freshness.read(ports.freshness(), goals, now)) {
      String[] labels = labels(one.strand());
      if (one.ofDay().total() > 0) {
        all.add(Metric.IN_TIME, 1 - one.ofDay().missing(), labels);
      }
      all.add(Metric.LATE, one.lateNow(), labels);
      all.add(Metric.GOAL_SHARE, 1 - one.goal().budget(), labels);
      all.add(Metric.GOAL_TIME, one.goal().within().toMillis() / MILLIS, labels);
      all.add(Metric.BUDGET, one.budgetLeft(), labels);
      all.add(Metric.BURNING, burning(one.burn()), labels);
    }
  }

  private static int burning(Burn burn) {
    return burn.alarm("")
        .map(
            alarm ->
                switch (alarm.severity()) {
                  case URGENT -> 2;
                  case SOON -> 1;
                })
        .orElse(0);
  }

  private static String[] labels(Strand strand) {
    return new String[] {
      system(strand.flow()), strand.kind(), strand.target(), strand.matter().word()
    };
  }
}
