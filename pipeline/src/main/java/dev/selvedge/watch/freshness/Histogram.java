package dev.selvedge.watch.freshness;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/// How often something took how long, by the buckets of [Bounds]. Merging is adding, so that
/// minutes make hours and hours days, in any order. Immutable.
public final class Histogram {
  /// Nothing was counted.
  public static final Histogram NONE = new Histogram(new long[Bounds.buckets()], 0);

  private final long[] counts;
  private final long total;

  private Histogram(long[] counts, long total) {
    this.counts = counts;
    this.total = total;
  }

  /// Of so many in each bucket.
  ///
  /// @throws IllegalArgumentException where their number is not that of the buckets, or one is
  ///     negative
  public static Histogram of(long[] counts) {
    if (counts.length != Bounds.buckets() || Arrays.stream(counts).anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("not counts of " + Bounds.buckets() + " buckets");
    }
    return new Histogram(counts.clone(), Arrays.stream(counts).sum());
  }

  /// Of single times.
  public static Histogram of(Collection<Duration> times) {
    long[] counts = new long[Bounds.buckets()];
    times.forEach(time -> counts[Bounds.bucket(time)]++);
    return of(counts);
  }

  /// Both together.
  public Histogram plus(Histogram other) {
    long[] sum = counts.clone();
    for (int at = 0; at < sum.length; at++) {
      sum[at] += other.counts[at];
    }
    return new Histogram(sum, total + other.total);
  }

  /// How many there are in all.
  public long total() {
    return total;
  }

  /// How many there are in a bucket.
  public long in(int bucket) {
    return counts[bucket];
  }

  /// How many took no longer than this.
  ///
  /// @param bound one of the bounds, else it is not known
  /// @throws IllegalArgumentException for any other time
  public long within(Duration bound) {
    if (!Bounds.isOne(bound)) {
      throw new IllegalArgumentException("no bound of a bucket: " + bound);
    }
    return Arrays.stream(counts, 0, Bounds.bucket(bound) + 1).sum();
  }

  /// How many took longer than this.
  ///
  /// @param bound as of [#within]
  public long over(Duration bound) {
    return total - within(bound);
  }

  /// The time that this share took at most: the truth is in the same bucket, and so, from ten
  /// milliseconds on, no more than [Bounds#FACTOR] away. Of what took longer than the longest
  /// bound, that bound.
  ///
  /// @param share over 0 and up to 1: 0.5 is the middle
  /// @throws IllegalArgumentException for any other share, or where nothing was counted
  public Duration quantile(double share) {
    if (!(share > 0 && share <= 1) || total == 0) {
      throw new IllegalArgumentException("no such quantile of " + total + ": " + share);
    }
    long rank = Math.max(1, (long) Math.ceil(share * total));
    long before = 0;
    int bucket = 0;
    while (before + counts[bucket] < rank) {
      before += counts[bucket];
      bucket++;
    }
    if (bucket == Bounds.beyond()) {
      return Bounds.upTo(bucket - 1);
    }
    long from = Bounds.overMillis(bucket);
    long width = Bounds.upTo(bucket).toMillis() - from;
    return Duration.ofMillis(from + Math.ceilDiv(width * (rank - before), counts[bucket]));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Histogram histogram && Arrays.equals(counts, histogram.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "histogram of " + total;
  }
}
