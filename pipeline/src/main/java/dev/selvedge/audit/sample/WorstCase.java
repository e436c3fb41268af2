package dev.selvedge.audit.sample;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// How likely what was found could be at the very most, however those that differ are spread over
/// the strata. A limit that is drawn from it holds whatever the spread is.
///
/// Of one stratum the probability is exact. Of several of which none differed it is exact too: the
/// chance to have missed them all is greatest where each next one is put where it is likeliest to
/// be missed, since every further one in a stratum is likelier to be seen than the one before. Of
/// several of which some differed it is a bound: the number found is a sum of independent trials,
/// because a hypergeometric count is one (its generating function has real roots only), and of all
/// sums of independent trials with the same mean the binomial is the one with the widest tails
/// (Hoeffding, "On the distribution of the number of successes in independent trials", 1956), so
/// the binomial with the smallest, or the greatest, mean that any spread has is not exceeded.
final class WorstCase {
  private final List<Looked> rising;
  private final long seen;
  private final long drawn;
  private final double seenMean;

  /// Takes what was found.
  ///
  /// @param strata none of them looked at as a whole
  WorstCase(List<Looked> strata) {
    this.rising = strata.stream().sorted(Comparator.comparingDouble(Looked::fraction)).toList();
    this.seen = strata.stream().mapToLong(Looked::differ).sum();
    this.drawn = strata.stream().mapToLong(Looked::looked).sum();
    this.seenMean = strata.stream().mapToDouble(one -> one.fraction() * one.differ()).sum();
  }

  /// The chance of having found so few, if that many differ, is no greater than this.
  ///
  /// @param all at least as many as were found
  double soFew(long all) {
    if (rising.size() == 1) {
      return Chance.hypergeometric(rising.getFirst().size(), all, drawn).atMost(seen);
    }
    if (seen == 0) {
      return allMissed(rising, all);
    }
    double mean = seenMean + unseenMean(all - seen, rising);
    long trials = Math.min(drawn, all);
    return mean >= seen + 1 ? Chance.binomial(trials, mean / trials).atMost(seen) : 1;
  }

  /// The chance of having found so many, if only that many differ, is no greater than this.
  ///
  /// @param all at least as many as were found
  double soMany(long all) {
    if (seen == 0) {
      return 1;
    }
    if (rising.size() == 1) {
      return Chance.hypergeometric(rising.getFirst().size(), all, drawn).atLeast(seen);
    }
    double mean = seenMean + unseenMean(all - seen, rising.reversed());
    long trials = Math.min(drawn, all);
    return mean <= seen - 1
        ? Chance.binomial(trials, mean / trials).atLeast(seen)
        : Math.min(1, mean / seen);
  }

  /// How many more of those that were not seen are looked at on average, if they are put into the
  /// strata in this order.
  private static double unseenMean(long count, List<Looked> order) {
    double mean = 0;
    long left = count;
    for (Looked one : order) {
      long here = Math.min(left, one.unseen());
      mean += here * one.fraction();
      left -= here;
    }
    return mean;
  }

  /// The greatest chance to have missed that many in all strata.
  static double allMissed(List<Looked> strata, long count) {
    PriorityQueue<Place> places =
        new PriorityQueue<>(Comparator.comparingDouble(Place::missed).reversed());
    strata.forEach(one -> places.add(new Place(one, 0)));
    double chance = 1;
    for (long i = 0; i < count && chance > NONE; i++) {
      Place best = places.poll();
      if (best == null) {
        return 0;
      }
      chance *= best.missed();
      places.add(new Place(best.stratum(), best.taken() + 1));
    }
    return chance;
  }

  /// Far below any risk.
  private static final double NONE = 1e-12;

  /// Where the next one that differs may be.
  private record Place(Looked stratum, long taken) {
    /// The chance that it is missed when those before it were.
    double missed() {
      long others = stratum.size() - taken;
      return others <= 0 ? 0 : Math.max(0, (double) (others - stratum.looked()) / others);
    }
  }
}
