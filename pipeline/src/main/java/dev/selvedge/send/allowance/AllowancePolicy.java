package dev.selvedge.send.allowance;

import dev.selvedge.Lane;

/// How a project wants its allowance used. Immutable.
///
/// @param ceilingPercent at most so much of what the target allows, 1 to 100; the rest is for the
///     customer's other integrations
/// @param urgentPercent the lanes' guaranteed shares of that; together at most 100
public record AllowancePolicy(
    int ceilingPercent, int urgentPercent, int normalPercent, int bulkPercent) {
  private static final int WHOLE = 100;

  public AllowancePolicy {
    if (ceilingPercent < 1 || ceilingPercent > WHOLE) {
      throw new IllegalArgumentException("a ceiling is 1 to 100 %: " + ceilingPercent);
    }
    if (Math.min(urgentPercent, Math.min(normalPercent, bulkPercent)) < 0
        || urgentPercent + normalPercent + bulkPercent > WHOLE) {
      throw new IllegalArgumentException("the lanes' shares are more than the whole");
    }
  }

  /// Everything may be used; a fifth is kept ready for what is urgent.
  public static AllowancePolicy standard() {
    return new AllowancePolicy(WHOLE, 20, 50, 30);
  }

  /// The same, using at most so many per cent of what the account allows.
  public AllowancePolicy withCeiling(int percent) {
    return new AllowancePolicy(percent, urgentPercent, normalPercent, bulkPercent);
  }

  /// The calls of a window that the project may make at most.
  public long budget(long limit) {
    return Math.max(1, limit * ceilingPercent / WHOLE);
  }

  /// A lane's share of a budget, in calls; not rounded, since small windows matter.
  public double share(Lane lane, long budget) {
    int percent =
        switch (lane) {
          case URGENT -> urgentPercent;
          case NORMAL -> normalPercent;
          case BULK -> bulkPercent;
        };
    return (double) budget * percent / WHOLE;
  }
}
