package dev.selvedge.work.audit;

/// A set of numbers that only grows, without an object for each: a million of them take 16 to 32
/// MB. Used by one thread.
final class Seen {
  private static final int FIRST = 1 << 10;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final long EMPTY = 0;

  private long[] slots = new long[FIRST];
  private int size;
  private boolean zero;

  /// {@return whether it is new}
  boolean add(long number) {
    if (number == EMPTY) {
      boolean isNew = !zero;
      zero = true;
      return isNew;
    }
    if (size * 2 >= slots.length) {
      grow();
    }
    return put(slots, number);
  }

  boolean has(long number) {
    if (number == EMPTY) {
      return zero;
    }
    int at = place(slots, number);
    while (slots[at] != EMPTY) {
      if (slots[at] == number) {
        return true;
      }
      at = (at + 1) & (slots.length - 1);
    }
    return false;
  }

  /// Of a text, by 64 bits of its fingerprint: that two of a million fall together happens once in
  /// tens of millions of audits.
  static long of(String text) {
    long hash = 1125899906842597L;
    for (int at = 0; at < text.length(); at++) {
      hash = (hash ^ text.charAt(at)) * 0x100000001b3L;
      hash ^= hash >>> 29;
    }
    hash *= SPREAD;
    return hash ^ (hash >>> 32);
  }

  private boolean put(long[] into, long number) {
    int at = place(into, number);
    while (into[at] != EMPTY) {
      if (into[at] == number) {
        return false;
      }
      at = (at + 1) & (into.length - 1);
    }
    into[at] = number;
    size++;
    return true;
  }

  private void grow() {
    long[] before = slots;
    slots = new long[before.length * 2];
    size = 0;
    for (long number : before) {
      if (number != EMPTY) {
        put(slots, number);
      }
    }
  }

  private static int place(long[] slots, long number) {
    long spread = number * SPREAD;
    return (int) (spread >>> 32) & (slots.length - 1);
  }
}
