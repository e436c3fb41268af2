package dev.selvedge.app.alarm;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.watch.Timetable;
import dev.selvedge.watch.Usual;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.alarm.AlarmPolicy;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Promises;
import dev.selvedge.work.Store;
import dev.selvedge.work.alarm.AlarmStep;
import dev.selvedge.work.alarm.AllowanceCheck;
import dev.selvedge.work.alarm.ChannelsCheck;
import dev.selvedge.work.alarm.Concerns;
import dev.selvedge.work.alarm.DiskCheck;
import dev.selvedge.work.alarm.DriftCheck;
import dev.selvedge.work.alarm.FlowsCheck;
import dev.selvedge.work.alarm.FreshnessCheck;
import dev.selvedge.work.alarm.ParkedCheck;
import dev.selvedge.work.alarm.QueuesCheck;
import dev.selvedge.work.alarm.TargetsCheck;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// All that a hub looks for, together, over the store of a test: what one harm does to the others
/// shows. What a system would say of itself, and how full the disk is, a test says.
public final class AllChecks {
  private static final long RESERVE = 1_000;

  /// What a check-up of the shop finds.
  public final List<Connector.Finding> shop =
      new ArrayList<>(List.of(new Connector.Finding(true, "the shop answers", "")));

  /// Bytes.
  public long free = RESERVE * 10;

  private final Store store;
  private final CheckUps checkUps;
  private final Certificates certificates;
  private final AlarmStep step;

  /// One that goes by no holidays.
  ///
  /// @param flows as for [Concerns]
  /// @param addresses whose certificates are looked at
  public AllChecks(
      Store store,
      List<Outlook> targets,
      Map<String, Optional<Timetable>> flows,
      Set<URI> addresses,
      SettableClock clock) {
    this(
        store,
        targets,
        new Concerns(flows, new Usual.Calendar(ZoneOffset.UTC, Set.of())),
        addresses,
        clock);
  }

  /// One with a calendar of its own.
  public AllChecks(
      Store store,
      List<Outlook> targets,
      Concerns concerns,
      Set<URI> addresses,
      SettableClock clock) {
    this.store = store;
    this.checkUps =
        new CheckUps(
            Map.of(new SystemName("shop"), () -> List.copyOf(shop)), Duration.ofMinutes(15), clock);
    this.certificates = new Certificates(addresses, Duration.ofDays(21), clock);
    this.step =
        new AlarmStep(
            store,
            List.of(
                new FlowsCheck(store, concerns),
                new TargetsCheck(store, targets),
                new QueuesCheck(store, targets),
                new ParkedCheck(store),
                new DriftCheck(store),
                new FreshnessCheck(store, Promises.STANDARD),
                new AllowanceCheck(store, targets),
                new DiskCheck(() -> free, RESERVE),
                new ChannelsCheck(store, Set.of(), Map.of()),
                checkUps,
                certificates),
            AlarmPolicy.standard(),
            clock,
            () -> {});
  }

  /// A turn of each loop.
  public void turn() {
    while (checkUps.get().isZero() || certificates.get().isZero()) {
      // one system, and one address, after the other
    }
    step.get();
  }

  /// What people read of the alarms that are told.
  public List<String> sentences() {
    return store.read(ports -> ports.alarms().open()).stream()
        .map(alarm -> alarm.finding().words().what())
        .toList();
  }

  /// The keys of the alarms that are told, such as `silent shop/order`.
  public Set<String> told() {
    Set<String> keys = new TreeSet<>();
    for (Alarm alarm : store.read(ports -> ports.alarms().open())) {
      keys.add(alarm.key());
    }
    return keys;
  }
}
