package dev.selvedge.work.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.work.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whether a loop is at work.
@Timeout(60)
class LoopTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Duration LONG = Duration.ofMinutes(16);

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final Signal signal = new Signal();

  private Loop loop(Supplier<Duration> step) {
    return new Loop("trial", step, signal, new Loop.Courtesy(now::get, worked -> Duration.ZERO));
  }

  private void over(Loop loop) {
    loop.stop();
    assertThat(loop.await(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void one_that_hangs_in_a_step_stands_still_after_a_while() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Loop loop =
        loop(
            () -> {
              inside.countDown();
              try {
                go.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return Duration.ofHours(1);
            });
    loop.start();
    inside.await();

    assertThat(loop.standstill(START.plus(PATIENCE), PATIENCE)).isEmpty();
    assertThat(loop.standstill(START.plus(LONG), PATIENCE))
        .contains("the loop 'trial' has been at one step since 2026-03-01T12:00:00Z");
    go.countDown();
    over(loop);
  }

  @Test
  void several_that_hang_are_waited_for_together_and_not_one_after_the_other()
      throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(4);
    CountDownLatch go = new CountDownLatch(1);
    List<Loop> hanging = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Loop loop =
          loop(
              () -> {
                inside.countDown();
                try {
                  go.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                return Duration.ofHours(1);
              });
      hanging.add(loop);
      loop.start();
    }
    inside.await();
    hanging.forEach(Loop::stop);

    long begin = System.nanoTime();
    assertThat(Loop.await(hanging, Duration.ofMillis(500))).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(500), Duration.ofMillis(1500));
    go.countDown();
    assertThat(Loop.await(hanging, Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void one_that_rests_is_at_work_however_long() throws InterruptedException {
    Semaphore steps = new Semaphore(0);
    Loop loop =
        loop(
            () -> {
              steps.release();
              return Duration.ofHours(1);
            });
    loop.start();
    steps.acquire();
    signal.wake();
    steps.acquire();
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (loop.standstill(START.plus(LONG), PATIENCE).isPresent()
        && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(loop.standstill(START.plus(LONG), PATIENCE)).isEmpty();
    over(loop);
  }

  @Test
  void one_that_only_fails_stands_still_after_a_while_and_not_when_it_succeeds_again()
      throws InterruptedException {
    AtomicBoolean fails = new AtomicBoolean(true);
    Semaphore steps = new Semaphore(0);
    Loop loop =
        loop(
            () -> {
              steps.release();
              if (fails.get()) {
                throw new IllegalStateException("on purpose");
              }
              return Duration.ofMillis(1);
            });
    loop.start();
    steps.acquire(2);
    assertThat(loop.standstill(START.plus(PATIENCE), PATIENCE)).isEmpty();
    now.set(START.plus(LONG));
    steps.drainPermits();
    steps.acquire(2);
    assertThat(loop.standstill(now.get().plusSeconds(1), PATIENCE))
        .contains("the loop 'trial' has failed since 2026-03-01T12:00:00Z");
    fails.set(false);
    steps.drainPermits();
    steps.acquire(2);
    assertThat(loop.standstill(now.get(), PATIENCE)).isEmpty();
    over(loop);
  }

  @Test
  void one_whose_thread_ended_is_known() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    Loop loop =
        loop(
            () -> {
              inside.countDown();
              Thread.currentThread().interrupt();
              return Duration.ofHours(1);
            });
    loop.start();
    inside.await();
    assertThat(loop.await(Duration.ofSeconds(30))).isTrue();
    assertThat(loop.standstill(START, PATIENCE)).contains("the loop 'trial' has ended");
  }
}
