package dev.selvedge.app.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Tells a command that runs on to come to an end, and whoever asked that it has. Safe for use by
/// many threads.
public final class StopSignal {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  /// Asks the command to end.
  public void stop() {
    asked.countDown();
  }

  /// The command has ended and cleaned up.
  public void finished() {
    finished.countDown();
  }

  public boolean isAsked() {
    return asked.getCount() == 0;
  }

  /// Waits until asked.
  public void await() {
    try {
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits until asked, but no longer than this; tells whether it was asked.
  public boolean await(Duration patience) {
    return await(asked, patience);
  }

  /// Waits until the command has ended.
  public boolean awaitFinished(Duration patience) {
    return await(finished, patience);
  }

  private static boolean await(CountDownLatch latch, Duration patience) {
    try {
      return latch.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
