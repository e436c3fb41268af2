package dev.selvedge.work.report;

import dev.selvedge.watch.freshness.Goal;
import dev.selvedge.watch.freshness.Histogram;
import dev.selvedge.watch.freshness.Share;
import dev.selvedge.watch.freshness.Strand;
import dev.selvedge.watch.report.Span;
import dev.selvedge.watch.report.Tallies.Decided;
import dev.selvedge.watch.report.Tallies.Moved;
import dev.selvedge.watch.report.Tallies.Raised;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What happened in one span. Immutable.
///
/// @param moved what each flow did
/// @param kept how fresh what was told was, for what has a goal
/// @param replayed how many parked things people sent on their way again
/// @param mended how many differences that audits had found were mended
/// @param earned what orders came to that were placed soon after an automation took their person
///     up; by automation, and by currency
public record Figures(
    Span span,
    Map<String, Moved> moved,
    List<Kept> kept,
    List<Decided> decided,
    List<Raised> alarms,
    long replayed,
    long mended,
    List<Earned> earned) {
  public Figures {
    moved = Collections.unmodifiableMap(new TreeMap<>(moved));
    kept = List.copyOf(kept);
    decided = List.copyOf(decided);
    alarms = List.copyOf(alarms);
    earned = List.copyOf(earned);
  }

  /// Without what audits had mended, or orders after automations.
  public Figures(
      Span span,
      Map<String, Moved> moved,
      List<Kept> kept,
      List<Decided> decided,
      List<Raised> alarms,
      long replayed) {
    this(span, moved, kept, decided, alarms, replayed, 0, List.of());
  }

  /// What one automation brought in of a currency; empty for nothing.
  public Optional<Earned> earned(String automation, String currency) {
    return earned.stream()
        .filter(one -> one.automation().equals(automation) && one.currency().equals(currency))
        .findFirst();
  }

  /// What all flows did.
  public Moved all() {
    return moved.values().stream().reduce(Moved.NOTHING, Moved::plus);
  }

  /// What one flow did.
  public Moved of(String flow) {
    return moved.getOrDefault(flow, Moved.NOTHING);
  }

  /// How much of everything was in time, each counted against its own goal.
  public Share inTime() {
    return kept.stream().map(Kept::share).reduce(Share.NOTHING, Share::plus);
  }

  /// How many decisions there were of a choice.
  public long decided(String choice) {
    return decided.stream()
        .filter(one -> one.choice().equals(choice))
        .mapToLong(Decided::count)
        .sum();
  }

  /// How many alarms were raised in it; those that were open before are not counted.
  public long raised() {
    return alarms.stream().filter(one -> !one.raisedAt().isBefore(span.start())).count();
  }

  /// How many alarms were not over at its end.
  public long stillOpen() {
    return alarms.stream().filter(one -> one.isOpen(span.end())).count();
  }

  /// Orders of one currency that were placed soon after an automation took their person up.
  ///
  /// @param net what they are worth, without what was cancelled or refunded since
  public record Earned(String automation, String currency, long orders, BigDecimal net) {}

  /// How fresh one matter of one flow was.
  ///
  /// @param times of what was told
  public record Kept(Strand strand, Goal goal, Histogram times) {
    /// Against the goal.
    public Share share() {
      return Share.of(times, goal);
    }

    /// Whether the share in time was as promised.
    public boolean isKept() {
      return share().missing() <= goal.budget();
    }

    /// How much of what might be late in the span was left at its end: 1 for all, 0 for nothing,
    /// less where more was late than might be.
    public double budgetLeft() {
      return 1 - share().burn(goal);
    }
  }
}
