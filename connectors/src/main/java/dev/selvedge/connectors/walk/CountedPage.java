package dev.selvedge.connectors.walk;

import java.util.List;

/// A page of a list that is asked for by page number and page size, chosen so that it holds the row
/// behind so many others and at least one more. Immutable.
///
/// @param number counted from 1
/// @param size rows a page
/// @param within how many of its rows come before the one that is wanted
public record CountedPage(int number, int size, int within) {
  private static final int FEWEST = 2;

  /// The page with the row behind `skip` others: of those with no more rows than are wanted the one
  /// that gives most, of larger ones the smallest that does.
  ///
  /// @param take how many rows are wanted, at least 2
  /// @param most how many the system gives a page, no fewer than are wanted
  public static CountedPage holding(int skip, int take, int most) {
    CountedPage best = of(skip, take);
    for (int size = take - 1; size >= FEWEST && best.fresh() < size; size--) {
      CountedPage page = of(skip, size);
      best = page.fresh() > best.fresh() ? page : best;
    }
    for (int size = take + 1; size <= most && best.fresh() < FEWEST; size++) {
      CountedPage page = of(skip, size);
      best = page.fresh() <= take ? page : best;
    }
    if (best.fresh() >= FEWEST) {
      return best;
    }
    // Where two or three rows are wanted, it may be that no page ends right behind them.
    for (int size = take + 1; size <= most && best.fresh() != FEWEST + 1; size++) {
      CountedPage page = of(skip, size);
      boolean better = best.fresh() < FEWEST || page.fresh() < best.fresh();
      best = page.fresh() > FEWEST && better ? page : best;
    }
    return best;
  }

  private static CountedPage of(int skip, int size) {
    return new CountedPage(skip / size + 1, size, skip % size);
  }

  /// How many rows it gives where the list goes on.
  public int fresh() {
    return size - within;
  }

  /// What is wanted of its rows.
  public <T> List<T> cut(List<T> rows) {
    return rows.subList(Math.min(within, rows.size()), rows.size());
  }
}
