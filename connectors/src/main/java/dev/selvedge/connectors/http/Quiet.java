package dev.selvedge.connectors.http;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Leaves one system alone for as long as it wishes, in all its feeds together. Thread-safe.
public final class Quiet {
  private final SystemName system;
  private final InstantSource clock;
  private final AtomicReference<Instant> until = new AtomicReference<>(Instant.MIN);

  public Quiet(SystemName system, InstantSource clock) {
    this.system = system;
    this.clock = clock;
  }

  /// Until when it is to be left alone, where that is yet to come.
  public Optional<Instant> until() {
    return Optional.of(until.get()).filter(end -> end.isAfter(clock.instant()));
  }

  /// To be called before each call.
  ///
  /// @throws SourceException while it is to be left alone
  public void check() {
    Optional<Instant> end = until();
    if (end.isPresent()) {
      throw new SourceException(
          system + " asked to be left alone; it is asked again in " + seconds(end.get()) + " s");
    }
  }

  /// From now on, for so long; never shorter than was said before.
  public void rest(Duration rest) {
    Instant end = clock.instant().plus(rest);
    until.accumulateAndGet(end, (old, next) -> next.isAfter(old) ? next : old);
  }

  /// The system asks to slow down: it is left alone for so long. What is to be told of it.
  public SourceException slowDown(HttpReply reply, Duration rest) {
    rest(rest);
    return new SourceException(
        system
            + " asks to slow down (HTTP "
            + reply.status()
            + "); it is left alone for "
            + Math.max(1, rest.toSeconds())
            + " s");
  }

  private long seconds(Instant end) {
    return Duration.between(clock.instant(), end).toSeconds() + 1;
  }
}
