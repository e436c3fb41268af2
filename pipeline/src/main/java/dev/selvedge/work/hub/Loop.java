package dev.selvedge.work.hub;

import dev.selvedge.SelvedgeException;
import dev.selvedge.work.Signal;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// One of the hub's loops: takes a step, stands aside for webhooks, rests as long as the step
/// asks, and is woken early by a signal. The one place where what goes wrong in the machinery is
/// caught. Stops between steps.
///
/// On a platform thread, because steps compute for long stretches: a virtual thread would hold a
/// carrier all the while, and webhooks would wait for it.
final class Loop {
  private static final System.Logger LOG = System.getLogger(Loop.class.getName());
  /// However often a loop is woken it takes this breath between steps, unless a step says there is
  /// more at once: what comes in meanwhile shares the next transaction, and intake gets the disk.
  private static final Duration BREATH = Duration.ofMillis(15);

  private static final Duration FIRST_REST = Duration.ofMillis(200);
  private static final Duration LONGEST_REST = Duration.ofSeconds(30);

  private final String name;
  private final Supplier<Duration> step;
  private final Signal signal;
  private final Courtesy courtesy;
  private final Thread thread;
  private volatile boolean stopping;

  /// When the step at hand began, or EPOCH between steps.
  private volatile Instant since = Instant.EPOCH;

  /// Since when steps have failed one after the other, or EPOCH.
  private volatile Instant failing = Instant.EPOCH;

  /// @param step does a bounded piece of work and says how long to rest after it
  Loop(String name, Supplier<Duration> step, Signal signal, Courtesy courtesy) {
    this.name = name;
    this.step = step;
    this.signal = signal;
    this.courtesy = courtesy;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  /// How long to stand aside after a step.
  ///
  /// @param clock by which steps are timed
  /// @param after from what a step took
  record Courtesy(InstantSource clock, UnaryOperator<Duration> after) {}

  void start() {
    thread.start();
  }

  private void run() {
    Duration afterFailure = FIRST_REST;
    while (!stopping) {
      Instant begin = courtesy.clock().instant();
      since = begin;
      Duration rest;
      try {
        rest = step.get();
        afterFailure = FIRST_REST;
        failing = Instant.EPOCH;
      } catch (SelvedgeException e) {
        // Said by our own code: the message is for people and holds no payload.
        LOG.log(Level.WARNING, "{0}: {1}; trying again in {2}", name, e.getMessage(), afterFailure);
        rest = afterFailure;
        afterFailure = longer(afterFailure);
        failed(begin);
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, name + " failed; trying again in " + afterFailure, e);
        rest = afterFailure;
        afterFailure = longer(afterFailure);
        failed(begin);
      }
      since = Instant.EPOCH;
      Duration aside = aside(Duration.between(begin, courtesy.clock().instant()), rest);
      if (!stopping && !(signal.breathe(aside) && signal.await(rest))) {
        return;
      }
    }
  }

  private void failed(Instant at) {
    if (failing.equals(Instant.EPOCH)) {
      failing = at;
    }
  }

  /// What keeps it from its work, a sentence; empty while it is at work or rests.
  ///
  /// @param patience how long one step may take, and how long steps may fail
  Optional<String> standstill(Instant now, Duration patience) {
    Instant began = since;
    Instant fails = failing;
    Instant tooLong = now.minus(patience);
    if (!stopping && thread.getState() == Thread.State.TERMINATED) {
      return Optional.of("the loop '" + name + "' has ended");
    }
    if (!began.equals(Instant.EPOCH) && began.isBefore(tooLong)) {
      return Optional.of("the loop '" + name + "' has been at one step since " + began);
    }
    return !fails.equals(Instant.EPOCH) && fails.isBefore(tooLong)
        ? Optional.of("the loop '" + name + "' has failed since " + fails)
        : Optional.empty();
  }

  private Duration aside(Duration worked, Duration rest) {
    Duration aside = courtesy.after().apply(worked);
    return rest.isZero() || aside.compareTo(BREATH) > 0 ? aside : BREATH;
  }

  private static Duration longer(Duration rest) {
    Duration doubled = rest.multipliedBy(2);
    return doubled.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : doubled;
  }

  void stop() {
    stopping = true;
    signal.wake();
  }

  /// Waits for the loop to end; says whether it has.
  boolean await(Duration patience) {
    try {
      return thread.getState() == Thread.State.NEW || thread.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Waits for all of them, as long as for one; says whether they have ended.
  static boolean await(Collection<Loop> loops, Duration patience) {
    Thread all =
        Thread.ofPlatform()
            .name("stop")
            .daemon()
            .start(() -> loops.forEach(loop -> loop.await(patience)));
    try {
      if (!all.join(patience)) {
        all.interrupt();
      }
    } catch (InterruptedException e) {
      all.interrupt();
      Thread.currentThread().interrupt();
      return false;
    }
    return loops.stream().allMatch(loop -> loop.await(Duration.ZERO));
  }
}
