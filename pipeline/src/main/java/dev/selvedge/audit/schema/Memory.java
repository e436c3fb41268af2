package dev.selvedge.audit.schema;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is remembered of one place. Immutable.
///
/// @param begun when it was first looked at; empty if it never was
/// @param fields by their paths or names
public record Memory(Optional<Instant> begun, SortedMap<String, Remembered> fields) {
  /// Nothing.
  public static final Memory NONE = new Memory(Optional.empty(), new TreeMap<>());

  /// How long what is new is told of.
  static final Duration NEW_FOR = Duration.ofDays(14);

  /// How long what is gone is missed.
  static final Duration MISSED_FOR = Duration.ofDays(30);

  /// Copies the fields.
  public Memory {
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /// Those that came after the first look, not long ago.
  SortedMap<String, Remembered> fresh(Instant at) {
    SortedMap<String, Remembered> fresh = new TreeMap<>();
    for (Map.Entry<String, Remembered> one : fields.entrySet()) {
      Instant first = one.getValue().first();
      if (begun.isPresent() && first.isAfter(begun.get()) && first.isAfter(at.minus(NEW_FOR))) {
        fresh.put(one.getKey(), one.getValue());
      }
    }
    return fresh;
  }

  /// Whether another type came to it, not long ago.
  static boolean isRetyped(Remembered one, Instant at) {
    return one.changed().isAfter(at.minus(NEW_FOR)) && !one.before().isEmpty();
  }

  /// Whether it has been missed long enough.
  static boolean isForgotten(Remembered one, Instant at) {
    return one.seen().isBefore(at.minus(MISSED_FOR));
  }
}
