package dev.selvedge.app;

import dev.selvedge.work.audit.Pause;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Rests in real time, until it is closed. Safe for use by many threads.
final class Rests implements Pause, AutoCloseable {
  private final CountDownLatch over = new CountDownLatch(1);

  @Override
  public boolean rest(Duration time) {
    try {
      return !over.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    over.countDown();
  }
}
