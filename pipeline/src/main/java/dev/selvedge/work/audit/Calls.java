package dev.selvedge.work.audit;

import dev.selvedge.audit.Mirror;
import dev.selvedge.connector.SourceException;
import dev.selvedge.work.poll.TollGate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// The calls of one audit to its target: as many as it may make, each taken from the allowance that
/// all share, and tried again a few times. Used by one thread.
final class Calls {
  /// Why it ends where the hub does.
  static final String STOPPED = "the hub was stopped";

  /// Why it ends where another hub may lead.
  static final String OVERTAKEN = "the hub does not lead any more";

  /// Why one ended that stands as running though nobody makes it.
  static final String LEFT = "the hub was stopped, or another one leads since";

  private static final List<Duration> RESTS =
      List.of(Duration.ofSeconds(2), Duration.ofSeconds(15), Duration.ofSeconds(70));

  /// How long an audit waits for its turn before it gives up: what is sent goes first.
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private static final int TENTH = 10;

  private final Mirror mirror;
  private final TollGate gate;
  private final Pause pause;
  private final InstantSource clock;
  private final int allowed;
  private int made;

  /// Of what a sweep did not meet so much is read by itself before it is told missing.
  private int confirmations;

  Calls(Mirror mirror, TollGate gate, Pause pause, InstantSource clock, int allowed) {
    this.mirror = mirror;
    this.gate = gate;
    this.pause = pause;
    this.clock = clock;
    this.allowed = allowed;
    this.confirmations = allowed / TENTH;
  }

  /// Whether a call may be spent on making sure; uses it up.
  boolean mayConfirm() {
    boolean may = confirmations > 0 && left() > confirmations;
    confirmations -= may ? 1 : 0;
    return may;
  }

  int made() {
    return made;
  }

  int left() {
    return allowed - made;
  }

  /// Makes a call.
  ///
  /// @throws SourceException where it cannot be made, or not within what is allowed
  <T> T make(Mirror.Call kind, Supplier<T> call) {
    for (Duration rest : RESTS) {
      try {
        return once(kind, call);
      } catch (SourceException e) {
        if (e.isRefused() || left() < 1 || !pause.rest(rest)) {
          throw e;
        }
      }
    }
    return once(kind, call);
  }

  private <T> T once(Mirror.Call kind, Supplier<T> call) {
    if (left() < 1) {
      throw SourceException.refused(
          "the " + allowed + " calls that this audit may make are used up");
    }
    if (!pause.rest(Duration.ZERO)) {
      throw SourceException.refused(STOPPED);
    }
    pass(kind);
    made++;
    return call.get();
  }

  private void pass(Mirror.Call kind) {
    String counter = mirror.counter(kind);
    List<String> counters = counter.isEmpty() ? List.of() : List.of(counter);
    Duration waited = Duration.ZERO;
    while (true) {
      Duration wait = gate.pass(mirror.target(), counters, clock.instant());
      if (wait.isZero()) {
        return;
      }
      Duration rest = wait.isNegative() ? Duration.ofSeconds(1) : wait;
      waited = waited.plus(rest);
      if (waited.compareTo(PATIENCE) > 0 || !pause.rest(rest)) {
        throw SourceException.refused(
            "the allowance of " + mirror.title() + " left no call for the audit");
      }
    }
  }
}
