package dev.selvedge.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.inbox.Inbox.Acceptance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GroupCommitterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final InstantSource CLOCK = InstantSource.system();

  @Test
  void what_waits_together_is_stored_in_one_transaction() throws Exception {
    CountDownLatch firstIsIn = new CountDownLatch(1);
    CountDownLatch allWait = new CountDownLatch(1);
    AtomicInteger transactions = new AtomicInteger();
    ConcurrentLinkedQueue<SourceRecord> stored = new ConcurrentLinkedQueue<>();
    Intake sink =
        records -> {
          if (transactions.getAndIncrement() == 0) {
            firstIsIn.countDown();
            awaitOrFail(allWait);
          }
          stored.addAll(records);
          return records.stream().map(ignored -> Acceptance.STORED).toList();
        };
    try (GroupCommitter committer = new GroupCommitter(sink, PATIENCE, CLOCK);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Acceptance>>> answers = new ArrayList<>();
      answers.add(callers.submit(() -> committer.accept(List.of(aRecord("0")))));
      awaitOrFail(firstIsIn);
      CountDownLatch offered = new CountDownLatch(50);
      for (int i = 1; i <= 50; i++) {
        String key = Integer.toString(i);
        answers.add(
            callers.submit(
                () -> {
                  offered.countDown();
                  return committer.accept(List.of(aRecord(key)));
                }));
      }
      awaitOrFail(offered);
      allWait.countDown();
      for (Future<List<Acceptance>> answer : answers) {
        assertThat(answer.get()).containsExactly(Acceptance.STORED);
      }
    }
    assertThat(stored).hasSize(51);
    assertThat(transactions.get()).isLessThan(51);
  }

  @Test
  void a_failed_transaction_refuses_its_callers_and_the_next_one_works() {
    AtomicInteger transactions = new AtomicInteger();
    Intake sink =
        records -> {
          if (transactions.getAndIncrement() == 0) {
            throw new IllegalStateException("disk full");
          }
          return records.stream().map(ignored -> Acceptance.STORED).toList();
        };
    try (GroupCommitter committer = new GroupCommitter(sink, PATIENCE, CLOCK)) {
      assertThatThrownBy(() -> committer.accept(List.of(aRecord("1"))))
          .isInstanceOf(IntakeRefusedException.class);
      assertThat(committer.accept(List.of(aRecord("1")))).containsExactly(Acceptance.STORED);
    }
  }

  @Test
  void after_closing_nothing_is_taken_in() {
    GroupCommitter committer =
        new GroupCommitter(
            records -> records.stream().map(ignored -> Acceptance.STORED).toList(),
            PATIENCE,
            CLOCK);
    committer.close();

    assertThatThrownBy(() -> committer.accept(List.of(aRecord("1"))))
        .isInstanceOf(IntakeRefusedException.class)
        .hasMessageContaining("stopping");
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      if (!latch.await(10, java.util.concurrent.TimeUnit.SECONDS)) {
        throw new IllegalStateException("waited in vain");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static SourceRecord aRecord(String key) {
    return new SourceRecord(
        RecordRef.parse("shop/customer/" + key),
        Stamp.absent(),
        Instant.parse("2026-11-01T12:00:00Z"),
        Change.UPSERT,
        Pace.LIVE,
        Payload.ofText("{}"));
  }
}
