package dev.selvedge.sandbox.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Places among the active jobs that strangers' jobs take up for a while.
///
/// Safe for use by several threads.
public final class HeldPlaces {
  private final List<Holding> holdings = new ArrayList<>();

  /// Takes so many places until an instant of the sandbox's clock.
  public synchronized void hold(JobKind kind, int places, Instant until) {
    if (places < 1) {
      throw new IllegalArgumentException("at least one place must be held");
    }
    holdings.add(new Holding(kind, places, until));
  }

  /// How many places of a kind strangers hold now.
  public synchronized int held(JobKind kind, Instant now) {
    holdings.removeIf(holding -> !holding.until.isAfter(now));
    return holdings.stream()
        .filter(holding -> holding.kind == kind)
        .mapToInt(Holding::places)
        .sum();
  }

  public synchronized List<Holding> all() {
    return List.copyOf(holdings);
  }

  public synchronized void clear() {
    holdings.clear();
  }

  /// Places that are taken until an instant.
  public record Holding(JobKind kind, int places, Instant until) {}
}
