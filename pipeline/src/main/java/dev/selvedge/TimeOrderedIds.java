package dev.selvedge;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// Ids of the form *(milliseconds × 2¹⁴ + counter) × 2⁶ + slot*: ordered by time, so that inserts
/// land at the end of an index, and unlike those of every process that has another slot.
/// Thread-safe.
public final class TimeOrderedIds implements IdSource {
  /// How many processes may hand out ids for one store at once.
  public static final int SLOTS = 64;

  private static final int COUNTER_BITS = 14;
  private static final int SLOT_BITS = 6;

  private final InstantSource clock;

  /// Milliseconds and counter of the latest id.
  private final AtomicLong last = new AtomicLong();

  private volatile int slot;

  public TimeOrderedIds(InstantSource clock) {
    this.clock = clock;
  }

  /// When an id was made, as the clock stood there.
  public static Instant madeAt(long id) {
    return Instant.ofEpochMilli(id >> (COUNTER_BITS + SLOT_BITS));
  }

  /// An id that is less than all that are made from then on.
  public static long firstAt(Instant at) {
    return (at.toEpochMilli() << (COUNTER_BITS + SLOT_BITS)) - 1;
  }

  @Override
  public long next() {
    long floor = clock.millis() << COUNTER_BITS;
    // in a millisecond that is used up, ids run ahead of the clock
    long tick = last.updateAndGet(previous -> Math.max(previous + 1, floor));
    return tick << SLOT_BITS | slot;
  }

  /// Also when the clock stands behind what is in the store.
  @Override
  public void goOn(long lastInStore, int ownSlot) {
    if (ownSlot < 0 || ownSlot >= SLOTS) {
      throw new IllegalArgumentException("there is no slot " + ownSlot);
    }
    startAfter(lastInStore);
    slot = ownSlot;
  }

  /// Makes sure that the next id is greater than one already in the store.
  public void startAfter(long id) {
    last.updateAndGet(previous -> Math.max(previous, id >> SLOT_BITS));
  }
}
