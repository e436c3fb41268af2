package dev.selvedge.audit.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// How many of one stratum are looked at.
///
/// @param draw from 0 to the stratum's size
public record Quota(Stratum stratum, long draw) {
  /// Checks the number.
  ///
  /// @throws IllegalArgumentException if it is out of bounds
  public Quota {
    if (draw < 0 || draw > stratum.size()) {
      throw new IllegalArgumentException(
          "Of the " + stratum.size() + " of " + stratum.name() + " cannot be drawn " + draw);
    }
  }

  /// Shares a sample out over the strata in proportion to their sizes, by largest remainders; of
  /// each that is not empty at least one.
  ///
  /// @param total how many in all; less than one of each stratum becomes one of each, more than
  ///     there are becomes all
  /// @return in the order of the strata, an empty one with 0
  public static List<Quota> proportional(List<Stratum> strata, long total) {
    long population = strata.stream().mapToLong(Stratum::size).sum();
    long filled = strata.stream().filter(stratum -> stratum.size() > 0).count();
    long wanted = Math.clamp(total, filled, Math.max(filled, population));
    long[] drawn = new long[strata.size()];
    double[] below = new double[strata.size()];
    long left = wanted;
    for (int i = 0; i < drawn.length; i++) {
      long size = strata.get(i).size();
      double share = population == 0 ? 0 : (double) wanted * size / population;
      drawn[i] = Math.min(size, Math.max(1, (long) share));
      below[i] = share - drawn[i];
      left -= drawn[i];
    }
    even(strata, drawn, below, left);
    List<Quota> quotas = new ArrayList<>();
    for (int i = 0; i < drawn.length; i++) {
      quotas.add(new Quota(strata.get(i), drawn[i]));
    }
    return List.copyOf(quotas);
  }

  /// Gives what is left to those furthest below their share, or takes what is too much from those
  /// furthest above it, one from each in every round.
  private static void even(List<Stratum> strata, long[] drawn, double[] below, long left) {
    int step = left < 0 ? -1 : 1;
    List<Integer> order =
        IntStream.range(0, drawn.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -step * below[i]))
            .toList();
    long rest = Math.abs(left);
    while (rest > 0) {
      long before = rest;
      for (int i : order) {
        long changed = drawn[i] + step;
        if (rest > 0 && changed >= 1 && changed <= strata.get(i).size()) {
          drawn[i] = changed;
          rest--;
        }
      }
      if (rest == before) {
        throw new IllegalStateException("No stratum can take the remaining " + rest);
      }
    }
  }
}
