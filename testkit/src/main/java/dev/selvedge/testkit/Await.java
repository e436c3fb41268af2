package dev.selvedge.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what other threads or processes bring about: looks again and again, up to a
/// deadline. Thread-safe.
public final class Await {
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private Await() {}

  /// Returns as soon as the condition holds.
  ///
  /// @param what is waited for, as the failure's message says it
  public static void until(String what, Duration patience, BooleanSupplier condition) {
    until(what, patience, LOOK_EVERY, condition);
  }

  /// As the other, for conditions that cost something to look at.
  public static void until(
      String what, Duration patience, Duration lookEvery, BooleanSupplier condition) {
    until(() -> what, patience, lookEvery, condition);
  }

  /// As the other, where the message tells how far things had come.
  public static void until(
      Supplier<String> what, Duration patience, Duration lookEvery, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + patience.toSeconds() + " s: " + what.get());
      }
      pace(lookEvery);
    }
  }

  /// Lets this much time pass: the pace of somebody who acts, never a wait for something.
  public static void pace(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }
}
