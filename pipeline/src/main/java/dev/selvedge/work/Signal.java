package dev.selvedge.work;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes a resting loop early. Many wakes before a rest count as one. Thread-safe.
final class Signal {
  private final Semaphore woken = new Semaphore(0);

  void wake() {
    if (woken.availablePermits() == 0) {
      woken.release();
    }
  }

  /// Rests until woken, at most so long.
  ///
  /// @return false when the thread was interrupted
  boolean await(Duration rest) {
    try {
      if (!rest.isZero()) {
        boolean early = woken.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS);
        if (early) {
          woken.drainPermits();
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
