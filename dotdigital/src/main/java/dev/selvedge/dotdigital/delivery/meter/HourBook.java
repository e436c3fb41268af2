package dev.selvedge.dotdigital.delivery.meter;

import java.time.Duration;
import java.time.Instant;

/// The calls of an account without tiers, which allows so many in *any* hour.
///
/// A counter that starts anew every hour could let twice as many through around the turn. So the
/// hour is cut into windows of five minutes, each of which gets the thirteenth part: however one
/// lays an hour over them, it touches thirteen at most, and 13 × 153 = 1,989 are fewer than 2,000.
///
/// What strangers take is the account's own count of the last hour less the calls made here. The
/// calls made here are known from the start of this process only, so strangers are seen after an
/// hour; before that, what is left in the hour is all that limits. Thread-safe.
final class HourBook {
  /// How many windows an hour can touch.
  static final int WINDOWS = 13;

  static final Duration WINDOW = Duration.ofMinutes(5);

  private static final int FULL_WINDOWS = WINDOWS - 1;
  private static final long WINDOW_MILLIS = WINDOW.toMillis();

  private final long perHour;
  private final long[] calls = new long[WINDOWS];
  private final long first;
  private long newest;
  private long counted;

  HourBook(long perHour, Instant now) {
    this.perHour = perHour;
    this.first = number(now);
    this.newest = first;
    this.counted = first - 1;
  }

  private static long number(Instant at) {
    return Math.floorDiv(at.toEpochMilli(), WINDOW_MILLIS);
  }

  /// How many calls a window gets.
  long perWindow() {
    return perHour / WINDOWS;
  }

  /// When the window of this instant ends.
  Instant renewsAt(Instant now) {
    return Instant.ofEpochMilli((number(now) + 1) * WINDOW_MILLIS);
  }

  /// A call was made from here.
  synchronized void add(Instant now) {
    moveTo(number(now));
    calls[slot(newest)]++;
  }

  /// Whether the account's own count has not been looked at in this window; true for one caller.
  synchronized boolean isToBeCounted(Instant now) {
    moveTo(number(now));
    boolean due = counted < newest;
    counted = newest;
    return due;
  }

  /// How many calls are left in this window.
  ///
  /// @param leftInHour how many the account says are left in the hour
  synchronized long left(long leftInHour, Instant now) {
    moveTo(number(now));
    long own = 0;
    for (long each : calls) {
      own += each;
    }
    boolean wholeHour = newest - first >= FULL_WINDOWS;
    long strangers = wholeHour ? Math.max(0, perHour - leftInHour - own) / FULL_WINDOWS : 0;
    long room = Math.min(perWindow() - calls[slot(newest)], leftInHour);
    return Math.clamp(room - strangers, 0, perWindow());
  }

  private void moveTo(long window) {
    // More than all of them need not be emptied twice.
    for (long next = Math.max(newest + 1, window - FULL_WINDOWS); next <= window; next++) {
      calls[slot(next)] = 0;
    }
    newest = Math.max(newest, window);
  }

  private static int slot(long window) {
    return (int) Math.floorMod(window, (long) WINDOWS);
  }
}
