package dev.selvedge.send;

import dev.selvedge.Lane;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.allowance.AllowancePolicy;
import dev.selvedge.send.allowance.Scope;
import dev.selvedge.send.allowance.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a backlog will cost: how many calls, about how long at the present allowance, and how much
/// of that allowance stays free for live traffic meanwhile. A pure function of what waits, of the
/// windows as they are known, and of how fast deliveries went lately. Immutable.
///
/// @param records how many records wait
/// @param calls how many calls they take if nothing is refused
/// @param takes about how long
/// @param bound what the time depends on
/// @param freePercent how much of the tightest scope's allowance stays free for live traffic while
///     it lasts
/// @param measured whether every limit in it was told by the target; else some are assumed
public record Forecast(
    long records, long calls, Duration takes, Bound bound, int freePercent, boolean measured) {
  private static final int WHOLE = 100;

  /// What the time depends on.
  public sealed interface Bound {
    /// Nothing waits.
    record Nothing() implements Bound {}

    /// How many calls a scope allows.
    record ByAllowance(String scope) implements Bound {}

    /// How fast records are packed, sent and worked through at the other end.
    record BySpeed() implements Bound {}
  }

  /// What waits of one facet, and how it leaves.
  ///
  /// @param batch how many an import holds
  /// @param scope what an import is taken from
  public record Load(Facet facet, long records, int batch, String scope) {
    long calls() {
      return Math.ceilDiv(records, Math.max(1, batch));
    }
  }

  /// What these loads will take.
  ///
  /// @param windows of the scopes, as far as known; those missing are taken from `scopes`
  /// @param perSecond records a second that went through lately at full work; 0 when not known
  public static Forecast of(
      List<Load> loads,
      List<Window> windows,
      List<Scope> scopes,
      AllowancePolicy policy,
      double perSecond) {
    Map<String, Long> callsByScope = new LinkedHashMap<>();
    loads.forEach(load -> callsByScope.merge(load.scope(), load.calls(), Long::sum));
    long records = loads.stream().mapToLong(Load::records).sum();
    long calls = callsByScope.values().stream().mapToLong(Long::longValue).sum();
    if (records == 0) {
      return new Forecast(0, 0, Duration.ZERO, new Bound.Nothing(), WHOLE, true);
    }
    Duration bySpeed =
        perSecond > 0 ? Duration.ofMillis(Math.round(records * 1000 / perSecond)) : Duration.ZERO;
    List<Pace> paces = new ArrayList<>();
    callsByScope.forEach(
        (scope, needed) -> paces.add(Pace.of(scope, needed, windows, scopes, policy)));
    Pace slowest = paces.getFirst();
    for (Pace pace : paces) {
      slowest = pace.takes().compareTo(slowest.takes()) > 0 ? pace : slowest;
    }
    boolean allowanceBinds = slowest.takes().compareTo(bySpeed) >= 0;
    Duration takes = allowanceBinds ? slowest.takes() : bySpeed;
    return new Forecast(
        records,
        calls,
        takes,
        allowanceBinds ? new Bound.ByAllowance(slowest.scope()) : new Bound.BySpeed(),
        slowest.freePercent(takes),
        paces.stream().allMatch(Pace::measured));
  }

  /// How long one scope's calls take.
  ///
  /// @param perWindow calls a backfill may make in a window
  /// @param limit calls a window allows to everybody
  private record Pace(
      String scope, long needed, double perWindow, long limit, Duration window, boolean measured) {
    static Pace of(
        String scope,
        long needed,
        List<Window> windows,
        List<Scope> scopes,
        AllowancePolicy policy) {
      for (Window window : windows) {
        if (window.scope().equals(scope)) {
          long forUs =
              Math.min(
                  policy.budget(window.limit()),
                  window.limit() - Math.round(window.strangersUsual()));
          return new Pace(
              scope,
              needed,
              Math.max(1, forUs - policy.share(Lane.URGENT, policy.budget(window.limit()))),
              window.limit(),
              window.length(),
              window.stated());
        }
      }
      Scope assumed =
          scopes.stream()
              .filter(one -> one.name().equals(scope))
              .findFirst()
              .orElseGet(() -> new Scope(scope, Duration.ofMinutes(1), 1));
      long budget = policy.budget(assumed.assumed());
      return new Pace(
          scope,
          needed,
          Math.max(1, budget - policy.share(Lane.URGENT, budget)),
          assumed.assumed(),
          assumed.window(),
          false);
    }

    /// The first window's calls are there at once.
    Duration takes() {
      double windows = Math.max(0, needed / perWindow - 1);
      return Duration.ofMillis(Math.round(windows * window.toMillis()));
    }

    int freePercent(Duration all) {
      double windows = Math.ceil(needed / perWindow);
      double lasts = Math.max(windows, (double) all.toMillis() / window.toMillis());
      double used = needed / Math.max(1, lasts) / limit;
      return Math.clamp(Math.round(WHOLE * (1 - used)), 0, WHOLE);
    }
  }
}
