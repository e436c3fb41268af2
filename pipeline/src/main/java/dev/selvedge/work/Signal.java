package dev.selvedge.work;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes a resting loop early. Many wakes before a rest count as one. Thread-safe.
public final class Signal {
  private final Semaphore woken = new Semaphore(0);

  /// Wakes who waits, or whoever waits next; several before that count as one.
  public void wake() {
    if (woken.availablePermits() == 0) {
      woken.release();
    }
  }

  /// Rests so long, woken or not.
  ///
  /// @return false when the thread was interrupted
  public boolean breathe(Duration rest) {
    try {
      // Nobody ever releases it: only the time-out ends the wait.
      return !new Semaphore(0).tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Rests until woken, at most so long.
  ///
  /// @return false when the thread was interrupted
  public boolean await(Duration rest) {
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
