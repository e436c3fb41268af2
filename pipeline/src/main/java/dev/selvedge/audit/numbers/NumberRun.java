package dev.selvedge.audit.numbers;

import java.util.Arrays;

/// A run of numbers that are counted up, and the holes in it: only its ends, how many there are,
/// and the holes are held. Numbers are added in their order. Used by one thread.
final class NumberRun {
  /// With more holes it is no run.
  static final int MOST_HOLES = 20_000;

  /// A step that is longer than this, and than all that the run has, begins another run: somebody
  /// set the number forward, or it is another store's.
  private static final long STEP = 1_000;

  private static final int FIRST_ROOM = 8;

  /// So many holes are no accident.
  private static final int FEW = 3;

  /// With one hole in so many numbers, or more, holes are usual.
  private static final long RARE = 500;

  /// So many times as many are unusual.
  private static final int MANY = 3;

  private final long first;
  private long last;
  private long present = 1;
  private long[] froms = new long[FIRST_ROOM];
  private long[] tos = new long[FIRST_ROOM];
  private int holes;
  private boolean isTorn;

  NumberRun(long first) {
    this.first = first;
    this.last = first;
  }

  /// Whether a number belongs to it; any that does is to be added.
  boolean reaches(long number) {
    return number - last - 1 <= Math.max(STEP, present);
  }

  void add(long number) {
    if (number <= last) {
      return;
    }
    if (number > last + 1) {
      hole(last + 1, number - 1);
    }
    last = number;
    present++;
  }

  /// Takes over another that comes after it.
  void join(NumberRun next) {
    if (next.first > last + 1) {
      hole(last + 1, next.first - 1);
    }
    for (int at = 0; at < next.holes; at++) {
      hole(next.froms[at], next.tos[at]);
    }
    isTorn |= next.isTorn;
    last = next.last;
    present += next.present;
  }

  private void hole(long from, long to) {
    if (holes == MOST_HOLES) {
      isTorn = true;
      return;
    }
    if (holes == froms.length) {
      froms = Arrays.copyOf(froms, holes * 2);
      tos = Arrays.copyOf(tos, holes * 2);
    }
    froms[holes] = from;
    tos[holes++] = to;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  long present() {
    return present;
  }

  int holes() {
    return holes;
  }

  long from(int hole) {
    return froms[hole];
  }

  long to(int hole) {
    return tos[hole];
  }

  /// Whether it has more holes than are held.
  boolean isTorn() {
    return isTorn;
  }

  /// How much of its older half is there, from 0 to 1: what is missing since does not count against
  /// it. The half is that of the numbers that are there.
  double olderDensity() {
    long half = half();
    return (double) half / (half + older().missing());
  }

  private long half() {
    return (present + 1) / 2;
  }

  /// The holes of the older half.
  private record Older(int holes, long missing, long longest) {}

  private Older older() {
    long half = half();
    long missing = 0;
    long longest = 0;
    int at = 0;
    while (at < holes && froms[at] - first - missing < half) {
      long size = tos[at] - froms[at] + 1;
      missing += size;
      longest = Math.max(longest, size);
      at++;
    }
    return new Older(at, missing, longest);
  }

  /// The longest hole of the older half, where that has them again and again and there are not many
  /// more since; 0 where no hole is usual.
  long usualHole() {
    Older older = older();
    boolean often = older.holes() >= FEW && older.holes() * RARE >= half();
    boolean moreSince = holes - older.holes() > older.holes() * MANY + MANY;
    return often && !moreSince ? older.longest() : 0;
  }
}
