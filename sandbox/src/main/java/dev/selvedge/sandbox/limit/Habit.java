package dev.selvedge.sandbox.limit;

import dev.selvedge.sandbox.call.Tier;

/// What a stranger does again and again: so many calls of a tier in every window.
///
/// Windows begin at whole minutes (or hours) of the sandbox's clock, as the tiers' own do.
///
/// @param id its number; 0 until it is set
/// @param tier the tier the calls belong to
/// @param calls how many in a window
/// @param windowSeconds how long a window is: 60 or 3600
/// @param rhythm when in the window they come
public record Habit(int id, Tier tier, int calls, int windowSeconds, Rhythm rhythm) {
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;
  private static final int MOST_PER_SECOND = 500;
  private static final long SECOND_MILLIS = 1000;

  /// When in a window the calls come.
  public sealed interface Rhythm {
    /// Spread evenly over the window.
    record Even() implements Rhythm {}

    /// All at once, at that second of the window.
    record Burst(int second) implements Rhythm {}
  }

  public Habit {
    if (windowSeconds != MINUTE && windowSeconds != HOUR) {
      throw new IllegalArgumentException("a window has 60 or 3600 seconds");
    }
    if (calls < 1 || calls > windowSeconds * MOST_PER_SECOND) {
      throw new IllegalArgumentException("calls must be at least 1 and at most 500 a second");
    }
    if (rhythm instanceof Rhythm.Burst(int second) && (second < 0 || second >= windowSeconds)) {
      throw new IllegalArgumentException("the burst must lie inside the window");
    }
  }

  /// So many calls in every minute, spread evenly.
  public static Habit evenly(Tier tier, int calls) {
    return new Habit(0, tier, calls, MINUTE, new Rhythm.Even());
  }

  /// So many calls at once at a second of every minute.
  public static Habit burst(Tier tier, int calls, int second) {
    return new Habit(0, tier, calls, MINUTE, new Rhythm.Burst(second));
  }

  /// The same habit over an hour instead of a minute, as the flat scheme counts.
  public Habit hourly() {
    return new Habit(id, tier, calls, HOUR, rhythm);
  }

  Habit numbered(int number) {
    return new Habit(number, tier, calls, windowSeconds, rhythm);
  }

  /// Calls from the beginning of time up to an instant, in epoch milliseconds, that one included.
  long callsUntil(long millis) {
    long length = windowSeconds * SECOND_MILLIS;
    long inside = Math.floorMod(millis, length);
    long done =
        switch (rhythm) {
          // The call k comes in the middle of the k-th of equal parts.
          case Rhythm.Even _ -> (2 * inside * calls + length) / (2 * length);
          case Rhythm.Burst(int second) -> inside >= second * SECOND_MILLIS ? calls : 0;
        };
    return Math.floorDiv(millis, length) * calls + done;
  }
}
