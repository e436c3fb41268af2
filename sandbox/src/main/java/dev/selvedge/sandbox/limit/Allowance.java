package dev.selvedge.sandbox.limit;

import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V2Error;
import dev.selvedge.sandbox.setting.Limits;
import dev.selvedge.sandbox.setting.Rates;
import dev.selvedge.sandbox.setting.Settings;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The account's call allowance: counts calls per tier and minute, and per rolling hour.
///
/// Counters belong to the account, not to an API user (Dotdigital docs: call rate limits), so
/// strangers spend them too: at once, or by habits that are worked out whenever somebody looks.
/// Safe for use by several threads.
public final class Allowance {
  private static final long MINUTE_MILLIS = 60_000;

  /// What lies further back than this can no longer be seen in any counter.
  private static final long FORGOTTEN_MILLIS = 120 * MINUTE_MILLIS;

  private final Settings.Source settings;
  private final RateHeaders headers;
  private final Habits habits = new Habits();
  private final Map<Tier, Window> windows = new EnumMap<>(Tier.class);
  private final RollingHour hour = new RollingHour();
  private long seen = Long.MIN_VALUE;

  public Allowance(Settings.Source settings) {
    this.settings = settings;
    this.headers = new RateHeaders(settings);
  }

  /// Counts one call, or says that there is no call left for it.
  public synchronized Verdict take(Route route, Instant now) {
    catchUp(now);
    Limits limits = settings.get().limits();
    return limits.scheme() == Limits.Scheme.FLAT
        ? flat(route, now, limits)
        : tiered(tier(route), now, limits);
  }

  private Verdict tiered(Tier tier, Instant now, Limits limits) {
    if (tier == Tier.UNLIMITED) {
      hour.add(minute(now), 1);
      return new Verdict.Allowed(
          settings.get().rates().unlimitedShown()
              ? headers.of(tier, Integer.MAX_VALUE, Integer.MAX_VALUE, now)
              : Map.of());
    }
    Window window = window(tier, minute(now));
    int limit = limit(limits, tier);
    boolean allowed = window.used() < limit;
    if (allowed) {
      window.own++;
      hour.add(minute(now), 1);
    }
    return allowed
        ? new Verdict.Allowed(headers.of(tier, limit, Math.max(0, limit - window.used()), now))
        : new Verdict.Exhausted(
            throttled(settings.get().rates()).withHeaders(headers.ofRefusal(tier, limit, now)));
  }

  /// The answer to a call beyond the allowance, without its headers.
  public Answer throttled() {
    return throttled(settings.get().rates());
  }

  private static Answer throttled(Rates rates) {
    return rates.throttledBody().isEmpty()
        ? Answer.empty(429)
        : Answer.text(429, "application/json; charset=utf-8", rates.throttledBody());
  }

  /// The tier an operation belongs to, as this account has it.
  public Tier tier(Route route) {
    String other = settings.get().rates().tiers().get(route.operation());
    return other == null ? route.tier() : Tier.read(other).orElse(route.tier());
  }

  private Verdict flat(Route route, Instant now, Limits limits) {
    if (!route.metered()) {
      return new Verdict.Allowed(Map.of());
    }
    if (hour.calls(minute(now)) >= limits.flatPerHour()) {
      return new Verdict.Exhausted(
          V2Error.of(
              400,
              "Your account has generated excess API activity and is being temporarily capped."
                  + " ERROR_APIUSAGE_EXCEEDED"));
    }
    hour.add(minute(now), 1);
    return new Verdict.Allowed(Map.of());
  }

  /// The headers a call would carry if its tier were used up.
  public synchronized Map<String, String> exhaustedHeaders(Route route, Instant now) {
    Tier tier = tier(route);
    Tier shown = tier == Tier.UNLIMITED ? Tier.LOW : tier;
    return headers.ofRefusal(shown, limit(settings.get().limits(), shown), now);
  }

  /// Calls of the last sixty minutes that were let through, strangers' calls among them.
  public synchronized int callsInLastHour(Instant now) {
    catchUp(now);
    return hour.calls(minute(now));
  }

