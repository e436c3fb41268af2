package dev.selvedge.audit.schema;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is remembered after a look, and what was missed in it. Immutable.
///
/// @param missed what was there before and is not now
record Recollection(Memory after, SortedMap<String, Missed> missed) {
  /// With fewer records a first look would take for usual what is not.
  static final int LEAST = 20;

  /// Of a thousand healthy paths looked at every day one is missed by chance in three years.
  private static final double CHANCE = 1e-6;

  Recollection {
    missed = Collections.unmodifiableSortedMap(new TreeMap<>(missed));
  }

  /// Something that is not there any more.
  ///
  /// @param was as it was when it was last there
  /// @param lacking how many of the newest records are without it; 0 where nothing is counted
  record Missed(Remembered was, long lacking) {}

  /// After a look at a sample of records: what is missing in it may be so by chance, and counts as
  /// missed only where that is next to impossible.
  static Recollection ofSample(
      Memory before, SortedMap<String, Seen> now, long records, Instant at) {
    if (before.begun().isEmpty() && records < LEAST) {
      return new Recollection(before, new TreeMap<>());
    }
    SortedMap<String, Remembered> after = new TreeMap<>();
    SortedMap<String, Missed> missed = new TreeMap<>();
    now.forEach(
        (path, seen) -> {
          if (!before.fields().containsKey(path)) {
            after.put(path, Remembered.begun(seen.types(), at, seen.filled(), records));
          }
        });
    for (Map.Entry<String, Remembered> one : before.fields().entrySet()) {
      Seen seen = now.get(one.getKey());
      Remembered was = one.getValue();
      long lacking = seen == null ? records : seen.lacking();
      if (lacking >= LEAST && Rarity.ofNone(was.filled(), was.records(), lacking) < CHANCE) {
        if (!Memory.isForgotten(was, at)) {
          after.put(one.getKey(), was);
          missed.put(one.getKey(), new Missed(was, lacking));
        }
      } else if (seen != null) {
        after.put(one.getKey(), was.again(seen.types(), at, seen.filled(), records));
      } else if (!Memory.isForgotten(was, at)) {
        after.put(one.getKey(), was);
      }
    }
    return new Recollection(new Memory(before.begun().or(() -> Optional.of(at)), after), missed);
  }

  /// After a look at everything there is.
  ///
  /// @param now the type of each
  static Recollection ofAll(Memory before, SortedMap<String, String> now, Instant at) {
    SortedMap<String, Remembered> after = new TreeMap<>();
    SortedMap<String, Missed> missed = new TreeMap<>();
    now.forEach(
        (name, type) -> {
          Remembered was = before.fields().get(name);
          SortedSet<String> types = new TreeSet<>(Set.of(type));
          after.put(
              name, was == null ? Remembered.begun(types, at, 0, 0) : was.again(types, at, 0, 0));
        });
    before
        .fields()
        .forEach(
            (name, was) -> {
              if (!now.containsKey(name) && !Memory.isForgotten(was, at)) {
                after.put(name, was);
                missed.put(name, new Missed(was, 0));
              }
            });
    return new Recollection(new Memory(before.begun().or(() -> Optional.of(at)), after), missed);
  }
}
