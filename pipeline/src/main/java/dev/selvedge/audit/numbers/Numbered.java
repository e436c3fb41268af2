package dev.selvedge.audit.numbers;

import java.time.Instant;
import java.util.List;

/// What the numbers of one feed's orders tell. Immutable.
///
/// @param feed `system/kind`
/// @param orders how many orders came from it
/// @param missing how many numbers never came, of all runs
/// @param set how many others that are missing among the orders did come and are no order of
///     somebody's: parked, left out by the mapping, deleted, or of somebody who was erased; or are
/// left alone
/// @param waiting how many are so new that they may still be on their way
/// @param but what may stand behind some of them all the same, a sentence; empty for nothing
/// @param runs those that are counted up, those with missing numbers first, and of them the
/// longest;
///     at most [#MOST_RUNS]
public record Numbered(
    String feed,
    Verdict verdict,
    long orders,
    long missing,
    long set,
    long waiting,
    String but,
    List<Run> runs) {
  /// So many runs are told.
  public static final int MOST_RUNS = 20;

  /// So many ranges of a run are told, the newest.
  public static final int MOST_RANGES = 50;

  public Numbered {
    runs = List.copyOf(runs);
  }

  /// One of which nothing is told but why.
  public static Numbered untold(String feed, Verdict verdict, long orders) {
    return new Numbered(feed, verdict, orders, 0, 0, 0, "", List.of());
  }

  /// Whether numbers are missing.
  public boolean isLacking() {
    return missing > 0;
  }

  /// Whether a feed's numbers tell what is missing.
  public enum Verdict {
    /// the project says so
    DECLARED("numbered consecutively, as the project says", true),
    /// nearly all of the older ones are there
    LEARNT("numbered consecutively, as the older ones show", true),
    /// too many of the older ones are not there
    SCATTERED("not numbered consecutively", false),
    /// the project says so
    DECLARED_NOT("not numbered consecutively, as the project says", false),
    TOO_FEW("too few to learn from", false),
    /// what is missing may be yet to be read
    STILL_READ("still being read for the first time", false);

    private final String words;
    private final boolean tells;

    Verdict(String words, boolean tells) {
      this.words = words;
      this.tells = tells;
    }

    /// As people read it, after what is numbered.
    public String words() {
      return words;
    }

    /// Whether a missing number tells of a missing order.
    public boolean tells() {
      return tells;
    }
  }

  /// Numbers that are written alike and counted up.
  ///
  /// @param present how many are there
  /// @param missing how many never came
  /// @param ranges the newest of what is missing, the newest first
  /// @param more how many ranges are missing beside them
  public record Run(long present, long missing, List<Range> ranges, int more) {
    public Run {
      ranges = List.copyOf(ranges);
    }
  }

  /// Numbers in a row that never came.
  ///
  /// @param from the first as it is written
  /// @param to the last
  /// @param after when the order with the number before them was placed; EPOCH where that is not
  ///     known
  /// @param before the same of the number behind them
  public record Range(String from, String to, long count, Instant after, Instant before) {}
}
