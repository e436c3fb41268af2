package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.promise.Workbench.Fittings;
import dev.selvedge.app.promise.Workbench.Said;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.sandbox.fault.Outage;
import dev.selvedge.sandbox.program.Attendance;
import dev.selvedge.sandbox.setting.Limits;
import dev.selvedge.sandbox.setting.Settings;
import dev.selvedge.send.Doubts.Unsure;
import dev.selvedge.testkit.Await;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.TrailEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P6: "shipped" for one parcel enrols once; after its deadline it is dropped and recorded, never
/// sent late.
class P6ATriggerFiresOnceInTimeOrNotAtAllTest {
  private static final int DRAFT = 11;
  private static final int SHIPPED = 12;
  private static final int OFFERS = 17;
  private static final String ENROL = "/v2/programs/enrolments";
  private static final String ADA = "ada@example.com";
  private static final String BOB = "bob@example.com";
  private static final Duration WITHIN = Duration.ofHours(2);
  private static final Rule MAIL = rule("shipped-mail", SHIPPED, Purpose.TRANSACTIONAL);
  private static final Rule OFFER = rule("shipped-offer", OFFERS, Purpose.MARKETING);
  private static final Attendance ONCE = new Attendance(1, 1);
  private static final Attendance NEVER = Attendance.NEVER;

  @TempDir private Path folder;
  private Workbench bench;

  private static Rule rule(String name, int program, Purpose purpose) {
    return new Rule(name, FactKind.SHIPPED, new Action.Enrol(program), WITHIN, purpose);
  }

  @BeforeEach
  void begin() {
    bench = new Workbench(folder, Fittings.STANDARD.with(MAIL));
    meetEverybody();
  }

  /// Another hub for tests that need other rules.
  private void open(String name, Fittings fittings) {
    bench.close();
    bench = new Workbench(folder.resolve(name), fittings);
    meetEverybody();
  }

