package dev.selvedge.work.send;

import dev.selvedge.Lane;
import dev.selvedge.plan.Facet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// Counts the single calls of the last moments, by facet and lane. Confined to one loop.
final class Lately {
  private final Duration span;
  private final Map<Key, Deque<Made>> made = new HashMap<>();

  Lately(Duration span) {
    this.span = span;
  }

  private record Key(Facet facet, Lane lane) {}

  private record Made(int calls, Instant at) {}

  void add(Facet facet, Lane lane, int calls, Instant now) {
    if (calls > 0) {
      made.computeIfAbsent(new Key(facet, lane), key -> new ArrayDeque<>())
          .add(new Made(calls, now));
    }
  }

  int count(Facet facet, Lane lane, Instant now) {
    Deque<Made> calls = made.getOrDefault(new Key(facet, lane), new ArrayDeque<>());
    while (!calls.isEmpty() && calls.peek().at().plus(span).isBefore(now)) {
      calls.remove();
    }
    return calls.stream().mapToInt(Made::calls).sum();
  }
}
