package dev.selvedge.watch.freshness;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Whether a goal's error budget is being used up too fast. Each [Pair] looks at a long window,
/// so that a hiccup is no alarm, and at a short one, so that the alarm ends soon after the
/// trouble: both must burn too fast. At least [#LEAST] must have missed the goal in the long
/// window: of a handful one is a large share and says nothing. Immutable.
///
/// @param pairs what each pair of windows came to, the most severe first
public record Burn(Goal goal, List<Seen> pairs) {
  /// What the budget is for.
  public static final Duration PERIOD = Duration.ofDays(28);

  /// Fewer that missed a goal are no alarm.
  public static final long LEAST = 10;

  /// Where so large a share misses it, it burns too fast whatever the goal is: of a goal of 90 %
  /// no share could reach the rates that are meant for 99 %.
  private static final double MOST = 0.8;

  public Burn {
    pairs = List.copyOf(pairs);
  }

  /// How soon somebody must look.
  public enum Severity {
    /// now
    URGENT,
    /// on the next working day
    SOON
  }

  /// Two windows and how much of the budget of the whole period the long one may use up.
  public enum Pair {
    FAST(Severity.URGENT, Duration.ofHours(1), Duration.ofMinutes(5), 0.02),
    STEADY(Severity.URGENT, Duration.ofHours(6), Duration.ofMinutes(30), 0.05),
    SLOW(Severity.SOON, Duration.ofDays(3), Duration.ofHours(6), 0.1);

    private final Severity severity;
    private final Duration longer;
    private final Duration shorter;
    private final double budget;

    Pair(Severity severity, Duration longer, Duration shorter, double budget) {
      this.severity = severity;
      this.longer = longer;
      this.shorter = shorter;
      this.budget = budget;
    }

    public Severity severity() {
      return severity;
    }

    public Duration longer() {
      return longer;
    }

    public Duration shorter() {
      return shorter;
    }

    /// The burn rate from which on it is too fast.
    public double rate(Goal goal) {
      double usual = budget * PERIOD.toMillis() / longer.toMillis();
      return Math.min(usual, MOST / goal.budget());
    }
  }

  /// What a pair saw.
  public record Seen(Pair pair, Share longer, Share shorter) {
    /// Whether it burns too fast in both windows, and not by a handful.
    boolean isTooFast(Goal goal) {
      double rate = pair.rate(goal);
      return longer.missed() >= LEAST && longer.burn(goal) >= rate && shorter.burn(goal) >= rate;
    }
  }

  /// Of what met and missed a goal.
  ///
  /// @param window what met and missed the goal in the last so long
  public static Burn of(Goal goal, Function<Duration, Share> window) {
    return new Burn(
        goal,
        List.of(Pair.values()).stream()
            .map(pair -> new Seen(pair, window.apply(pair.longer()), window.apply(pair.shorter())))
            .toList());
  }

  /// That somebody must look, and why.
  ///
  /// @param sentence for people; begins with what the flow is called
  public record Alarm(Pair pair, String sentence) {
    /// How soon.
    public Severity severity() {
      return pair.severity();
    }
  }

  /// The most severe alarm; empty where it does not burn too fast.
  ///
  /// @param what a name for what is late, for the sentence
  public Optional<Alarm> alarm(String what) {
    return pairs.stream()
        .filter(seen -> seen.isTooFast(goal))
        .findFirst()
        .map(seen -> new Alarm(seen.pair(), sentence(what, seen)));
  }

  private String sentence(String what, Seen seen) {
    Share share = seen.longer();
    double lasts = PERIOD.toHours() / share.burn(goal);
    return String.format(
        Locale.ROOT,
        "%s: %d of %d were later than %s in the last %s, where %s %% are to be within it. At this rate"
            + " what may be late in 28 days is used up in %s.",
        what,
        share.missed(),
        share.total(),
        Goal.span(goal.within()),
        Goal.span(seen.pair().longer()),
        goal.share(),
        lasting(lasts));
  }

  private static String lasting(double hours) {
    if (hours >= 48) {
      return Math.round(hours / 24) + " days";
    }
    return hours >= 2
        ? Math.round(hours) + " hours"
        : Math.max(1, Math.round(hours * 60)) + " minutes";
  }
}
