package dev.selvedge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A feed is read by one at a time, whoever wants to; other feeds wait for nobody.
class InTurnTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Feed ORDERS = feed("order");
  private static final Feed CUSTOMERS = feed("customer");

  private final InTurn turns = new InTurn();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger together = new AtomicInteger();
  private final AtomicInteger read = new AtomicInteger();

  private static Feed feed(String kind) {
    return new Feed(new SystemName("shop"), new RecordKind(kind));
  }

  private void enter() {
    together.accumulateAndGet(inside.incrementAndGet(), Math::max);
    try {
      assertThat(goOn.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    inside.decrementAndGet();
    read.incrementAndGet();
  }

  private PolledSource polled(Feed feed) {
    return turns.of(
        new PolledSource() {
          @Override
          public Feed feed() {
            return feed;
          }

          @Override
          public Page poll(Cursor cursor, Instant now, int limit) {
            enter();
            return new Page(List.of(), List.of(), cursor, limit > 1);
          }
        });
  }

  private TargetedSource targeted(Feed feed, String trouble) {
    return turns.of(
        new TargetedSource() {
          @Override
          public Feed feed() {
            return feed;
          }

          @Override
          public int most() {
            return 17;
          }

          @Override
          public Found read(List<String> keys, Instant now) {
            if (!trouble.isEmpty()) {
              throw new SourceException(trouble);
            }
            enter();
            return new Found(List.of(), Map.of(keys.getFirst(), "is not there"));
          }
        });
  }

  private static Thread inThread(Runnable work) {
    return Thread.ofPlatform().daemon().start(work);
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING;
  }

  @Test
  void polls_and_single_readings_of_one_feed_wait_for_each_other() throws InterruptedException {
    PolledSource poll = polled(ORDERS);
    TargetedSource single = targeted(ORDERS, "");
    List<Thread> threads = new ArrayList<>();
    threads.add(inThread(() -> poll.poll(Cursor.START, NOW, 1)));
    Await.until("one reads", PATIENCE, () -> inside.get() == 1);
    for (int reader = 0; reader < 3; reader++) {
      threads.add(inThread(() -> single.read(List.of("1"), NOW)));
    }
    Await.until(
        "the others wait",
        PATIENCE,
        () -> threads.stream().skip(1).allMatch(InTurnTest::isWaiting));
    assertThat(inside).hasValue(1);

    goOn.countDown();
    for (Thread thread : threads) {
      assertThat(thread.join(PATIENCE)).isTrue();
    }
    assertThat(together).hasValue(1);
    assertThat(read).hasValue(4);
  }

  @Test
  void another_feed_waits_for_nobody() throws InterruptedException {
    List<Thread> threads =
        List.of(
            inThread(() -> polled(ORDERS).poll(Cursor.START, NOW, 1)),
            inThread(() -> targeted(CUSTOMERS, "").read(List.of("1"), NOW)));
    Await.until("both read", PATIENCE, () -> inside.get() == 2);
    goOn.countDown();
    for (Thread thread : threads) {
      assertThat(thread.join(PATIENCE)).isTrue();
    }
  }

  @Test
  void a_reading_that_fails_leaves_its_turn_to_the_next() throws InterruptedException {
    TargetedSource failing = targeted(ORDERS, "the shop is away");
    assertThatThrownBy(() -> failing.read(List.of("1"), NOW)).hasMessage("the shop is away");
    goOn.countDown();

    Thread next = inThread(() -> polled(ORDERS).poll(Cursor.START, NOW, 1));

    assertThat(next.join(PATIENCE)).isTrue();
    assertThat(read).hasValue(1);
  }

  @Test
  void what_is_read_comes_through_as_it_is() {
    goOn.countDown();
    TargetedSource single = targeted(ORDERS, "");
    assertThat(single.feed()).isEqualTo(ORDERS);
    assertThat(single.most()).isEqualTo(17);
    assertThat(single.read(List.of("1"), NOW).missing()).containsEntry("1", "is not there");
    assertThat(polled(CUSTOMERS).feed()).isEqualTo(CUSTOMERS);
    assertThat(polled(CUSTOMERS).poll(Cursor.START, NOW, 9).more()).isTrue();
  }
}
