package dev.selvedge.app.automation.example;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// The time of an example. Thread-safe.
final class PlayClock implements InstantSource {
  private final AtomicReference<Instant> now;

  PlayClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  void to(Instant time) {
    now.set(time);
  }

  void advance(Duration by) {
    now.updateAndGet(time -> time.plus(by));
  }
}
