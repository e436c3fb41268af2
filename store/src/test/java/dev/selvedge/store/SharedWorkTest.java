package dev.selvedge.store;

import static dev.selvedge.testkit.DeliveryBuilder.TARGET;
import static dev.selvedge.testkit.DeliveryBuilder.aDelivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.automation.Firing;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Deliveries.Claim;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import dev.selvedge.send.allowance.AllowancePolicy;
import dev.selvedge.send.allowance.Scope;
import dev.selvedge.send.allowance.Window;
import dev.selvedge.store.sql.StoreException;
import dev.selvedge.testkit.Await;
import dev.selvedge.testkit.CountingIds;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two processes at work on one schema, each with a store of its own: nothing is done twice, and
/// nothing that one of them stored is lost to the other.
final class SharedWorkTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String GROUP = "marketing";
  private static final int MOST_FIRINGS = 7;
  private static final DueQueue CONTACTS = aDelivery().build().queue();

  private final StoreConfig config = Postgres.freshSchema();
  private final Store one = Stores.open(config, new CountingIds());
  private final Store other = Stores.open(config, new CountingIds(1_000_000));
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    threads.close();
    other.close();
    one.close();
  }

  private static void plan(Store store, Delivery... deliveries) {
    store.change(ports -> ports.deliveries().plan(List.of(deliveries)));
  }

  private static List<Delivery> claim(Store store, int limit, String claimant) {
    return store.write(
        ports -> ports.deliveries().claim(new Claim(TARGET, CONTACTS, limit, claimant, NOW)));
  }

  private Delivery stored(Subject subject) {
    return one.read(ports -> ports.deliveries().find(TARGET, List.of(subject))).getFirst();
  }

  private static Delivery acknowledged(Delivery claimed) {
    return claimed.acknowledged(
        new Delivered.Acknowledged(claimed.desired(), "4711", "ada@example.com", NOW),
        State.SETTLED);
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Several threads of each process.
  private <T> List<T> together(java.util.function.Function<Store, Callable<T>> task) {
    List<Future<T>> running = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      running.add(threads.submit(task.apply(one)));
      running.add(threads.submit(task.apply(other)));
    }
    return running.stream().map(SharedWorkTest::result).toList();
  }

  @Test
  void what_is_due_is_claimed_by_one_of_them_and_once() {
    int count = 10_000;
    plan(
        one,
        IntStream.rangeClosed(1, count)
            .mapToObj(n -> aDelivery().contactOf(n).dueAt(NOW.minusSeconds(n % 7)).build())
            .toArray(Delivery[]::new));
    AtomicInteger claimants = new AtomicInteger();
    List<List<Delivery>> claimed =
        together(
            store ->
                () -> {
                  String claimant = "run-" + claimants.incrementAndGet();
                  List<Delivery> mine = new ArrayList<>();
                  List<Delivery> some = claim(store, 37, claimant);
                  while (!some.isEmpty()) {
                    mine.addAll(some);
                    some = claim(store, 37, claimant);
                  }
                  return mine;
                });
    List<String> ids = claimed.stream().flatMap(List::stream).map(it -> it.subject().id()).toList();
    assertThat(ids).hasSize(count).doesNotHaveDuplicates();
    assertThat(
            IntStream.rangeClosed(1, 6)
                .map(n -> one.write(ports -> ports.deliveries().release(List.of("run-" + n), NOW)))
                .boxed())
        .containsExactlyInAnyOrderElementsOf(claimed.stream().map(List::size).toList());
  }

  @Test
  void together_they_never_take_more_calls_than_a_window_has() {
    Scope scope = new Scope("lowCallRate", Duration.ofMinutes(1), 35);
    for (int minute = 0; minute < 5; minute++) {
      Instant now = NOW.plus(Duration.ofMinutes(minute));
      List<Integer> taken =
          together(
              store ->
                  () -> {
                    int calls = 0;
                    while (take(store, scope, now)) {
                      calls++;
                    }
                    return calls;
                  });
      assertThat(taken.stream().mapToInt(Integer::intValue).sum()).isEqualTo(35);
      Window window = one.read(ports -> ports.allowances().of(TARGET)).getFirst();
      assertThat(window.taken().all()).isEqualTo(35);
    }
  }

  private static boolean take(Store store, Scope scope, Instant now) {
    return store.write(
        ports -> {
          Window window =
              ports
                  .allowances()
                  .hold(TARGET, scope.name())
                  .orElseGet(() -> Window.of(scope, now))
                  .at(now);
          Set<Lane> wanting = EnumSet.of(Lane.URGENT);
          if (window.free(Lane.URGENT, wanting, AllowancePolicy.standard(), now) < 1) {
            return false;
          }
          ports.allowances().store(TARGET, window.take(Lane.URGENT, 1));
          return true;
        });
  }

  @Test
  void together_they_never_hand_out_more_than_a_person_may_get() {
    AtomicInteger numbers = new AtomicInteger();
    for (int person = 1; person <= 5; person++) {
      PersonId theirs = new PersonId(person);
      together(
          store ->
              () -> {
                while (fire(store, theirs, "rule/paid/" + numbers.incrementAndGet() + "/")) {
                  // as long as one more is allowed
                }
                return true;
              });
      assertThat(one.<List<Firing>>read(ports -> firings(ports, theirs))).hasSize(MOST_FIRINGS);
    }
  }

  /// Counts what went and notes one more, as what is limited is handed out.
  private static boolean fire(Store store, PersonId person, String enrolment) {
    return store.write(
        ports -> {
          ports.firings().hold(TARGET);
          if (firings(ports, person).size() >= MOST_FIRINGS) {
            return false;
          }
          ports.firings().note(List.of(new Firing(GROUP, enrolment, person, "", NOW)));
          return true;
        });
  }

  private static List<Firing> firings(Store.Ports ports, PersonId person) {
    return ports.firings().find(Set.of(GROUP), Set.of(person), Set.of());
  }

  @Test
  void what_one_process_settles_is_not_lost_to_what_another_plans() {
    plan(one, aDelivery().desiring("old").build());
    Delivery claimed = claim(other, 1, "run-2").getFirst();
    Future<Boolean> settling =
        one.write(
            ports -> {
              Delivery read =
                  ports.deliveries().find(TARGET, List.of(claimed.subject())).getFirst();
              Future<Boolean> begun = settleElsewhere("run-2", claimed);
              ports
                  .deliveries()
                  .plan(List.of(aDelivery().desiring("new").state(read.state()).build()));
              return begun;
            });
    result(settling);
    assertThat(stored(claimed.subject()))
        .isEqualTo(
            aDelivery().desiring("new").delivered("old", "4711", "ada@example.com", NOW).build());
  }

  @Test
  void an_order_planned_while_its_contact_arrives_is_not_left_waiting() {
    plan(one, aDelivery().contactOf(1).build());
    Delivery contact = claim(other, 1, "run-2").getFirst();
    Delivery order = aDelivery().order("1000", 1).state(State.WAITING).build();
    Future<Boolean> settling =
        one.write(
            ports -> {
              // not there yet, so the order waits
              ports.deliveries().find(TARGET, List.of(contact.subject()));
              Future<Boolean> begun = settleElsewhere("run-2", contact);
              ports.deliveries().plan(List.of(order));
              return begun;
            });
    result(settling);
    assertThat(stored(order.subject()).state()).isEqualTo(State.DUE);
  }

  @Test
  void a_person_s_orders_are_held_like_their_contact() {
    Delivery order = aDelivery().order("1000", 1).state(State.PARKED).build();
    plan(one, order);
    Future<Boolean> settling =
        one.write(
            ports -> {
              ports.deliveries().ofPersons(TARGET, Facet.ORDER, Set.of(new PersonId(1)));
              return settleElsewhere("", order);
            });
    result(settling);
    assertThat(stored(order.subject()).state()).isEqualTo(State.SETTLED);
  }

  /// Begins to settle in the other process, and returns when that is done, or waits.
  private Future<Boolean> settleElsewhere(String claimant, Delivery claimed) {
    Future<Boolean> settling =
        threads.submit(
            () -> {
              other.change(
                  ports -> {
                    ports.deliveries().settle(claimant, List.of(acknowledged(claimed)));
                    ports.deliveries().wake(TARGET, List.of(claimed.person()), NOW);
                  });
              return true;
            });
    Await.until(
        "settled, or waiting for it",
        PATIENCE,
        () -> settling.isDone() || Postgres.somebodyWaits());
    return settling;
  }

  @Test
  void two_that_wait_for_each_other_both_get_through() {
    Delivery first = aDelivery().contactOf(1).build();
    Delivery second = aDelivery().contactOf(2).build();
    plan(one, first, second);
    CountDownLatch bothHold = new CountDownLatch(2);
    AtomicInteger runs = new AtomicInteger();
    List<Future<Boolean>> both =
        List.of(
            threads.submit(() -> settleInTurn(one, first, second, bothHold, runs)),
            threads.submit(() -> settleInTurn(other, second, first, bothHold, runs)));
    both.forEach(SharedWorkTest::result);
    assertThat(runs.get()).isGreaterThan(2);
    assertThat(stored(first.subject()).state()).isEqualTo(State.SETTLED);
    assertThat(stored(second.subject()).state()).isEqualTo(State.SETTLED);
  }

  private static boolean settleInTurn(
      Store store, Delivery begin, Delivery end, CountDownLatch bothHold, AtomicInteger runs) {
    return store.write(
        ports -> {
          runs.incrementAndGet();
          ports.deliveries().settle("", List.of(acknowledged(begin)));
          bothHold.countDown();
          await(bothHold);
          ports.deliveries().settle("", List.of(acknowledged(end)));
          return true;
        });
  }

  @Test
  void the_dead_are_inherited_by_one() {
    one.change(
        ports -> {
          for (int id = 1; id <= 50; id++) {
            ports.jobs().open(Job.packing(id, TARGET, Facet.CONTACT, "run-dead", NOW));
          }
        });
    AtomicInteger heirs = new AtomicInteger();
    List<Long> adopted =
        together(
                store ->
                    () -> {
                      String heir = "run-" + heirs.incrementAndGet();
                      return store.write(ports -> ports.jobs().adopt(List.of("run-dead"), heir));
                    })
            .stream()
            .flatMap(List::stream)
            .map(Job::id)
            .toList();
    assertThat(adopted).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void no_two_decide_at_once_whatever_becomes_of_their_connections() throws Exception {
    AtomicInteger overlaps = new AtomicInteger();
    AtomicInteger decisions = new AtomicInteger();
    AtomicInteger stop = new AtomicInteger();
    List<Future<Boolean>> deciding =
        List.of(
            threads.submit(() -> decideOn(one, overlaps, decisions, stop)),
            threads.submit(() -> decideOn(other, overlaps, decisions, stop)));
    for (int cut = 0; cut < 20; cut++) {
      int before = decisions.get();
      Await.until("more decisions", PATIENCE, () -> decisions.get() > before + 10);
      Postgres.breakLeader(config);
    }
    stop.set(1);
    deciding.forEach(SharedWorkTest::result);
    assertThat(overlaps).hasValue(0);
  }

  private static boolean decideOn(
      Store store, AtomicInteger overlaps, AtomicInteger decisions, AtomicInteger stop) {
    while (stop.get() == 0) {
      if (store.leads()) {
        try {
          decisions.addAndGet(store.lead(ports -> decision(ports, overlaps)));
        } catch (StoreException e) {
          assertThat(e.reason())
              .isIn(StoreException.Reason.IN_USE, StoreException.Reason.UNAVAILABLE);
        }
      }
    }
    return true;
  }

  /// Every statement sees what others have stored by then: whoever decides alone sees nothing new.
  private static int decision(Store.Ports ports, AtomicInteger overlaps) {
    long before = ports.people().count();
    for (int look = 0; look < 3; look++) {
      if (ports.people().count() != before) {
        overlaps.incrementAndGet();
      }
    }
    long id = before + 1;
    ports
        .people()
        .create(
            List.of(new dev.selvedge.person.Person(new PersonId(id), "p" + id + "@example.com")));
    return 1;
  }
}
