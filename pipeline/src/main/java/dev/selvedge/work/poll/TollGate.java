package dev.selvedge.work.poll;

import dev.selvedge.Lane;
import dev.selvedge.SystemName;
import dev.selvedge.send.Target;
import dev.selvedge.send.allowance.AllowancePolicy;
import dev.selvedge.send.allowance.Window;
import dev.selvedge.work.Board;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// Takes the calls of a reading from the windows that sending takes its own from, before they are
/// made. A poll goes in the normal lane, so that a first reading of a long past neither starves
/// what is sent nor is starved by it.
public final class TollGate {
  /// What is left over in a window comes free little by little.
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final Store store;
  private final List<Target> targets;
  private final Lane lane;
  private final AllowancePolicy policy;

  TollGate(HubParts parts, AllowancePolicy policy) {
    this(parts.store(), parts.targets(), Lane.NORMAL, policy);
  }

  /// @param lane in which the calls are made
  public TollGate(Store store, List<Target> targets, Lane lane, AllowancePolicy policy) {
    this.store = store;
    this.targets = List.copyOf(targets);
    this.lane = lane;
    this.policy = policy;
  }

  /// {@return how long to wait before asking again; nothing when the calls were taken}
  public Duration pass(SystemName system, List<String> counters, Instant now) {
    return targets.stream()
        .filter(target -> target.name().equals(system) && !counters.isEmpty())
        .findFirst()
        .map(target -> store.write(ports -> take(target, counters, ports, now)))
        .orElse(Duration.ZERO);
  }

  private Duration take(Target target, List<String> counters, Store.Ports ports, Instant now) {
    TreeMap<String, Integer> calls = new TreeMap<>();
    counters.forEach(counter -> calls.merge(counter, 1, Integer::sum));
    Set<Lane> wanting = EnumSet.of(lane);
    wanting.addAll(Board.of(target.name(), ports, now, 1).wanting(backlog -> true));
    TreeMap<String, Window> taken = new TreeMap<>();
    for (String counter : calls.keySet()) {
      Window window = window(target, counter, ports, now);
      if (window.free(lane, wanting, policy, now) < calls.get(counter)) {
        Duration renewal = Duration.between(now, window.renewsAt());
        return renewal.compareTo(LOOK_AGAIN) < 0 ? renewal : LOOK_AGAIN;
      }
      taken.put(counter, window.take(lane, calls.get(counter)));
    }
    taken.values().forEach(window -> ports.allowances().store(target.name(), window));
    return Duration.ZERO;
  }

  private static Window window(Target target, String counter, Store.Ports ports, Instant now) {
    return ports
        .allowances()
        .hold(target.name(), counter)
        .orElseGet(
            () ->
                target.scopes().stream()
                    .filter(scope -> scope.name().equals(counter))
                    .findFirst()
                    .map(scope -> Window.of(scope, now))
                    .orElseThrow(
                        () -> new IllegalStateException("the target has no counter " + counter)))
        .at(now);
  }
}
