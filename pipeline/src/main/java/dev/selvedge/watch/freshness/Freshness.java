package dev.selvedge.watch.freshness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// How fresh one strand is against its goal. What was told counts when the target acknowledged
/// it. What is not told yet and is already too late counts as missed, else an outage would look
/// fresh: what is due or held in every window, since it is missing now; what is parked in the
/// windows in which it came to miss its goal, to within a bucket of its age, since people are
/// told of it apart. Immutable.
///
/// @param day what was told in the last day
/// @param ofDay the same against the goal, with what is not told yet
/// @param ofPeriod over the 28 days that the error budget is for
/// @param late what is not told yet and is too late
public record Freshness(
    Strand strand,
    Goal goal,
    Histogram day,
    Share ofDay,
    Share ofPeriod,
    Burn burn,
    Map<FreshnessLog.Why, Long> late) {
  private static final Duration DAY = Duration.ofDays(1);

  public Freshness {
    late = Map.copyOf(late);
  }

  /// How much of what may miss the goal in 28 days is left: 1 for all, 0 for nothing, less where
  /// more missed it than may.
  public double budgetLeft() {
    return 1 - ofPeriod.burn(goal);
  }

  /// Whether the share within the goal was as promised over the last day.
  public boolean isKept() {
    return ofDay.total() == 0 || ofDay.missing() <= goal.budget();
  }

  /// How many are too late and not told yet.
  public long lateNow() {
    return late.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Reads all strands of which something was told in 28 days or is on its way, by name.
  public static List<Freshness> read(FreshnessLog log, Goals goals, Instant now) {
    Map<Duration, Map<Strand, Histogram>> told = new HashMap<>();
    windows().forEach(span -> told.put(span, told(log, span, now)));
    Map<Strand, List<FreshnessLog.Open>> open = new HashMap<>();
    for (FreshnessLog.Open one : log.open(now)) {
      open.computeIfAbsent(one.strand(), strand -> new ArrayList<>()).add(one);
    }
    Set<Strand> strands = new TreeSet<>(open.keySet());
    told.values().forEach(window -> strands.addAll(window.keySet()));
    List<Freshness> all = new ArrayList<>();
    for (Strand strand : strands) {
      goals
          .of(strand)
          .ifPresent(
              goal -> {
                Map<Duration, Histogram> times = new HashMap<>();
                told.forEach(
                    (span, window) -> times.put(span, window.getOrDefault(strand, Histogram.NONE)));
                all.add(of(strand, goal, times, open.getOrDefault(strand, List.of())));
              });
    }
    return all;
  }

  /// @param told what was told in each of the windows
  static Freshness of(
      Strand strand, Goal goal, Map<Duration, Histogram> told, Collection<FreshnessLog.Open> open) {
    Map<FreshnessLog.Why, Long> late = new EnumMap<>(FreshnessLog.Why.class);
    for (FreshnessLog.Open one : open) {
      long over = one.ages().over(goal.within());
      if (over > 0) {
        late.merge(one.why(), over, Long::sum);
      }
    }
    Map<Duration, Share> shares = new HashMap<>();
    told.forEach(
        (span, times) ->
            shares.put(span, Share.of(times, goal).andMissed(missing(goal, span, open))));
    return new Freshness(
        strand,
        goal,
        at(told, DAY),
        shareAt(shares, DAY),
        shareAt(shares, Burn.PERIOD),
        Burn.of(goal, span -> shareAt(shares, span)),
        late);
  }

  private static Histogram at(Map<Duration, Histogram> told, Duration span) {
    return told.getOrDefault(span, Histogram.NONE);
  }

  private static Share shareAt(Map<Duration, Share> shares, Duration span) {
    return shares.getOrDefault(span, Share.NOTHING);
  }

  private static long missing(Goal goal, Duration span, Collection<FreshnessLog.Open> open) {
    Duration missedUpTo = Bounds.atLeast(goal.within().plus(span));
    long missing = 0;
    for (FreshnessLog.Open one : open) {
      long over = one.ages().over(goal.within());
      missing +=
          switch (one.why()) {
            case DUE, HELD -> over;
            case PARKED -> over - one.ages().over(missedUpTo);
          };
    }
    return missing;
  }

  private static Map<Strand, Histogram> told(FreshnessLog log, Duration span, Instant now) {
    Grain grain = Grain.forSpan(span);
    return log.since(grain, grain.start(now.minus(span)));
  }

  private static Set<Duration> windows() {
    Set<Duration> windows = new TreeSet<>(Set.of(DAY, Burn.PERIOD));
    for (Burn.Pair pair : Burn.Pair.values()) {
      windows.add(pair.longer());
      windows.add(pair.shorter());
    }
    return windows;
  }
}
