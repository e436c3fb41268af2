package dev.selvedge.app.allowance;

import dev.selvedge.Lane;
import dev.selvedge.app.allowance.AllowancePage.Hour;
import dev.selvedge.app.allowance.AllowancePage.LaneUse;
import dev.selvedge.app.allowance.AllowancePage.ScopeUse;
import dev.selvedge.app.allowance.AllowancePage.TargetUse;
import dev.selvedge.app.allowance.AllowancePage.Waiting;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.send.allowance.AllowancePolicy;
import dev.selvedge.send.allowance.Allowances;
import dev.selvedge.send.allowance.Scope;
import dev.selvedge.send.allowance.Window;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Makes the page of allowances from the store. Safe for use by many threads.
public final class AllowancePages implements AllowanceDesk {
  private static final int HOURS = 24;

  private final Store store;
  private final List<Outlook> targets;
  private final InstantSource clock;

  /// @param targets those that are told, with how their allowance is to be used
  public AllowancePages(Store store, List<Outlook> targets, InstantSource clock) {
    this.store = store;
    this.targets = List.copyOf(targets);
    this.clock = clock;
  }

  @Override
  public AllowancePage allowance() {
    Instant now = clock.instant();
    return store.read(
        ports -> new AllowancePage(targets.stream().map(one -> target(one, ports, now)).toList()));
  }

  private static TargetUse target(Outlook target, Store.Ports ports, Instant now) {
    List<Deliveries.Outstanding> outstanding = ports.deliveries().outstanding(target.target());
    Set<Lane> wanting = EnumSet.noneOf(Lane.class);
    ports
        .deliveries()
        .due(target.target(), now, 1)
        .forEach(backlog -> wanting.add(backlog.queue().lane()));
    Instant first = now.truncatedTo(ChronoUnit.HOURS).minus(HOURS - 1L, ChronoUnit.HOURS);
    Map<String, Map<Instant, Hour>> used = new TreeMap<>();
    for (Allowances.Used one : ports.allowances().used(target.target(), first)) {
      used.computeIfAbsent(one.scope(), scope -> new TreeMap<>())
          .put(one.hour(), new Hour(one.hour(), one.taken(), one.strangers()));
    }
    return new TargetUse(
        target.title(),
        target.policy().ceilingPercent(),
        windows(target, ports, now).values().stream()
            .map(
                window ->
                    scope(
                        window,
                        target.policy(),
                        wanting,
                        used.getOrDefault(window.scope(), Map.of()),
                        first,
                        now))
            .toList(),
        outstanding.stream()
            .filter(one -> one.count() > 0)
            .map(one -> new Waiting(one.lane(), one.facet(), one.count()))
            .sorted(Comparator.comparing(Waiting::lane).thenComparing(Waiting::facet))
            .toList(),
        target.forecast(ports, Map.of(), now),
        target.waits(ports));
  }

  /// As they are now; of those that were never used what is assumed.
  private static Map<String, Window> windows(Outlook target, Store.Ports ports, Instant now) {
    Map<String, Window> windows = new TreeMap<>();
    target.scopes().forEach(scope -> windows.put(scope.name(), Window.of(scope, now)));
    ports
        .allowances()
        .of(target.target())
        .forEach(window -> windows.put(window.scope(), window.at(now)));
    windows.values().removeIf(window -> window.limit() >= Scope.UNLIMITED);
    return windows;
  }

  private static ScopeUse scope(
      Window window,
      AllowancePolicy policy,
      Set<Lane> wanting,
      Map<Instant, Hour> used,
      Instant first,
      Instant now) {
    long budget = policy.budget(window.limit());
    List<Hour> hours = new ArrayList<>();
    for (int at = 0; at < HOURS; at++) {
      Instant hour = first.plus(at, ChronoUnit.HOURS);
      hours.add(used.getOrDefault(hour, new Hour(hour, Window.Taken.NOTHING, 0)));
    }
    long keptUnseen =
        Math.max(0, window.limit() - window.taken().all() - window.strangers())
            - Math.max(0, window.left(policy));
    return new ScopeUse(
        window.scope(),
        window.limit(),
        window.stated(),
        window.length(),
        window.renewsAt(),
        budget,
        Arrays.stream(Lane.values())
            .map(
                lane ->
                    new LaneUse(
                        lane,
                        window.taken().by(lane),
                        Math.round(policy.share(lane, budget)),
                        window.free(lane, with(wanting, lane), policy, now)))
            .toList(),
        window.strangers(),
        Math.max(0, keptUnseen),
        window.left(policy),
        hours);
  }

  /// What a lane may take is asked as if something waited in it.
  private static Set<Lane> with(Set<Lane> wanting, Lane lane) {
    Set<Lane> with = EnumSet.of(lane);
    with.addAll(wanting);
    return with;
  }
}
