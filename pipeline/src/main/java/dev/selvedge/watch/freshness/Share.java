package dev.selvedge.watch.freshness;

/// How many met a goal and how many missed it. Immutable.
public record Share(long met, long missed) {
  public static final Share NOTHING = new Share(0, 0);

  private static final int ALL = 10_000;

  public Share {
    if (met < 0 || missed < 0) {
      throw new IllegalArgumentException("less than nothing: " + met + " and " + missed);
    }
  }

  /// Of what was told.
  public static Share of(Histogram times, Goal goal) {
    long met = times.within(goal.within());
    return new Share(met, times.total() - met);
  }

  /// Both together.
  public Share plus(Share other) {
    return new Share(met + other.met, missed + other.missed);
  }

  /// The same, and so many more that missed it.
  public Share andMissed(long more) {
    return new Share(met, missed + more);
  }

  /// Of how many it is known.
  public long total() {
    return met + missed;
  }

  /// How many met it, in hundredths of a percent, rounded down: what is not all never reads as
  /// all. Of nothing all.
  public int tenThousandths() {
    return total() == 0 ? ALL : (int) (met * ALL / total());
  }

  /// How many missed it, of all; of nothing none.
  public double missing() {
    return total() == 0 ? 0 : (double) missed / total();
  }

  /// How fast this uses up the budget of a goal: at 1 it lasts just as long as it is for.
  public double burn(Goal goal) {
    return missing() / goal.budget();
  }
}
