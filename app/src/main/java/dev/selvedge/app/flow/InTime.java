package dev.selvedge.app.flow;

import dev.selvedge.watch.freshness.Freshness;
import dev.selvedge.watch.freshness.Goal;
import dev.selvedge.watch.freshness.Share;
import java.math.BigDecimal;
import java.util.List;

/// How much of a flow, or of one matter of it, was told in time over the last day. Immutable.
///
/// @param share each counted against its own goal
/// @param kept whether all of its goals were kept
/// @param goals what was promised, in words; one where all of the flow has the same
/// @param late what is not told yet and is too late already
public record InTime(Share share, boolean kept, List<String> goals, long late) {
  /// Nothing is known.
  public static final InTime NOTHING = new InTime(Share.NOTHING, true, List.of(), 0);

  public InTime {
    goals = List.copyOf(goals);
  }

  /// Of all that is measured of a flow.
  public static InTime of(List<Freshness> all) {
    return all.stream().map(InTime::of).reduce(NOTHING, InTime::plus);
  }

  /// Of one matter.
  public static InTime of(Freshness one) {
    return new InTime(one.ofDay(), one.isKept(), List.of(one.goal().words()), one.lateNow());
  }

  private InTime plus(InTime other) {
    List<String> both =
        java.util.stream.Stream.concat(goals.stream(), other.goals.stream()).distinct().toList();
    return new InTime(share.plus(other.share), kept && other.kept, both, late + other.late);
  }

  /// Whether anything was told, or should have been.
  public boolean isKnown() {
    return share.total() > 0;
  }

  /// `99.42 %`; nothing that is not all reads as 100 %.
  public String words() {
    return words(share);
  }

  /// The same of any share.
  public static String words(Share share) {
    return BigDecimal.valueOf(share.tenThousandths(), 2).stripTrailingZeros().toPlainString()
        + " %";
  }

  /// What was promised: `99 % within 60 s`, or that there are several goals.
  public String promise() {
    return switch (goals.size()) {
      case 0 -> "";
      case 1 -> goals.getFirst();
      default -> String.join("; ", goals);
    };
  }

  /// How much of what may be late in 28 days is left: `83 %`, `used up`.
  public static String budget(Freshness one) {
    long left = (long) Math.floor(one.budgetLeft() * 100);
    return left > 0 ? left + " %" : "used up";
  }

  /// How long the goal is, for a line in a plot.
  public static long millis(Goal goal) {
    return goal.within().toMillis();
  }
}
