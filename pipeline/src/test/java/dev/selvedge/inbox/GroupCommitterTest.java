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
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
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
  void an_error_refuses_its_callers_and_the_next_one_works() {
    AtomicInteger transactions = new AtomicInteger();
    Intake sink =
        records -> {
          if (transactions.getAndIncrement() == 0) {
            throw new StackOverflowError();
          }
          return records.stream().map(ignored -> Acceptance.STORED).toList();
        };
    try (GroupCommitter committer = new GroupCommitter(sink, Duration.ofSeconds(2), CLOCK)) {
      assertThatThrownBy(() -> committer.accept(List.of(aRecord("1"))))
          .isInstanceOf(IntakeRefusedException.class)
          .hasRootCauseInstanceOf(StackOverflowError.class);
      assertThat(committer.trouble()).isEqualTo("webhooks cannot be stored");
      assertThat(committer.accept(List.of(aRecord("1")))).containsExactly(Acceptance.STORED);
    }
  }

  @Test
  void one_that_cannot_be_stored_does_not_have_the_others_refused() throws Exception {
    Held held = new Held();
    List<String> stored = Collections.synchronizedList(new ArrayList<>());
    Intake sink =
        records -> {
          held.passFirst();
          if (records.stream().anyMatch(one -> one.ref().key().equals("bad"))) {
            throw new IllegalStateException("a byte that no database takes");
          }
          records.forEach(one -> stored.add(one.ref().key()));
          return records.stream().map(ignored -> Acceptance.STORED).toList();
        };
    try (GroupCommitter committer = new GroupCommitter(sink, PATIENCE, CLOCK);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Acceptance>>> answers =
          held.handInTogether(committer, callers, List.of("0", "1", "bad", "2", "3"));

      assertThatThrownBy(() -> answers.remove(2).get())
          .hasCauseInstanceOf(IntakeRefusedException.class);
      for (Future<List<Acceptance>> good : answers) {
        assertThat(good.get()).containsExactly(Acceptance.STORED);
      }
      assertThat(stored).containsExactlyInAnyOrder("0", "1", "2", "3");
      assertThat(committer.trouble()).isEmpty();
    }
  }

  @Test
  void a_store_that_takes_nothing_is_not_asked_for_each_of_a_group() throws Exception {
    Held held = new Held();
    AtomicInteger transactions = new AtomicInteger();
    Intake full =
        records -> {
          held.passFirst();
          transactions.incrementAndGet();
          throw new IllegalStateException("disk full");
        };
    try (GroupCommitter committer = new GroupCommitter(full, PATIENCE, CLOCK);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<String> keys = IntStream.range(0, 40).mapToObj(Integer::toString).toList();
      List<Future<List<Acceptance>>> answers = held.handInTogether(committer, callers, keys);

      for (Future<List<Acceptance>> answer : answers) {
        assertThatThrownBy(answer::get).hasCauseInstanceOf(IntakeRefusedException.class);
      }
      // the first by itself, the group of the others, three of them alone
      assertThat(transactions.get()).isLessThanOrEqualTo(5);
      assertThat(committer.trouble()).isEqualTo("webhooks cannot be stored");
    }
  }

  @Test
  void trouble_is_over_with_the_next_that_is_stored_and_is_not_remembered_for_ever() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T12:00:00Z"));
    AtomicBoolean full = new AtomicBoolean(true);
    Intake sink =
        records -> {
          if (full.get()) {
            throw new IntakeRefusedException("the store cannot be written");
          }
          return records.stream().map(ignored -> Acceptance.STORED).toList();
        };
    try (GroupCommitter committer = new GroupCommitter(sink, PATIENCE, now::get)) {
      assertThat(committer.trouble()).isEmpty();
      assertThatThrownBy(() -> committer.accept(List.of(aRecord("1"))))
          .isInstanceOf(IntakeRefusedException.class);
      assertThat(committer.trouble())
          .isEqualTo("webhooks cannot be stored: the store cannot be written");
      // who was told of it sends nothing more: it must be asked again some time
      now.set(now.get().plus(StorePulse.REMEMBERED).plusMillis(1));
      assertThat(committer.trouble()).isEmpty();

      assertThatThrownBy(() -> committer.accept(List.of(aRecord("1"))))
          .isInstanceOf(IntakeRefusedException.class);
      full.set(false);
      committer.accept(List.of(aRecord("1")));
      assertThat(committer.trouble()).isEmpty();
    }
  }

  @Test
  void what_is_stored_after_its_sender_lost_patience_is_a_repeat_when_it_is_sent_again() {
    Held held = new Held();
    Set<String> known = Collections.synchronizedSet(new HashSet<>());
    Intake slow =
        records -> {
          held.passFirst();
          return records.stream()
              .map(one -> known.add(one.ref().key()) ? Acceptance.STORED : Acceptance.REPEAT)
              .toList();
        };
    try (GroupCommitter committer = new GroupCommitter(slow, Duration.ofMillis(50), CLOCK)) {
      assertThatThrownBy(() -> committer.accept(List.of(aRecord("1"))))
          .isInstanceOf(IntakeRefusedException.class)
          .hasMessageContaining("in time");
      held.letGo();
    }
    try (GroupCommitter committer = new GroupCommitter(slow, PATIENCE, CLOCK)) {
      assertThat(committer.accept(List.of(aRecord("1")))).containsExactly(Acceptance.REPEAT);
    }
  }

  /// Holds the first transaction up, so that what comes meanwhile waits together.
  private static final class Held {
    private final CountDownLatch isIn = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    void passFirst() {
      isIn.countDown();
      awaitOrFail(released);
    }

    void letGo() {
      released.countDown();
    }

    /// Hands in one record for each key: the first alone, the others together.
    List<Future<List<Acceptance>>> handInTogether(
        GroupCommitter committer, ExecutorService callers, List<String> keys) throws Exception {
      List<Future<List<Acceptance>>> answers = new ArrayList<>();
      for (String key : keys) {
        CountDownLatch called = new CountDownLatch(1);
        answers.add(
            callers.submit(
                () -> {
                  called.countDown();
                  return committer.accept(List.of(aRecord(key)));
                }));
        awaitOrFail(answers.size() == 1 ? isIn : called);
      }
      while (committer.waiting() < keys.size() - 1) {
        Thread.onSpinWait();
      }
      letGo();
      return answers;
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
