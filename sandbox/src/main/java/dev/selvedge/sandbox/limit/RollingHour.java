package dev.selvedge.sandbox.limit;

import java.util.Arrays;

/// Calls of the last sixty minutes, minute by minute.
///
/// Guarded by the allowance that owns it.
final class RollingHour {
  private static final int MINUTES = 60;

  private final long[] minuteOf = new long[MINUTES];
  private final int[] callsIn = new int[MINUTES];

  void add(long minute, int calls) {
    int slot = (int) (minute % MINUTES);
    if (minuteOf[slot] != minute) {
      minuteOf[slot] = minute;
      callsIn[slot] = 0;
    }
    callsIn[slot] += calls;
  }

  int calls(long minute) {
    int calls = 0;
    for (int i = 0; i < MINUTES; i++) {
      long age = minute - minuteOf[i];
      if (age >= 0 && age < MINUTES) {
        calls += callsIn[i];
      }
    }
    return calls;
  }

  void clear() {
    Arrays.fill(callsIn, 0);
  }
}
