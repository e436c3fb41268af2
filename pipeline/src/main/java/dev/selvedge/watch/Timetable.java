package dev.selvedge.watch;

import java.time.Duration;
import java.time.Instant;

/// When a feed is read: what is planned, whatever delays it. Pure, and safe to share.
public interface Timetable {
  /// The first planned instant that is later than this one.
  Instant after(Instant last);

  /// Whether a hub that starts reads at once. Where not, it reads at once only what was planned
  /// while it was away, once, however often that was.
  boolean readsAtStart();

  /// So long after the end of the reading before.
  static Timetable every(Duration rest) {
    return new Every(rest);
  }

  /// How far apart the two planned instants after this one are.
  default Duration gapAfter(Instant last) {
    Instant next = after(last);
    return Duration.between(next, after(next));
  }

  /// The longest time that passes between two planned instants, as of the two weeks after this
  /// one: nights and weekends are in that.
  default Duration longestGap(Instant from) {
    Instant until = from.plus(Duration.ofDays(14));
    Duration longest = Duration.ZERO;
    Instant at = after(from);
    for (int i = 0; i < 5_000 && at.isBefore(until); i++) {
      Instant next = after(at);
      Duration gap = Duration.between(at, next);
      longest = gap.compareTo(longest) > 0 ? gap : longest;
      at = next;
    }
    return longest.isZero() ? gapAfter(from) : longest;
  }

  /// At intervals.
  record Every(Duration rest) implements Timetable {
    public Every {
      if (!rest.isPositive()) {
        throw new IllegalArgumentException("a feed is read at intervals: " + rest);
      }
    }

    @Override
    public Instant after(Instant last) {
      return last.plus(rest);
    }

    @Override
    public boolean readsAtStart() {
      return true;
    }

    @Override
    public Duration longestGap(Instant from) {
      return rest;
    }
  }
}
