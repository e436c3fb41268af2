package dev.selvedge.work;

import dev.selvedge.Lane;
import dev.selvedge.Outcome;
import dev.selvedge.plan.Deliveries.Backlog;
import dev.selvedge.plan.Deliveries.Claim;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Dispatch.Way;
import dev.selvedge.send.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Looks what is due, claims it and has it delivered, lane by lane, contacts before orders. Run
/// by one loop; the calls themselves run beside it, as many at once as the settings allow.
final class SendStep implements Supplier<Duration>, AutoCloseable {
  private static final Duration IDLE = Duration.ofMillis(500);
  private static final Duration UNPREPARED = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofMillis(50);

  private final HubParts parts;
  private final HubSettings settings;
  private final Courier courier;
  private final BooleanSupplier planning;
  private final Signal self;
  private final Semaphore calls;
  private final AtomicInteger handingOver = new AtomicInteger();
  private final AtomicInteger asking = new AtomicInteger();
  /// Everything that runs beside the loop; the loop itself is its one standing party.
  private final Phaser beside = new Phaser(1);
  private boolean prepared;
  private volatile String trouble = "";
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// @param planning whether more records are on their way to becoming due
  SendStep(HubParts parts, HubSettings settings, BooleanSupplier planning, Signal self) {
    this.parts = parts;
    this.settings = settings;
    this.courier = new Courier(parts, settings);
    this.planning = planning;
    this.self = self;
    this.calls = new Semaphore(settings.calls());
  }

  /// Takes up what an earlier run left: its claims are void, its imports are asked for.
  void recover() {
    courier.recover();
  }

  @Override
  public Duration get() {
    Instant now = parts.clock().instant();
    if (!prepared && !prepare()) {
      return UNPREPARED;
    }
    if (now.isBefore(courier.pausedUntil())) {
      return IDLE;
    }
    boolean moved = askForJobs(now);
    for (Lane lane : Lane.values()) {
      for (Facet facet : Facet.values()) {
        moved |= dispatch(facet, lane, now);
      }
    }
    return moved ? SOON : IDLE;
  }

  /// Nothing is written before the target is ready for it.
  private boolean prepare() {
    Outcome outcome = parts.target().prepare();
    prepared = outcome instanceof Outcome.Done;
    trouble =
        switch (outcome) {
          case Outcome.Done ignored -> "";
          case Outcome.Park park -> park.sentence();
          case Outcome.Retry retry -> retry.why();
          case Outcome.Snooze snooze -> snooze.why();
          case Outcome.Drop drop -> drop.why();
          case Outcome.Unknown unknown -> unknown.why();
        };
    if (!prepared) {
      System.getLogger(SendStep.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "{0} is not ready: {1}; asking again in {2}",
              parts.target().name(),
              trouble,
              UNPREPARED);
    }
    return prepared;
  }

  /// What keeps the target from being written to, as a sentence; empty when nothing does.
  String trouble() {
    return trouble;
  }

  private boolean askForJobs(Instant now) {
    if (asking.get() > 0) {
      return true;
    }
    List<Job> due = courier.openJobs().stream().filter(job -> !job.askAt().isAfter(now)).toList();
    for (Job job : due) {
      asking.incrementAndGet();
      beside(
          () -> {
            try {
              courier.ask(job);
            } finally {
              asking.decrementAndGet();
            }
          });
    }
    return !due.isEmpty();
  }

  private boolean dispatch(Facet facet, Lane lane, Instant now) {
    Backlog due = parts.store().read(ports -> ports.deliveries().due(facet, lane, now));
    int batch = parts.target().batch(facet).items();
    Way way = settings.dispatch().way(lane, due, batch, planning.getAsBoolean(), now);
    return switch (way) {
      case NOT_YET -> false;
      case SINGLY -> sendSingly(facet, lane, now);
      case TOGETHER -> sendTogether(facet, lane, batch, now);
    };
  }

  private boolean sendSingly(Facet facet, Lane lane, Instant now) {
    int free = calls.availablePermits();
    if (free == 0) {
      return false;
    }
    List<Delivery> claimed = claim(facet, lane, free, now);
    for (Delivery delivery : claimed) {
      calls.acquireUninterruptibly();
      beside(
          () -> {
            try {
              courier.sendOne(delivery);
            } finally {
              calls.release();
            }
          });
    }
    return !claimed.isEmpty();
  }

  private boolean sendTogether(Facet facet, Lane lane, int batch, Instant now) {
    long open = courier.openJobs().stream().filter(job -> job.facet() == facet).count();
    if (open + handingOver.get() >= settings.jobs()) {
      return false;
    }
    List<Delivery> claimed = claim(facet, lane, batch, now);
    if (claimed.isEmpty()) {
      return false;
    }
    handingOver.incrementAndGet();
    beside(
        () -> {
          try {
            courier.handOver(facet, claimed);
          } finally {
            handingOver.decrementAndGet();
          }
        });
    return true;
  }

  private List<Delivery> claim(Facet facet, Lane lane, int limit, Instant now) {
    Claim claim =
        new Claim(facet, lane, limit, parts.claimant(), now, now.plus(settings.claimFor()));
    return parts.store().write(ports -> ports.deliveries().claim(claim));
  }

  private void beside(Runnable work) {
    beside.register();
    threads.execute(
        () -> {
          try {
            work.run();
          } catch (RuntimeException e) {
            // The edge of the sending threads. The claim runs out and the item is taken up again.
            System.getLogger(SendStep.class.getName())
                .log(System.Logger.Level.ERROR, "a delivery could not be settled", e);
          } finally {
            self.wake();
            beside.arriveAndDeregister();
          }
        });
  }

  /// Waits until nothing runs beside the loop.
  void awaitCalls() {
    beside.arriveAndAwaitAdvance();
  }

  /// Waits for the calls under way; what is not answered by then is taken up by the next run.
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(settings.stopWithin().toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
