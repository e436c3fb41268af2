package dev.selvedge.testkit;

import dev.selvedge.IdSource;
import java.util.concurrent.atomic.AtomicLong;

/// Ids 1, 2, 3 … Thread-safe.
public final class CountingIds implements IdSource {
  private final AtomicLong last;

  public CountingIds() {
    this(0);
  }

  /// Goes on after `last`.
  public CountingIds(long last) {
    this.last = new AtomicLong(last);
  }

  @Override
  public long next() {
    return last.incrementAndGet();
  }
}
