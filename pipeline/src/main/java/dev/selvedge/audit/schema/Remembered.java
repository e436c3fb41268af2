package dev.selvedge.audit.schema;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// What is remembered of one path, data field or column. Immutable.
///
/// @param types every type it was seen with; a type is not forgotten, so that a value that is
///     written in two ways is told of once
/// @param before the types before the last one came; empty if none came
/// @param first when it was first seen
/// @param changed when the last type came; the epoch if none came
/// @param seen when it was last there
/// @param filled in how many of `records` it was filled then
/// @param records how many were looked at then; 0 where nothing is counted
public record Remembered(
    SortedSet<String> types,
    SortedSet<String> before,
    Instant first,
    Instant changed,
    Instant seen,
    long filled,
    long records) {
  /// Copies the types.
  public Remembered {
    types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
    before = Collections.unmodifiableSortedSet(new TreeSet<>(before));
  }

  /// One that was not there before.
  static Remembered begun(SortedSet<String> types, Instant at, long filled, long records) {
    return new Remembered(types, new TreeSet<>(), at, Instant.EPOCH, at, filled, records);
  }

  /// The same, seen again.
  Remembered again(SortedSet<String> now, Instant at, long nowFilled, long nowRecords) {
    if (types.containsAll(now)) {
      return new Remembered(types, before, first, changed, at, nowFilled, nowRecords);
    }
    SortedSet<String> all = new TreeSet<>(types);
    all.addAll(now);
    return new Remembered(all, types, first, at, at, nowFilled, nowRecords);
  }

  /// The types that came last.
  SortedSet<String> came() {
    SortedSet<String> came = new TreeSet<>(types);
    came.removeAll(before);
    return came;
  }
}
