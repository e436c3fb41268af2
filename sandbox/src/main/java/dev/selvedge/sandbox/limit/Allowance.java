package dev.selvedge.sandbox.limit;

import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V2Error;
import dev.selvedge.sandbox.setting.Limits;
import dev.selvedge.sandbox.setting.Settings;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// The account's call allowance: counts calls per tier and minute, and per rolling hour.
///
/// Counters belong to the account, not to an API user (Dotdigital docs: call rate limits).
/// Safe for use by several threads.
public final class Allowance {
  private static final long WINDOW_SECONDS = 60;
  private static final int MINUTES = 60;

  private final Settings.Source settings;
  private final Map<Tier, Window> windows = new EnumMap<>(Tier.class);
  private final long[] minuteOf = new long[MINUTES];
  private final int[] callsIn = new int[MINUTES];

  public Allowance(Settings.Source settings) {
    this.settings = settings;
  }

  /// Counts one call, or says that there is no call left for it.
  public synchronized Verdict take(Route route, Instant now) {
    Limits limits = settings.get().limits();
    if (limits.scheme() == Limits.Scheme.FLAT) {
      return flat(route, now, limits);
    }
    count(now);
    if (route.tier() == Tier.UNLIMITED) {
      return new Verdict.Allowed(Map.of());
    }
    long minute = now.getEpochSecond() / WINDOW_SECONDS;
    Window window = windows.computeIfAbsent(route.tier(), _ -> new Window());
    int limit = limit(limits, route.tier());
    if (window.minute != minute) {
      window.minute = minute;
      window.used = 0;
    }
    boolean allowed = window.used < limit;
    if (allowed) {
      window.used++;
    }
    Map<String, String> headers = headers(route.tier(), limit, limit - window.used, now);
    return allowed
        ? new Verdict.Allowed(headers)
        : new Verdict.Exhausted(Answer.empty(429).withHeaders(headers));
  }

  /// The headers a call of this tier would carry if the tier were used up.
  public synchronized Map<String, String> exhaustedHeaders(Tier tier, Instant now) {
    Tier shown = tier == Tier.UNLIMITED ? Tier.LOW : tier;
    return headers(shown, limit(settings.get().limits(), shown), 0, now);
  }

  /// Calls of the last sixty minutes.
  public synchronized int callsInLastHour(Instant now) {
    long minute = now.getEpochSecond() / WINDOW_SECONDS;
    int calls = 0;
    for (int i = 0; i < MINUTES; i++) {
      if (minute - minuteOf[i] < MINUTES) {
        calls += callsIn[i];
      }
    }
    return calls;
  }

  /// Forgets all counts.
  public synchronized void reset() {
    windows.clear();
    Arrays.fill(callsIn, 0);
  }

  private Verdict flat(Route route, Instant now, Limits limits) {
    if (!route.metered()) {
      return new Verdict.Allowed(Map.of());
    }
    if (callsInLastHour(now) >= limits.flatPerHour()) {
      return new Verdict.Exhausted(
          V2Error.of(
              400,
              "Your account has generated excess API activity and is being temporarily capped."
                  + " ERROR_APIUSAGE_EXCEEDED"));
    }
    count(now);
    return new Verdict.Allowed(Map.of());
  }

  private void count(Instant now) {
    long minute = now.getEpochSecond() / WINDOW_SECONDS;
    int slot = (int) (minute % MINUTES);
    if (minuteOf[slot] != minute) {
      minuteOf[slot] = minute;
      callsIn[slot] = 0;
    }
    callsIn[slot]++;
  }

  private Map<String, String> headers(Tier tier, int limit, int remaining, Instant now) {
    long end = (now.getEpochSecond() / WINDOW_SECONDS + 1) * WINDOW_SECONDS;
    long reset = settings.get().switches().resetAsDelay() ? end - now.getEpochSecond() : end;
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-RateLimit-Limit", Integer.toString(limit));
    headers.put("X-RateLimit-Remaining", Integer.toString(remaining));
    headers.put("X-RateLimit-Reset", Long.toString(reset));
    headers.put("X-RateLimit-Scope", tier.scope());
    return headers;
  }

  private static int limit(Limits limits, Tier tier) {
    return switch (tier) {
      case LOW -> limits.low();
      case MEDIUM -> limits.medium();
      case HIGH -> limits.high();
      case UNLIMITED -> Integer.MAX_VALUE;
    };
  }

  /// Whether a call may go on.
  public sealed interface Verdict {
    /// It may; these headers go on its answer.
    record Allowed(Map<String, String> headers) implements Verdict {}

    /// It may not; this is its answer.
    record Exhausted(Answer answer) implements Verdict {}
  }

  private static final class Window {
    private long minute;
    private int used;
  }
}
