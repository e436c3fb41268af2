package dev.selvedge.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.page.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What those who listen are told, when, and by whom.
@Timeout(60)
class StreamsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Watched OVERVIEW = Watched.of("overview", "");
  private static final Watched PARKED = Watched.of("parked", "");
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration NOT_AT_ALL = Duration.ofMillis(1);

  private final AtomicReference<Counts> counts = new AtomicReference<>(new Counts(1, false, 3));
  private final AtomicReference<String> overview = new AtomicReference<>("calm");
  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final AtomicInteger looked = new AtomicInteger();
  private final Semaphore rounds = new Semaphore(0);
  private volatile boolean broken;
  private volatile Duration slow = Duration.ZERO;

  private final Streams streams =
      new Streams(
          new Looks() {
            @Override
            public Counts counts() {
              rounds.release();
              if (broken) {
                throw new IllegalStateException("the store is away");
              }
              return counts.get();
            }

            @Override
            public Look at(Watched watched) {
              looked.incrementAndGet();
              LockSupport.parkNanos(slow.toNanos());
              return new Look(watched.equals(OVERVIEW) ? overview.get() : "", now.get());
            }
          },
          new Pace(Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMillis(50)));

  @AfterEach
  void close() {
    streams.close();
  }

  private Streams.Listener listen(String session, Watched watched) {
    return streams.listen(session, watched).orElseThrow();
  }

  /// So many looks begin after this was called.
  private void roundsPass(int count) throws InterruptedException {
    rounds.drainPermits();
    rounds.acquire(count + 1);
  }

  @Test
  void who_begins_to_listen_is_told_how_it_is_and_then_only_of_changes()
      throws InterruptedException {
    Streams.Listener listener = listen("a", OVERVIEW);

    assertThat(listener.next(LONG))
        .contains(new Streams.News(new Counts(1, false, 3), NOW.toEpochMilli()));
    roundsPass(3);
    assertThat(listener.next(NOT_AT_ALL)).isEmpty();
    now.set(NOW.plusSeconds(7));
    roundsPass(3);
    assertThat(listener.next(NOT_AT_ALL)).as("time is no change").isEmpty();
    overview.set("storm");
    assertThat(listener.next(LONG))
        .contains(new Streams.News(new Counts(1, false, 3), NOW.plusSeconds(7).toEpochMilli()));
    counts.set(new Counts(2, true, 3));
    assertThat(listener.next(LONG).orElseThrow().counts()).isEqualTo(new Counts(2, true, 3));
  }

  @Test
  void a_change_at_the_same_instant_is_a_change_all_the_same() throws InterruptedException {
    Streams.Listener listener = listen("a", OVERVIEW);
    long first = listener.next(LONG).orElseThrow().version();
    overview.set("storm");

    assertThat(listener.next(LONG).orElseThrow().version()).isGreaterThan(first);
  }

  @Test
  void who_shows_something_else_is_not_told() throws InterruptedException {
    Streams.Listener parked = listen("a", PARKED);
    Streams.Listener shown = listen("b", OVERVIEW);
    parked.next(LONG);
    shown.next(LONG);
    overview.set("storm");

    assertThat(shown.next(LONG)).isPresent();
    assertThat(parked.next(NOT_AT_ALL)).isEmpty();
  }

  @Test
  void however_many_listen_each_page_is_read_once_a_round() throws InterruptedException {
    List<Streams.Listener> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(listen("session " + i, OVERVIEW));
    }
    for (Streams.Listener listener : all) {
      listener.next(LONG);
    }
    rounds.drainPermits();
    int before = looked.get();
    rounds.acquire(10);

    assertThat(looked.get() - before).isBetween(8, 20);
  }

  @Test
  void while_nobody_listens_nothing_is_read_and_no_thread_waits() throws InterruptedException {
    Streams.Listener listener = listen("a", OVERVIEW);
    listener.next(LONG);
    Thread looking = thread().orElseThrow();
    listener.close();
    looking.join(LONG);
    int before = looked.get();

    assertThat(looking.isAlive()).isFalse();
    assertThat(thread()).isEmpty();
    assertThat(looked.get()).isEqualTo(before);
    assertThat(listen("a", OVERVIEW).next(LONG)).as("somebody comes again").isPresent();
  }

  private static Optional<Thread> thread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(Streams.THREAD))
        .findFirst();
  }

  @Test
  void a_log_in_has_so_many_and_the_oldest_gives_way_and_the_hub_has_no_more_than_so_many() {
    List<Streams.Listener> own = new ArrayList<>();
    for (int i = 0; i < Streams.MOST_A_SESSION; i++) {
      own.add(listen("a", OVERVIEW));
    }
    Streams.Listener other = listen("b", OVERVIEW);
    Streams.Listener newest = listen("a", PARKED);
    assertThat(own.getFirst().hasEnded()).isTrue();
    assertThat(own.getFirst().hasGivenWay()).isTrue();
    assertThat(streams.open()).isEqualTo(Streams.MOST_A_SESSION + 1);
    assertThat(List.of(own.get(1), own.getLast(), other, newest))
        .allSatisfy(one -> assertThat(one.hasEnded()).isFalse());
    own.getFirst().close();
    assertThat(newest.hasGivenWay()).isFalse();

    for (int i = streams.open(); i < Streams.MOST; i++) {
      listen("session " + i, OVERVIEW);
    }
    assertThat(streams.listen("one more", OVERVIEW)).isEmpty();
  }

  @Test
  void those_who_come_and_go_all_the_time_do_not_make_it_look_all_the_time()
      throws InterruptedException {
    slow = Duration.ofMillis(100);
    Streams.Listener first = listen("a", OVERVIEW);
    first.next(LONG);
    long began = System.nanoTime();
    int before = looked.get();
    while (System.nanoTime() - began < Duration.ofMillis(1_500).toNanos()) {
      listen("b", OVERVIEW).close();
    }

    assertThat(looked.get() - before).isLessThanOrEqualTo(2);
  }

  @Test
  void a_store_that_is_away_for_a_moment_ends_nothing() throws InterruptedException {
    Streams.Listener listener = listen("a", OVERVIEW);
    listener.next(LONG);
    broken = true;
    roundsPass(2);
    overview.set("storm");
    broken = false;

    assertThat(listener.next(LONG)).isPresent();
  }

  @Test
  void all_end_when_the_hub_stops_and_none_begins() throws InterruptedException {
    Streams.Listener listener = listen("a", OVERVIEW);
    listener.next(LONG);
    Thread looking = thread().orElseThrow();
    streams.close();

    assertThat(listener.next(LONG)).isEmpty();
    assertThat(listener.hasEnded()).isTrue();
    looking.join(LONG);
    assertThat(looking.isAlive()).isFalse();
    assertThat(streams.listen("b", OVERVIEW)).isEmpty();
  }

  @Test
  void what_a_page_asks_for_and_is_not_understood_is_nothing() {
    assertThat(Watched.of("flow", "shop/order"))
        .isEqualTo(new Watched(Watched.Show.FLOW, "shop/order"));
    assertThat(List.of(Watched.of("flow", "x".repeat(9_000)), Watched.of("people", "")))
        .containsOnly(new Watched(Watched.Show.NOTHING, ""));
    assertThat(Watched.of("overview", "a/b").flow()).isEmpty();
  }
}
