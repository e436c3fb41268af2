package dev.selvedge;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// Ids of the form *milliseconds × 2²⁰ + counter*: ordered by time, so that inserts land at the
/// end of an index, and unique within one process. Thread-safe.
public final class TimeOrderedIds implements IdSource {
  private static final int COUNTER_BITS = 20;

  private final InstantSource clock;
  private final AtomicLong last = new AtomicLong();

  public TimeOrderedIds(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public long next() {
    long floor = clock.millis() << COUNTER_BITS;
    return last.updateAndGet(previous -> Math.max(previous + 1, floor));
  }

  /// Makes sure that the next id is greater than one already in the store, even when the clock
  /// stands behind it.
  public void startAfter(long id) {
    last.updateAndGet(previous -> Math.max(previous, id));
  }
}