  /// How far each bounded tier is used up in the window that runs now.
  public synchronized List<Use> uses(Instant now) {
    catchUp(now);
    return List.of(use(Tier.LOW, now), use(Tier.MEDIUM, now), use(Tier.HIGH, now));
  }

  private Use use(Tier tier, Instant now) {
    Window window = window(tier, minute(now));
    return new Use(tier, limit(settings.get().limits(), tier), window.own, window.strangers);
  }

  /// A stranger makes so many calls at once; returns how many were let through.
  public synchronized int spend(Tier tier, int calls, Instant now) {
    if (calls < 0) {
      throw new IllegalArgumentException("nobody makes fewer than no calls");
    }
    catchUp(now);
    return stranger(tier, calls, minute(now));
  }

  /// A stranger takes up a habit from the next instant on; returns it with its number.
  public synchronized Habit begin(Habit habit, Instant now) {
    catchUp(now);
    return habits.add(habit);
  }

  /// A stranger gives a habit up; false if there is no such habit.
  public synchronized boolean end(int id, Instant now) {
    catchUp(now);
    return habits.drop(id);
  }

  /// All strangers give up all their habits; what they have spent stays spent.
  public synchronized void endAll(Instant now) {
    catchUp(now);
    habits.clear();
  }

  public synchronized List<Habit> habits() {
    return habits.all();
  }

  /// Forgets all counts and habits.
  public synchronized void reset() {
    windows.clear();
    hour.clear();
    habits.clear();
  }

  /// Makes the calls that strangers made by habit since somebody last looked.
  private void catchUp(Instant now) {
    long last = now.toEpochMilli();
    if (!habits.none()) {
      long first = Math.max(seen + 1, last - FORGOTTEN_MILLIS);
      while (first <= last) {
        long minute = Math.floorDiv(first, MINUTE_MILLIS);
        long end = Math.min(last, (minute + 1) * MINUTE_MILLIS - 1);
        for (Tier tier : Tier.values()) {
          stranger(tier, habits.attempts(tier, first, end), minute);
        }
        first = end + 1;
      }
    }
    seen = last;
  }

  private int stranger(Tier tier, int attempts, long minute) {
    if (attempts == 0) {
      return 0;
    }
    Limits limits = settings.get().limits();
    Window window = window(tier, minute);
    int room =
        limits.scheme() == Limits.Scheme.FLAT
            ? limits.flatPerHour() - hour.calls(minute)
            : limit(limits, tier) - window.used();
    int allowed = Math.clamp(room, 0, attempts);
    window.strangers += allowed;
    hour.add(minute, allowed);
    return allowed;
  }

  private Window window(Tier tier, long minute) {
    Window window = windows.computeIfAbsent(tier, _ -> new Window());
    if (window.minute != minute) {
      window.minute = minute;
      window.own = 0;
      window.strangers = 0;
    }
    return window;
  }

  private static int limit(Limits limits, Tier tier) {
    return switch (tier) {
      case LOW -> limits.low();
      case MEDIUM -> limits.medium();
      case HIGH -> limits.high();
      case UNLIMITED -> Integer.MAX_VALUE;
    };
  }

  private static long minute(Instant now) {
    return Math.floorDiv(now.toEpochMilli(), MINUTE_MILLIS);
  }

  /// Whether a call may go on.
  public sealed interface Verdict {
    /// It may; these headers go on its answer.
    record Allowed(Map<String, String> headers) implements Verdict {}

    /// It may not; this is its answer.
    record Exhausted(Answer answer) implements Verdict {}
  }

  /// How far a tier is used up in the window that runs now.
  ///
  /// @param tier which
  /// @param limit calls a window
  /// @param own calls of the account's API user
  /// @param strangers calls of others
  public record Use(Tier tier, int limit, int own, int strangers) {
    public int left() {
      return Math.max(0, limit - own - strangers);
    }
  }

  private static final class Window {
    private long minute;
    private int own;
    private int strangers;

    int used() {
      return own + strangers;
    }
  }
}
