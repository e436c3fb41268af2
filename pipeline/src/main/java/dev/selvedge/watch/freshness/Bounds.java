package dev.selvedge.watch.freshness;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The buckets into which times are counted: log-spaced, each bound at most one and a half times
/// the one before, and all of them times that people would promise. So a share within a promised
/// time is exact, and a quantile is known to within that factor. Never changed, only added to at
/// the end: stores hold counts by number.
public final class Bounds {
  /// From one bound to the next.
  public static final double FACTOR = 1.5;

  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private static final long[] MILLIS = {
    10,
    15,
    20,
    30,
    40,
    50,
    75,
    100,
    150,
    200,
    300,
    400,
    500,
    750,
    SECOND,
    1500,
    2 * SECOND,
    3 * SECOND,
    4 * SECOND,
    5 * SECOND,
    7500,
    10 * SECOND,
    15 * SECOND,
    20 * SECOND,
    30 * SECOND,
    45 * SECOND,
    MINUTE,
    90 * SECOND,
    2 * MINUTE,
    3 * MINUTE,
    4 * MINUTE,
    5 * MINUTE,
    450 * SECOND,
    10 * MINUTE,
    15 * MINUTE,
    20 * MINUTE,
    30 * MINUTE,
    45 * MINUTE,
    HOUR,
    90 * MINUTE,
    2 * HOUR,
    3 * HOUR,
    4 * HOUR,
    6 * HOUR,
    8 * HOUR,
    12 * HOUR,
    18 * HOUR,
    DAY,
    36 * HOUR,
    2 * DAY,
    3 * DAY,
    4 * DAY,
    5 * DAY,
    7 * DAY,
    10 * DAY,
    14 * DAY,
    21 * DAY,
    28 * DAY
  };

  private Bounds() {}

  /// How many buckets there are: one up to each bound, and one for what took longer than the last.
  public static int buckets() {
    return MILLIS.length + 1;
  }

  /// The bucket of what took longer than the last bound, or never came.
  public static int beyond() {
    return MILLIS.length;
  }

  /// The bucket of a time; what seems to have come before it left counts as at once.
  public static int bucket(Duration time) {
    return bucket(time.toMillis());
  }

  /// The same of milliseconds.
  public static int bucket(long millis) {
    int at = Arrays.binarySearch(MILLIS, millis);
    return at >= 0 ? at : -at - 1;
  }

  /// The longest time of a bucket.
  ///
  /// @throws IllegalArgumentException for the last bucket, which has none
  public static Duration upTo(int bucket) {
    if (bucket < 0 || bucket >= MILLIS.length) {
      throw new IllegalArgumentException("no bucket with a bound: " + bucket);
    }
    return Duration.ofMillis(MILLIS[bucket]);
  }

  /// What every time of a bucket is longer than; nothing for the first.
  static long overMillis(int bucket) {
    return bucket == 0 ? 0 : MILLIS[bucket - 1];
  }

  /// The bounds, shortest first.
  public static List<Duration> all() {
    return Arrays.stream(MILLIS).mapToObj(Duration::ofMillis).toList();
  }

  /// Whether shares within this time are exact.
  public static boolean isOne(Duration time) {
    return Arrays.binarySearch(MILLIS, time.toMillis()) >= 0;
  }

  /// The shortest bound that is no shorter than this, or the longest there is.
  public static Duration atLeast(Duration time) {
    return upTo(Math.min(bucket(time), MILLIS.length - 1));
  }

  /// The bucket of a number of milliseconds as an SQL expression over integers.
  ///
  /// @param millis the expression that gives them
  public static String sql(String millis) {
    return IntStream.range(0, MILLIS.length)
        .mapToObj(at -> "when " + millis + " <= " + MILLIS[at] + " then " + at)
        .collect(Collectors.joining(" ", "case ", " else " + MILLIS.length + " end"));
  }
}
