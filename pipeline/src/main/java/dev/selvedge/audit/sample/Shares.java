package dev.selvedge.audit.sample;

/// Between which shares that of the differing lies when nobody knows how many there are: the limits
/// of Clopper and Pearson. Each keeps its risk whatever the truth is.
///
/// @param least from 0 to 1, rounded down
/// @param most from 0 to 1, rounded up
public record Shares(double least, double most) {
  private static final int HALVINGS = 60;

  /// The limit above alone, at the whole risk.
  ///
  /// @param looked how many were looked at
  /// @param differ how many of them differed
  public static Shares upTo(Claim claim, long looked, long differ) {
    check(looked, differ);
    return new Shares(0, most(claim.risk(), looked, differ));
  }

  /// Both limits, each at half the risk.
  ///
  /// @param looked how many were looked at
  /// @param differ how many of them differed
  public static Shares both(Claim claim, long looked, long differ) {
    check(looked, differ);
    double least = 1 - most(claim.risk() / 2, looked, looked - differ);
    return new Shares(Math.max(0, Math.nextDown(least)), most(claim.risk() / 2, looked, differ));
  }

  private static double most(double risk, long looked, long differ) {
    if (differ == looked) {
      return 1;
    }
    double possible = (double) differ / looked;
    double impossible = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (possible + impossible) / 2;
      if (Chance.ruledOut(Chance.binomial(looked, middle).atMost(differ), risk)) {
        impossible = middle;
      } else {
        possible = middle;
      }
    }
    return impossible;
  }

  private static void check(long looked, long differ) {
    if (differ < 0 || differ > looked || looked > Stratum.MOST) {
      throw new IllegalArgumentException(
          "Of " + looked + " looked at, " + differ + " cannot differ");
    }
  }
}
