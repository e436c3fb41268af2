package dev.selvedge.sandbox.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When the whole system is ill, by the sandbox's clock: it is looked at with every call.
///
/// Safe for use by several threads.
public final class Outages {
  private final InstantSource clock;
  private final List<Outage> planned = new ArrayList<>();

  public Outages(InstantSource clock) {
    this.clock = clock;
  }

  /// Begins one that lasts until it is lifted.
  public void begin(Outage.Kind kind) {
    plan(new Outage(kind, clock.instant(), Instant.MAX));
  }

  /// Begins one that ends by itself.
  public void begin(Outage.Kind kind, Duration howLong) {
    Instant now = clock.instant();
    plan(new Outage(kind, now, now.plus(howLong)));
  }

  /// Plans one for later.
  public synchronized void plan(Outage outage) {
    planned.add(outage);
  }

  /// Ends the one that is on and forgets those that are planned.
  public synchronized void lift() {
    planned.clear();
  }

  /// The one that is on, if any.
  public synchronized Optional<Outage> at(Instant now) {
    if (planned.isEmpty()) {
      return Optional.empty();
    }
    return planned.stream().filter(outage -> outage.covers(now)).findFirst();
  }

  public synchronized List<Outage> planned() {
    return List.copyOf(planned);
  }
}