  private void meetEverybody() {
    bench.receive(customer("1", ADA), customer("2", BOB));
    bench.settle();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static SourceRecord customer(String key, String email) {
    return Workbench.shop(key).email(email).consent(true, NOON.minusSeconds(9000)).upsert();
  }

  /// An order whose parcels left ten minutes ago.
  private static Said shipped(String order, String email, String... parcels) {
    return shippedAt(NOON.minusSeconds(600), order, email, parcels);
  }

  private static Said shippedAt(Instant at, String order, String email, String... parcels) {
    List<String> said = new ArrayList<>();
    for (String parcel : parcels) {
      said.add("{\"id\":\"%s\",\"at\":\"%s\"}".formatted(parcel, at));
    }
    return Workbench.order(order)
        .email(email)
        .with("parcels", "[" + String.join(",", said) + "]")
        .stamp(NOON.minusSeconds(500));
  }

  private Attendance attendance(int program, String email) {
    return bench.sandbox.inside().attendance(program, email);
  }

  private int calls() {
    return bench.sandbox.inside().enrolments().size();
  }

  private List<String> trail() {
    return bench.store.read(ports -> ports.trail().latest(2000)).stream()
        .map(TrailEntry::sentence)
        .toList();
  }

  private List<ParkedItem> parked() {
    return bench.store.read(ports -> ports.parked().newest(100));
  }

  private void turn(int times, Duration each) {
    bench.crank.sendAll(times, () -> bench.clock.advance(each));
  }

  @Test
  void what_shipped_starts_its_person_once_and_after_its_order() {
    bench.receive(shipped("A1", ADA, "P1").upsert());
    bench.settle();

    assertThat(attendance(SHIPPED, ADA)).isEqualTo(ONCE);
    assertThat(bench.sandbox.inside().recordCount("Orders")).isEqualTo(1);
    List<String> paths =
        bench.sandbox.calls().last().stream()
            .map(call -> call.method() + " " + call.path())
            .filter(call -> call.contains("rders") || call.equals("POST " + ENROL))
            .toList();
    assertThat(paths.getLast()).isEqualTo("POST " + ENROL);
    assertThat(trail())
        .anySatisfy(said -> assertThat(said).startsWith("automation shipped-mail (shipped)"))
        .anySatisfy(said -> assertThat(said).startsWith("enrolment made in Dotdigital"));
  }

  @Test
  void the_same_told_ten_times_starts_once() {
    for (int i = 0; i < 10; i++) {
      bench.receive(shipped("A1", ADA, "P1").upsert());
      bench.receive(
          shipped("A1", ADA, "P1")
              .with("status", "\"step " + i + "\"")
              .stamp(NOON.plusSeconds(i))
              .upsert());
      bench.settle();
    }

    assertThat(attendance(SHIPPED, ADA)).isEqualTo(ONCE);
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void two_parcels_start_twice() {
    bench.receive(shipped("A1", ADA, "P1", "P2").upsert());
    bench.settle();

    assertThat(attendance(SHIPPED, ADA)).isEqualTo(new Attendance(2, 2));
  }

  @Test
  void a_first_sync_starts_nothing_and_what_it_told_never_will() {
    bench.receive(shipped("A1", ADA, "P1").backfill().upsert());
    bench.settle();
    bench.receive(shipped("A1", ADA, "P1").stamp(NOON).with("status", "\"sent\"").upsert());
    bench.settle();

    assertThat(calls()).isZero();
    assertThat(trail())
        .anySatisfy(
            said ->
                assertThat(said).endsWith("not started: what it answers came with a first sync"));
    bench.receive(shipped("A1", ADA, "P1", "P2").stamp(NOON.plusSeconds(1)).upsert());
    bench.settle();
    assertThat(attendance(SHIPPED, ADA)).isEqualTo(ONCE);
  }

  @Test
  void what_is_told_too_late_is_recorded_and_not_started() {
    bench.receive(shippedAt(NOON.minus(WITHIN).minusSeconds(1200), "A1", ADA, "P1").upsert());
    bench.settle();

    assertThat(calls()).isZero();
    assertThat(trail())
        .anySatisfy(said -> assertThat(said).contains("not started: what it answers came 20 min"));
  }

  @Test
  void what_could_not_be_sent_in_time_is_dropped_and_never_made_up_for() {
    bench.sandbox.outages().begin(Outage.Kind.UNAVAILABLE, Duration.ofHours(3));

    bench.receive(shipped("A1", ADA, "P1").upsert());
    bench.crank.resolve();
    turn(60, Duration.ofMinutes(4));
    turn(30, Duration.ofSeconds(10));

    assertThat(bench.sandbox.inside().recordCount("Orders")).isEqualTo(1);
    assertThat(calls()).isZero();
    assertThat(trail())
        .anySatisfy(said -> assertThat(said).startsWith("enrolment not sent: its deadline passed"));
  }

  @Test
  void consent_is_looked_at_in_the_last_moment_and_only_for_marketing() {
    open("other", Fittings.STANDARD.with(MAIL, OFFER));

    bench.receive(
        shipped("A1", ADA, "P1").upsert(),
        Workbench.shop("1").email(ADA).consent(false, NOON).stamp(NOON).upsert(),
        shipped("B1", BOB, "P1").upsert());
    bench.settle();

    assertThat(attendance(OFFERS, ADA)).isEqualTo(NEVER);
    assertThat(attendance(OFFERS, BOB)).isEqualTo(ONCE);
    assertThat(attendance(SHIPPED, BOB)).isEqualTo(ONCE);
    // The hub asks for no consent here; Dotdigital has a door of its own.
    assertThat(attendance(SHIPPED, ADA)).isEqualTo(new Attendance(1, 0));
    assertThat(trail())
        .contains("enrolment not sent: the person has not agreed to marketing")
        .anySatisfy(said -> assertThat(said).contains("has unsubscribed in Dotdigital"));
  }

  @Test
  void who_never_said_anything_gets_no_marketing() {
    open("other", Fittings.STANDARD.with(OFFER));

    bench.receive(shipped("C1", "cy@example.com", "P1").upsert());
    bench.settle();

    assertThat(calls()).isZero();
    assertThat(bench.sandbox.inside().recordCount("Orders")).isEqualTo(1);
  }

  @Test
  void a_lost_answer_is_looked_for_and_not_made_again() {
    bench.sandbox.faults().add(FaultRule.times(1, "POST", ENROL, new Fault.CutAfter()));

    bench.receive(shipped("A1", ADA, "P1").upsert());
    bench.settle();
    turn(100, Duration.ofSeconds(10));

    assertThat(attendance(SHIPPED, ADA)).isEqualTo(ONCE);
    assertThat(calls()).isEqualTo(1);
    assertThat(trail())
        .anySatisfy(said -> assertThat(said).startsWith("enrolment made in Dotdigital"));
  }

  @Test
  void a_call_that_never_arrived_is_made_when_it_surely_did_not() {
    bench.sandbox.faults().add(FaultRule.times(1, "POST", ENROL, new Fault.CutBefore()));

    bench.receive(shipped("A1", ADA, "P1").upsert());
    bench.settle();
    assertThat(calls()).isZero();
    turn(100, Duration.ofSeconds(10));

    assertThat(attendance(SHIPPED, ADA)).isEqualTo(ONCE);
  }

  @Test
  void a_crash_before_the_answer_leaves_nothing_undone_and_nothing_twice() {
    bench.receive(shipped("A1", ADA, "P1").upsert());
    bench.sandbox.faults().add(FaultRule.times(1, "POST", ENROL, new Fault.Held(2_000)));
    bench.crank.resolve();
    Workbench dying = bench;
    Thread sending = Thread.ofVirtual().start(() -> sendUntilStopped(dying));
    Await.until("the call has arrived", Duration.ofSeconds(30), () -> calls() == 1);

    bench = dying.afterCrash(folder);
    sending.interrupt();
    turn(100, Duration.ofSeconds(10));

    assertThat(attendance(SHIPPED, ADA)).isEqualTo(ONCE);
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void what_another_call_is_known_to_have_made_is_not_taken_for_a_lost_one_even_after_a_crash() {
    loses(ADA, new Fault.CutBefore());
    bench.receive(shipped("B1", BOB, "P2").upsert());
    bench.settle();
    assertThat(attendance(SHIPPED, BOB)).isEqualTo(ONCE);

    bench = bench.afterCrash(folder);
    turn(100, Duration.ofSeconds(10));

    assertThat(attendance(SHIPPED, ADA)).isEqualTo(ONCE);
    assertThat(attendance(SHIPPED, BOB)).isEqualTo(ONCE);
  }

  @Test
  void of_two_lost_calls_and_one_enrolment_neither_is_repeated_and_both_are_told() {
    loses(ADA, new Fault.CutBefore());
    loses(BOB, new Fault.CutAfter());

    bench = bench.afterCrash(folder);
    turn(100, Duration.ofSeconds(10));

    assertThat(attendance(SHIPPED, ADA)).isEqualTo(NEVER);
    assertThat(attendance(SHIPPED, BOB)).isEqualTo(ONCE);
    assertThat(trail().stream().filter(said -> said.contains("at most once"))).hasSize(2);
  }

  /// Somebody's parcel leaves, and the call that tells of it is cut.
  private void loses(String email, Fault cut) {
    bench.sandbox.faults().add(FaultRule.times(1, "POST", ENROL, cut));
    bench.receive(shipped("of " + email, email, "parcel of " + email).upsert());
    bench.settle();
  }

  private static void sendUntilStopped(Workbench dying) {
    try {
      dying.crank.sendAll(100, () -> dying.clock.advance(Duration.ofSeconds(3)));
    } catch (RuntimeException died) {
      // its store is gone
    }
  }

  @Test
  void a_program_that_is_not_active_parks_its_own_and_holds_up_nobody() {
    open("other", Fittings.STANDARD.with(MAIL, rule("summer", DRAFT, Purpose.TRANSACTIONAL)));

    bench.receive(shipped("A1", ADA, "P1").upsert());
    bench.settle();

    assertThat(attendance(SHIPPED, ADA)).isEqualTo(ONCE);
    assertThat(parked())
        .singleElement()
        .satisfies(item -> assertThat(item.sentence()).contains("Program 11 is not active"));
  }

  @Test
  void where_looking_gives_no_certainty_the_projects_choice_decides() {
    for (Unsure unsure : Unsure.values()) {
      open(unsure.name(), Fittings.STANDARD.with(MAIL).with(unsure));
      bench.sandbox.faults().add(FaultRule.times(1, "POST", ENROL, new Fault.CutAfter()));
      bench.receive(shipped("A1", ADA, "P1").upsert());
      bench.crank.resolve();
      while (calls() == 0) {
        turn(1, Duration.ofSeconds(1));
      }
      bench.enrolAsStranger(SHIPPED, BOB);
      turn(100, Duration.ofSeconds(10));

      int times = unsure == Unsure.AT_MOST_ONCE ? 1 : 2;
      assertThat(attendance(SHIPPED, ADA)).isEqualTo(new Attendance(times, times));
      assertThat(trail()).anySatisfy(said -> assertThat(said).contains("by the project's choice"));
    }
  }

  @Test
  void two_persons_that_become_one_are_started_once() {
    bench.receive(Workbench.shop("3").email("old@example.com").upsert());
    bench.receive(shipped("A1", "old@example.com", "P1").with("customer", "\"3\"").upsert());
    bench.crank.resolve();

    bench.receive(Workbench.shop("3").email(ADA).stamp(NOON).upsert());
    bench.settle();
    assertThat(attendance(SHIPPED, ADA)).isEqualTo(ONCE);

    bench.receive(Workbench.shop("3").email(BOB).stamp(NOON.plusSeconds(1)).upsert());
    bench.settle();
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void an_order_that_came_before_its_customer_starts_it_when_both_are_there() {
    SourceRecord order =
        Workbench.order("A1")
            .with("customer", "\"7\"")
            .with("parcels", "[{\"id\":\"P1\",\"at\":\"2026-11-01T11:50:00Z\"}]")
            .upsert();

    bench.receive(order);
    bench.settle();
    bench.receive(customer("7", "grace@example.com"));
    bench.settle();

    assertThat(bench.sandbox.inside().recordCount("Orders")).isEqualTo(1);
    assertThat(attendance(SHIPPED, "grace@example.com")).isEqualTo(ONCE);
  }

  @Test
  void many_leave_in_calls_of_at_most_twenty_five() {
    List<SourceRecord> records = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      records.add(customer("M" + i, "m" + i + "@example.com"));
      records.add(shipped("M" + i, "m" + i + "@example.com", "P").upsert());
    }

    bench.receive(records.toArray(SourceRecord[]::new));
    bench.settle();

    assertThat(bench.sandbox.inside().attendances(SHIPPED).values()).hasSize(60).containsOnly(ONCE);
    assertThat(calls()).isBetween(3, 10);
    assertThat(bench.sandbox.inside().enrolments())
        .allSatisfy(call -> assertThat(call.contacts()).hasSizeLessThanOrEqualTo(25));
  }

  @Test
  void what_the_account_works_on_holds_up_nobody_else() {
    open(
        "slow",
        Fittings.STANDARD
            .with(MAIL)
            .with(Settings.unthrottled().withJobDelay(Duration.ofMinutes(10))));
    for (int i = 0; i < 8; i++) {
      receiveShipped("m" + i);
      bench.crank.resolve();
      turn(4, Duration.ofSeconds(2));
    }
    assertThat(calls()).isEqualTo(8);

    turn(4, Duration.ofMinutes(10));
    allAreStarted(8);
  }

  private void openCapped() {
    Settings capped =
        Settings.unthrottled().withLimits(Limits.unthrottled().withEnrolmentCalls(20));
    open("other", Fittings.STANDARD.with(MAIL).with(capped));
  }

  private void receiveShipped(String key) {
    String email = key + "@example.com";
    bench.receive(customer(key, email), shipped(key, email, "P").upsert());
  }

  /// Who was to be started has been, once, and the account had nothing to refuse.
  private void allAreStarted(int people) {
    assertThat(bench.sandbox.inside().attendances(SHIPPED).values())
        .hasSize(people)
        .containsOnly(ONCE);
    assertThat(bench.sandbox.calls().last())
        .noneSatisfy(
            call -> {
              assertThat(call.path()).isEqualTo(ENROL);
              assertThat(call.status()).isGreaterThanOrEqualTo(400);
            });
  }

  @Test
  void of_twenty_calls_an_hour_some_are_kept_while_everything_else_goes_on() {
    openCapped();
    for (int i = 0; i < 25; i++) {
      receiveShipped("m" + i);
      bench.crank.resolve();
      turn(4, Duration.ofMillis(500));
    }

    assertThat(bench.sandbox.inside().recordCount("Orders")).isEqualTo(25);
    assertThat(calls()).isBetween(2, 6);

    turn(10, Duration.ofMinutes(1));
    allAreStarted(25);
    assertThat(calls()).isLessThan(10);
  }

  @Test
  void nobody_waits_for_the_next_hour_while_calls_can_carry_more() {
    openCapped();
    List<Duration> waits = new ArrayList<>();
    Map<String, Instant> since = new HashMap<>();
    for (int second = 0; second < 60 * 60; second += 5) {
      if (second % 20 == 0 && second < 55 * 60) {
        since.put("m" + second + "@example.com", bench.clock.instant());
        receiveShipped("m" + second);
        bench.crank.resolve();
      }
      turn(1, Duration.ofSeconds(5));
      started(since, waits);
    }

    allAreStarted(165);
    assertThat(calls()).isLessThanOrEqualTo(20);
    assertThat(waits).hasSize(165).allMatch(wait -> wait.compareTo(Duration.ofMinutes(5)) < 0);
  }

  /// Notes of those who are in the program by now how long they waited.
  private void started(Map<String, Instant> since, List<Duration> waits) {
    Set<String> started =
        since.keySet().stream()
            .filter(email -> attendance(SHIPPED, email).equals(ONCE))
            .collect(Collectors.toSet());
    started.forEach(
        email ->
            waits.add(
                Duration.between(
                    Optional.ofNullable(since.remove(email)).orElseThrow(),
                    bench.clock.instant())));
  }

  @Test
  void a_crowd_in_one_program_does_not_take_the_turn_of_another() {
    Rule placed =
        new Rule(
            "placed",
            FactKind.ORDER_PLACED,
            new Action.Enrol(OFFERS),
            WITHIN,
            Purpose.TRANSACTIONAL);
    Settings capped =
        Settings.unthrottled().withLimits(Limits.unthrottled().withEnrolmentCalls(20));
    open("crowd", Fittings.STANDARD.with(MAIL, placed).with(capped));
    Instant asked = NOON;
    for (int minute = 0; minute < 30; minute++) {
      for (int i = 0; minute < 10 && i < 60; i++) {
        String key = "c" + minute + "-" + i;
        bench.receive(
            customer(key, key + "@example.com"),
            Workbench.order(key).email(key + "@example.com").stamp(NOON.minusSeconds(1)).upsert());
      }
      if (minute == 2) {
        receiveShipped("single");
        asked = bench.clock.instant();
      }
      bench.crank.resolve();
      turn(12, Duration.ofSeconds(5));
      if (attendance(SHIPPED, "single@example.com").equals(ONCE)) {
        break;
      }
    }
    assertThat(attendance(SHIPPED, "single@example.com")).isEqualTo(ONCE);
    assertThat(Duration.between(asked, bench.clock.instant())).isLessThan(Duration.ofMinutes(16));
    assertThat(calls()).isLessThanOrEqualTo(20);
  }

  @Test
  void who_is_not_to_be_started_is_told_so_at_once_and_makes_no_call_full() {
    Settings capped =
        Settings.unthrottled().withLimits(Limits.unthrottled().withEnrolmentCalls(20));
    open("offers", Fittings.STANDARD.with(OFFER).with(capped));
    for (int i = 0; i < 3; i++) {
      receiveShipped("m" + i);
      bench.crank.resolve();
      turn(30, Duration.ofSeconds(2));
    }
    int before = calls();
    for (int i = 0; i < 40; i++) {
      String email = "no" + i + "@example.com";
      bench.receive(
          Workbench.shop("no" + i).email(email).consent(false, NOON.minusSeconds(9000)).upsert(),
          shipped("no" + i, email, "P").upsert());
    }
    receiveShipped("yes");
    bench.crank.resolve();
    turn(8, Duration.ofMillis(100));

    assertThat(trail())
        .filteredOn(said -> said.startsWith("enrolment not sent"))
        .hasSize(40)
        .allMatch(said -> said.contains("marketing"));
    assertThat(calls()).isEqualTo(before);
    assertThat(attendance(OFFERS, "yes@example.com")).isEqualTo(NEVER);

    turn(8, Duration.ofMinutes(1));
    assertThat(attendance(OFFERS, "yes@example.com")).isEqualTo(ONCE);
    assertThat(calls()).isEqualTo(before + 1);
  }

  @Test
  void whose_time_is_nearly_over_does_not_wait_for_company() {
    openCapped();
    for (int i = 0; i < 8; i++) {
      receiveShipped("m" + i);
      bench.crank.resolve();
      turn(60, Duration.ofSeconds(2));
    }
    int before = calls();
    Instant shippedAt = bench.clock.instant().minus(WITHIN).plusSeconds(45);
    bench.receive(
        customer("late", "late@example.com"),
        Workbench.order("late")
            .email("late@example.com")
            .with("parcels", "[{\"id\":\"P\",\"at\":\"%s\"}]".formatted(shippedAt))
            .upsert());
    bench.crank.resolve();
    turn(4, Duration.ofSeconds(2));

    assertThat(attendance(SHIPPED, "late@example.com")).isEqualTo(ONCE);
    assertThat(calls()).isEqualTo(before + 1);
  }
}
