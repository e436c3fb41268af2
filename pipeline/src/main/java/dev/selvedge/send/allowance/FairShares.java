package dev.selvedge.send.allowance;

import java.util.ArrayList;
import java.util.List;

/// Divides what may leave among those that wait: everyone gets as much as the others until they
/// have all they want. Pure.
public final class FairShares {
  private FairShares() {}

  /// How many of `total` each gets.
  ///
  /// @param wants how many each has; not negative
  /// @return in the same order; together the lesser of `total` and all wants
  public static List<Integer> of(int total, List<Long> wants) {
    long[] given = new long[wants.size()];
    long left = Math.max(0, total);
    List<Integer> hungry = new ArrayList<>();
    for (int i = 0; i < wants.size(); i++) {
      if (wants.get(i) > 0) {
        hungry.add(i);
      }
    }
    while (left > 0 && !hungry.isEmpty()) {
      long each = Math.max(1, left / hungry.size());
      for (int i : List.copyOf(hungry)) {
        long more = Math.min(Math.min(each, wants.get(i) - given[i]), left);
        given[i] += more;
        left -= more;
        if (given[i] >= wants.get(i)) {
          hungry.remove(Integer.valueOf(i));
        }
      }
    }
    List<Integer> shares = new ArrayList<>(given.length);
    for (long share : given) {
      shares.add((int) share);
    }
    return shares;
  }
}
