package dev.selvedge.sandbox.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// The sandbox's clock: a source of time plus an offset that tests and demonstrations move forward.
///
/// Safe for use by several threads.
public final class MovableClock implements InstantSource {
  private final InstantSource source;
  private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

  public MovableClock(InstantSource source) {
    this.source = source;
  }

  @Override
  public Instant instant() {
    return source.instant().plus(offset.get());
  }

  /// Moves the clock by an amount, usually forward.
  public void advance(Duration amount) {
    offset.updateAndGet(amount::plus);
  }

  /// Moves the clock so that it shows the given instant now and runs on from there.
  public void moveTo(Instant instant) {
    offset.set(Duration.between(source.instant(), instant));
  }

  /// Moves the clock forward to an instant, unless it is past it already.
  public void reach(Instant instant) {
    if (instant().isBefore(instant)) {
      moveTo(instant);
    }
  }

  public Duration offset() {
    return offset.get();
  }
}
