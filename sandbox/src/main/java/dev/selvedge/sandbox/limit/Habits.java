package dev.selvedge.sandbox.limit;

import dev.selvedge.sandbox.call.Tier;
import java.util.ArrayList;
import java.util.List;

/// What strangers do regularly, worked out for a stretch of time when somebody looks.
///
/// Guarded by the allowance that owns it.
final class Habits {
  private final List<Habit> standing = new ArrayList<>();
  private int nextId = 1;

  boolean none() {
    return standing.isEmpty();
  }

  Habit add(Habit habit) {
    Habit numbered = habit.numbered(nextId++);
    standing.add(numbered);
    return numbered;
  }

  boolean drop(int id) {
    return standing.removeIf(habit -> habit.id() == id);
  }

  void clear() {
    standing.clear();
  }

  List<Habit> all() {
    return List.copyOf(standing);
  }

  /// How many calls of a tier strangers try in a stretch of time, both ends included.
  int attempts(Tier tier, long first, long last) {
    long attempts = 0;
    for (Habit habit : standing) {
      if (habit.tier() == tier) {
        attempts += habit.callsUntil(last) - habit.callsUntil(first - 1);
      }
    }
    return Math.toIntExact(attempts);
  }
}
