package dev.selvedge.audit.sample;

import java.util.function.LongToDoubleFunction;

/// How likely a count is, for the two ways of drawing. Every probability is the product of exact
/// ratios of neighbours, begun at the likeliest count and divided by the sum of all, so that no
/// factorial and no logarithm is taken and nothing cancels: for a million the relative error is
/// below 1e-10, and what is compared with a risk keeps clear of it.
///
/// @param least the smallest possible count
/// @param most the greatest possible count
/// @param likeliest the count where the ratios begin
/// @param ratio how much likelier than a count the next one is
record Chance(long least, long most, long likeliest, LongToDoubleFunction ratio) {
  /// What is added to this end is lost on no figure.
  private static final double NOTHING = 1e-300;

  private static final double ROUNDING = 1e-9;

  /// Without putting back: of a population of whom some are marked, so many are drawn, and the
  /// count is of the marked among them (the hypergeometric distribution).
  static Chance hypergeometric(long population, long marked, long drawn) {
    long mode = (long) (((double) drawn + 1) * ((double) marked + 1) / ((double) population + 2));
    long least = Math.max(0, drawn + marked - population);
    long most = Math.min(drawn, marked);
    return new Chance(
        least,
        most,
        Math.clamp(mode, least, most),
        j ->
            (double) (marked - j)
                * (drawn - j)
                / ((j + 1.0) * (population - marked - drawn + j + 1.0)));
  }

  /// So many independent trials of one chance, and the count is of those that come off.
  ///
  /// @param chance from 0 to 1
  static Chance binomial(long trials, double chance) {
    if (chance <= 0) {
      return new Chance(0, 0, 0, j -> 0);
    }
    if (chance >= 1) {
      return new Chance(trials, trials, trials, j -> 0);
    }
    double odds = chance / (1 - chance);
    return new Chance(
        0,
        trials,
        Math.clamp((long) ((trials + 1.0) * chance), 0, trials),
        j -> (trials - j) / (j + 1.0) * odds);
  }

  /// How likely a count of at most this is.
  double atMost(long count) {
    if (count < least) {
      return 0;
    }
    if (count >= most) {
      return 1;
    }
    double below = 0;
    double above = 0;
    double weight = 1;
    for (long j = likeliest; j <= most && weight > NOTHING; j++) {
      if (j <= count) {
        below += weight;
      } else {
        above += weight;
      }
      weight *= ratio.applyAsDouble(j);
    }
    weight = 1;
    for (long j = likeliest - 1; j >= least && weight > NOTHING; j--) {
      weight /= ratio.applyAsDouble(j);
      if (j <= count) {
        below += weight;
      } else {
        above += weight;
      }
    }
    return below / (below + above);
  }

  /// How likely a count of at least this is.
  double atLeast(long count) {
    if (count <= least) {
      return 1;
    }
    return new Chance(-most, -least, -likeliest, j -> 1 / ratio.applyAsDouble(-j - 1))
        .atMost(-count);
  }

  /// Whether what has this probability is ruled out at that risk. What may be equal but for the
  /// rounding is not: a limit is then one too wide, never one too narrow.
  static boolean ruledOut(double probability, double risk) {
    return probability <= risk * (1 - ROUNDING);
  }
}
