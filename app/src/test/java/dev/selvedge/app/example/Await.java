package dev.selvedge.app.example;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// Waits for something that another thread brings about, and fails when it does not in time.
final class Await {
  private static final long EVERY_MILLIS = 20;

  private Await() {}

  /// @param what completes "waited in vain for …"
  static void until(String what, Duration patience, BooleanSupplier condition) {
    CompletableFuture<Void> met = new CompletableFuture<>();
    try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
      var _ =
          timer.scheduleWithFixedDelay(
              () -> look(condition, met), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
      try {
        met.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } finally {
        timer.shutdownNow();
      }
    } catch (TimeoutException late) {
      throw new AssertionError("waited in vain for " + what, late);
    } catch (ExecutionException failed) {
      throw new AssertionError("failed while waiting for " + what, failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + what, stopped);
    }
  }

  private static void look(BooleanSupplier condition, CompletableFuture<Void> met) {
    try {
      if (condition.getAsBoolean()) {
        met.complete(null);
      }
    } catch (RuntimeException | AssertionError failed) {
      met.completeExceptionally(failed);
    }
  }
}
