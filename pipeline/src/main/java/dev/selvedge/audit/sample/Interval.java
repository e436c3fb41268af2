package dev.selvedge.audit.sample;

import java.util.List;
import java.util.function.LongPredicate;

/// Between which counts the number of those that differ lies.
///
/// Each side keeps its risk whatever the truth is: drawn again and again, the limits miss it in no
/// more of the samples than was stated. For one stratum they are those of Clopper and Pearson
/// carried over to a population that is not endless. For several the risk is kept for the worst
/// spread of the differing over the strata; what that costs is that the limits are a little wider
/// than they would have to be, the more so the more unequally the strata were drawn from. Strata
/// that were looked at as a whole are counted, not estimated.
///
/// @param least at least as many differ
/// @param most at most as many differ
public record Interval(long least, long most) {
  /// The limit above alone, at the whole risk; below stands what was found.
  public static Interval upTo(Claim claim, List<Looked> strata) {
    long found = strata.stream().mapToLong(Looked::differ).sum();
    return new Interval(found, most(strata, claim.risk()));
  }

  /// Both limits, each at half the risk.
  public static Interval both(Claim claim, List<Looked> strata) {
    return new Interval(least(strata, claim.risk() / 2), most(strata, claim.risk() / 2));
  }

  private static long most(List<Looked> strata, double risk) {
    List<Looked> drawn = strata.stream().filter(one -> !one.whole()).toList();
    long counted = counted(strata);
    if (drawn.isEmpty()) {
      return counted;
    }
    WorstCase worst = new WorstCase(drawn);
    long found = drawn.stream().mapToLong(Looked::differ).sum();
    long unseen = drawn.stream().mapToLong(Looked::unseen).sum();
    return counted + last(found, found + unseen, all -> !Chance.ruledOut(worst.soFew(all), risk));
  }

  private static long least(List<Looked> strata, double risk) {
    List<Looked> drawn = strata.stream().filter(one -> !one.whole()).toList();
    long counted = counted(strata);
    if (drawn.isEmpty()) {
      return counted;
    }
    WorstCase worst = new WorstCase(drawn);
    long found = drawn.stream().mapToLong(Looked::differ).sum();
    long unseen = drawn.stream().mapToLong(Looked::unseen).sum();
    if (!Chance.ruledOut(worst.soMany(found), risk)) {
      return counted + found;
    }
    return counted
        + last(found, found + unseen, all -> Chance.ruledOut(worst.soMany(all), risk))
        + 1;
  }

  private static long counted(List<Looked> strata) {
    return strata.stream().filter(Looked::whole).mapToLong(Looked::differ).sum();
  }

  /// The last number, beginning with one for which it holds, before one for which it does not; the
  /// greatest if it holds for that.
  static long last(long from, long to, LongPredicate holds) {
    if (holds.test(to)) {
      return to;
    }
    long yes = from;
    long no = to;
    while (no - yes > 1) {
      long middle = yes + (no - yes) / 2;
      if (holds.test(middle)) {
        yes = middle;
      } else {
        no = middle;
      }
    }
    return yes;
  }
}
