package dev.selvedge.work.send;

import dev.selvedge.Lane;
import dev.selvedge.work.Signal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What runs beside a sending loop: each call in a virtual thread of its own, as many as the rules
/// allow. Thread-safe.
final class Beside implements AutoCloseable {
  private final int calls;
  private final Duration stopWithin;
  private final Signal loop;
  private final Semaphore free;
  private final Map<String, Integer> running = new ConcurrentHashMap<>();
  /// Everything that runs; the loop itself is its one standing party.
  private final Phaser all = new Phaser(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Beside(int calls, Duration stopWithin, Signal loop) {
    this.calls = calls;
    this.stopWithin = stopWithin;
    this.loop = loop;
    this.free = new Semaphore(calls);
  }

  /// How many more single calls of a lane may be under way. A quarter is kept for what is urgent:
  /// the others may hang until the target's own time-out.
  int room(Lane lane) {
    int kept = lane == Lane.URGENT ? 0 : calls / 4;
    return Math.max(0, free.availablePermits() - kept);
  }

  /// Runs one single call.
  void call(Runnable work) {
    free.acquireUninterruptibly();
    start(
        () -> {
          try {
            work.run();
          } finally {
            free.release();
          }
        });
  }

  /// Runs something that is counted under a name.
  void run(String name, Runnable work) {
    running.merge(name, 1, Integer::sum);
    start(
        () -> {
          try {
            work.run();
          } finally {
            running.merge(name, -1, Beside::sumOrNothing);
          }
        });
  }

  private static Integer sumOrNothing(Integer count, Integer change) {
    return count + change;
  }

  int running(String name) {
    return running.getOrDefault(name, 0);
  }

  /// Runs something unless it is running already; says whether it was started.
  boolean once(String name, Runnable work) {
    if (running.putIfAbsent(name, 1) != null) {
      return false;
    }
    start(
        () -> {
          try {
            work.run();
          } finally {
            running.remove(name);
          }
        });
    return true;
  }

  private void start(Runnable work) {
    all.register();
    threads.execute(
        () -> {
          try {
            work.run();
          } catch (RuntimeException e) {
            // The edge of the sending threads. What is claimed is settled when the job is looked
            // up, or taken over when this run ends.
            System.getLogger(Beside.class.getName())
                .log(System.Logger.Level.ERROR, "a delivery could not be settled", e);
          } finally {
            loop.wake();
            all.arriveAndDeregister();
          }
        });
  }

  /// Waits until nothing runs.
  void await() {
    all.arriveAndAwaitAdvance();
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(stopWithin.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
