package dev.selvedge.testkit;

import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.PersonId;
import dev.selvedge.SelvedgeException;
import dev.selvedge.person.Person;
import dev.selvedge.watch.FlowMinute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// How every store keeps its transactions.
public abstract class StoreContract extends PortContract {
  private static final class Abandoned extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static Person person(long id) {
    return new Person(new PersonId(id), "p" + id + "@example.com");
  }

  private long persons() {
    return read(ports -> ports.people().count());
  }

  @Test
  void an_exception_rolls_everything_back_and_is_thrown_on() {
    Abandoned abandoned = new Abandoned();
    assertThatThrownBy(
            () ->
                writing(
                    ports -> {
                      ports.people().create(List.of(person(1)));
                      ports.inbox().accept(List.of(aSourceRecord().build()), NOW);
                      throw abandoned;
                    }))
        .isSameAs(abandoned);
    assertThat(persons()).isZero();
    assertThat(read(ports -> ports.inbox().backlog()).longValue()).isZero();
    writing(ports -> ports.people().create(List.of(person(1))));
    assertThat(persons()).isEqualTo(1);
  }

  @Test
  void a_refused_statement_rolls_everything_back() {
    assertThatThrownBy(
            () ->
                writing(
                    ports -> {
                      ports.people().create(List.of(person(1)));
                      ports.people().create(List.of(person(1)));
                    }))
        .isInstanceOf(SelvedgeException.class);
    assertThat(persons()).isZero();
    writing(ports -> ports.people().create(List.of(person(2))));
    assertThat(persons()).isEqualTo(1);
  }

  @Test
  void a_transaction_sees_what_it_wrote() {
    writing(
        ports -> {
          ports.people().create(List.of(person(1)));
          assertThat(ports.people().count()).isEqualTo(1);
        });
  }

  @Test
  void writing_in_a_read_is_an_error_and_changes_nothing() {
    assertThatThrownBy(() -> reading(ports -> ports.people().create(List.of(person(1)))))
        .isInstanceOf(SelvedgeException.class);
    assertThat(persons()).isZero();
  }

  @Test
  void a_read_sees_one_snapshot_while_others_write() {
    CountDownLatch looked = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(1);
    writing(ports -> ports.people().create(List.of(person(1))));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Long>> counts =
          threads.submit(
              () ->
                  read(
                      ports -> {
                        long before = ports.people().count();
                        looked.countDown();
                        await(written);
                        return List.of(before, ports.people().count());
                      }));
      await(looked);
      writing(ports -> ports.people().create(List.of(person(2))));
      written.countDown();
      assertThat(result(counts)).containsExactly(1L, 1L);
    }
    assertThat(persons()).isEqualTo(2);
  }

  @Test
  void writers_do_not_overtake_each_other() {
    int writers = 8;
    int rounds = 25;
    runTogether(
        writers,
        () -> {
          for (int round = 0; round < rounds; round++) {
            // reads, then writes what depends on it: two at once would take the same number
            writing(ports -> ports.people().create(List.of(person(ports.people().count() + 1))));
          }
          return true;
        });
    assertThat(persons()).isEqualTo((long) writers * rounds);
  }

  @Test
  void who_writes_first_goes_before_those_that_wait_but_not_into_a_running_write() {
    Waiting line = new Waiting();
    line.hold();
    line.write("resolve");
    line.write("settle");
    line.writeFirst("webhook 1");
    line.writeFirst("webhook 2");
    assertThat(line.letGo())
        .containsExactly("running", "webhook 1", "webhook 2", "resolve", "settle");
  }

  @Test
  void those_who_write_first_starve_nobody() {
    Waiting line = new Waiting();
    line.hold();
    line.write("resolve");
    for (int number = 0; number < 60; number++) {
      line.writeFirst("webhook " + number);
    }
    List<String> order = line.letGo();
    assertThat(order.indexOf("resolve")).isBetween(2, 40);
    assertThat(order).hasSize(62);
  }

  @Test
  void a_write_that_goes_first_is_a_transaction_like_any_other() {
    Abandoned abandoned = new Abandoned();
    assertThatThrownBy(
            () ->
                store()
                    .writeFirst(
                        ports -> {
                          ports.people().create(List.of(person(1)));
                          throw abandoned;
                        }))
        .isSameAs(abandoned);
    assertThat(persons()).isZero();
    store()
        .writeFirst(
            ports -> {
              ports.people().create(List.of(person(1)));
              return true;
            });
    assertThat(persons()).isEqualTo(1);
  }

  /// Writers that come to the line one after the other while a write runs.
  private final class Waiting {
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> writers = new ArrayList<>();
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /// Returns when the write runs.
    void hold() {
      start(
          () ->
              writing(
                  ports -> {
                    order.add("running");
                    running.countDown();
                    await(released);
                  }));
      await(running);
    }

    void write(String name) {
      startAndSeeWaiting(() -> writing(ports -> order.add(name)));
    }

    void writeFirst(String name) {
      startAndSeeWaiting(() -> store().writeFirst(ports -> order.add(name)));
    }

    private void startAndSeeWaiting(Runnable write) {
      Thread writer = start(write);
      Await.until(
          "a writer at the line",
          Duration.ofSeconds(10),
          Duration.ofMillis(1),
          () -> writer.getState() == Thread.State.WAITING);
    }

    private Thread start(Runnable write) {
      Thread writer = Thread.ofVirtual().start(write);
      writers.add(writer);
      return writer;
    }

    /// Ends the running write; says in which order all came in.
    List<String> letGo() {
      released.countDown();
      for (Thread writer : writers) {
        try {
          writer.join();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
      return List.copyOf(order);
    }
  }

  @Test
  void readers_and_writers_work_side_by_side() {
    runTogether(
        8,
        () -> {
          for (int round = 0; round < 25; round++) {
            writing(
                ports ->
                    ports
                        .flowMinutes()
                        .add(
                            List.of(
                                new FlowMinute("a/a", NOW, 1, 0, 0, 0, 0),
                                new FlowMinute("b/b", NOW, 1, 0, 0, 0, 0))));
            reading(
                ports ->
                    assertThat(ports.flowMinutes().totals())
                        .extracting(FlowMinute::received)
                        .satisfies(both -> assertThat(both.get(0)).isEqualTo(both.get(1))));
          }
          return true;
        });
    reading(
        ports ->
            assertThat(ports.flowMinutes().totals())
                .extracting(FlowMinute::received)
                .containsExactly(200L, 200L));
  }

  @Test
  void an_interrupted_caller_still_learns_what_became_of_its_write() {
    Thread.currentThread().interrupt();
    writing(ports -> ports.people().create(List.of(person(1))));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(persons()).isEqualTo(1);
  }

  @Test
  void a_closed_store_says_so() {
    store().close();
    assertThatThrownBy(() -> writing(ports -> ports.people().count()))
        .isInstanceOf(SelvedgeException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(this::persons)
        .isInstanceOf(SelvedgeException.class)
        .hasMessageContaining("closed");
  }

  private static void runTogether(int count, Callable<Boolean> task) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> running = new ArrayList<>();
      for (int n = 0; n < count; n++) {
        running.add(threads.submit(task));
      }
      running.forEach(StoreContract::result);
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
