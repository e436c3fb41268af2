package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SpokenTime;
import dev.selvedge.app.promise.Workbench.Fittings;
import dev.selvedge.app.promise.Workbench.Said;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.automation.Terms;
import dev.selvedge.automation.Trigger;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.sandbox.fault.Outage;
import dev.selvedge.sandbox.program.Attendance;
import dev.selvedge.trail.TrailEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P6: what another fact cancels is not started, however late that fact comes before the call; and
/// what is foreseen is started when it comes true.
class P6WhatIsNotWantedAnyMoreIsNotStartedTest {
  private static final int PROGRAM = 12;
  private static final String ADA = "ada@example.com";
  private static final String GUEST = "guest@example.com";
  private static final Attendance ONCE = new Attendance(1, 1);
  private static final Attendance NEVER = Attendance.NEVER;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set by each test
  private Workbench bench;

  private static Rule rule(Trigger trigger, Duration within, Terms terms) {
    return new Rule(
        "rule", trigger, new Action.Enrol(PROGRAM), within, Purpose.TRANSACTIONAL, terms);
  }

  private void open(Rule rule) {
    bench = new Workbench(folder, Fittings.STANDARD.with(rule));
  }

  private void reopen(Rule rule) {
    bench = bench.restarted(folder, Fittings.STANDARD.with(rule));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static SourceRecord customer(String key, String email) {
    return Workbench.shop(key).email(email).consent(true, NOON.minusSeconds(9000)).upsert();
  }

  private static Said order(String key, String email, Instant placed) {
    return Workbench.order(key).email(email).with("placed", "\"" + placed + "\"").stamp(placed);
  }

  private Attendance attendance(String email) {
    return bench.sandbox.inside().attendance(PROGRAM, email);
  }

  private List<String> trail() {
    return bench.store.read(ports -> ports.trail().latest(2000)).stream()
        .map(TrailEntry::sentence)
        .toList();
  }

  private void to(Instant at) {
    while (bench.clock.instant().isBefore(at)) {
      Duration left = Duration.between(bench.clock.instant(), at);
      bench.clock.advance(left.compareTo(HOUR) < 0 ? left : HOUR);
      bench.crank.send();
    }
  }

  @Test
  void what_waits_goes_when_its_time_has_come_and_not_before() {
    open(rule(Trigger.of(FactKind.ORDER_PLACED), HOUR.multipliedBy(4), Terms.NONE.after(HOUR)));

    bench.receive(customer("1", ADA), order("A1", ADA, NOON).upsert());
    bench.settle();
    to(NOON.plus(HOUR).minusSeconds(1));
    assertThat(attendance(ADA)).isEqualTo(NEVER);

    to(NOON.plus(HOUR));
    bench.settle();
    assertThat(attendance(ADA)).isEqualTo(ONCE);
    assertThat(trail())
        .contains(
            "automation rule (order_placed) is to start on " + SpokenTime.of(NOON.plus(HOUR)));
  }

  @Test
  void what_happens_to_its_order_cancels_it_and_the_trail_says_so_at_once() {
    open(
        rule(
            Trigger.of(FactKind.ORDER_PLACED),
            DAY,
            Terms.NONE.after(HOUR).unless(FactKind.REFUNDED)));
    bench.receive(customer("1", ADA), order("A1", ADA, NOON).upsert());
    bench.settle();

    Instant refunded = NOON.plusSeconds(900);
    bench.receive(
        order("A1", ADA, NOON)
            .with("refunds", "[{\"id\":\"R\",\"amount\":1.00,\"at\":\"%s\"}]".formatted(refunded))
            .stamp(refunded)
            .upsert());
    bench.crank.resolve();
    assertThat(trail())
        .contains(
            "automation rule (order_placed) cancelled: money was given back for its order A1 on "
                + SpokenTime.of(refunded));

    to(NOON.plus(DAY));
    assertThat(attendance(ADA)).isEqualTo(NEVER);
  }

  @Test
  void another_order_cancels_it_until_a_moment_before_the_call() {
    open(
        rule(
            Trigger.of(FactKind.ORDER_PLACED),
            DAY,
            Terms.NONE.after(HOUR).unless(FactKind.ORDER_PLACED)));
    bench.receive(customer("1", ADA), order("A1", ADA, NOON).upsert());
    bench.settle();
    to(NOON.plus(HOUR).minusSeconds(1));

    Instant now = bench.clock.instant();
    bench.receive(order("A2", ADA, now).upsert());
    bench.crank.resolve();
    to(NOON.plus(HOUR));
    bench.settle();
    assertThat(attendance(ADA)).isEqualTo(NEVER);

    to(now.plus(HOUR));
    bench.settle();
    assertThat(attendance(ADA)).isEqualTo(ONCE);
  }

  @Test
  void so_does_an_order_under_another_record_that_turns_out_to_be_the_same_person() {
    open(
        rule(
            Trigger.of(FactKind.ORDER_PLACED),
            DAY,
            Terms.NONE.after(HOUR).unless(FactKind.ORDER_PLACED)));
    bench.receive(
        customer("1", ADA),
        customer("2", GUEST),
        order("A1", ADA, NOON).upsert(),
        order("G1", GUEST, NOON.plusSeconds(1)).with("customer", "\"2\"").upsert());
    bench.settle();

    bench.receive(
        Workbench.shop("2").email(ADA).stamp(NOON.plusSeconds(60)).upsert(),
        order("G1", ADA, NOON.plusSeconds(1))
            .with("customer", "\"2\"")
            .stamp(NOON.plusSeconds(60))
            .upsert());
    bench.settle();
    to(NOON.plus(HOUR.multipliedBy(2)));
    bench.settle();

    assertThat(attendance(ADA)).isEqualTo(ONCE);
    assertThat(trail())
        .anySatisfy(
            said ->
                assertThat(said)
                    .contains(
                        "cancelled: the person placed order G1 on "
                            + SpokenTime.of(NOON.plusSeconds(1))));
  }

  @Test
  void what_was_cancelled_is_wanted_again_when_what_cancelled_it_was_itself() {
    open(rule(new Trigger.Lapsed(DAY.multipliedBy(3)), DAY, Terms.NONE));
    bench.receive(customer("1", ADA), order("A1", ADA, NOON).upsert());
    bench.settle();
    Instant second = NOON.plus(DAY);
    to(second);
    bench.receive(order("A2", ADA, second).upsert());
    bench.settle();
    assertThat(trail())
        .contains(
            "automation rule (lapsed) cancelled: the person placed order A2 on "
                + SpokenTime.of(second));

    bench.receive(
        order("A2", ADA, second)
            .with("status", "\"cancelled\"")
            .stamp(second.plusSeconds(60))
            .upsert());
    bench.settle();
    to(NOON.plus(DAY.multipliedBy(3)));
    bench.settle();

    assertThat(attendance(ADA)).isEqualTo(ONCE);
    to(NOON.plus(DAY.multipliedBy(9)));
    assertThat(attendance(ADA)).isEqualTo(ONCE);
  }

  @Test
  void so_it_is_when_what_cancelled_it_was_another_order() {
    open(
        rule(
            Trigger.of(FactKind.ORDER_PLACED),
            DAY,
            Terms.NONE.after(HOUR).unless(FactKind.ORDER_PLACED)));
    bench.receive(customer("1", ADA), order("A1", ADA, NOON).upsert());
    bench.settle();
    Instant second = NOON.plusSeconds(600);
    bench.receive(order("A2", ADA, second).upsert());
    bench.settle();
    bench.receive(
        order("A2", ADA, second)
            .with("status", "\"cancelled\"")
            .stamp(second.plusSeconds(60))
            .upsert());
    bench.settle();

    to(NOON.plus(HOUR.multipliedBy(2)));
    bench.settle();
    assertThat(attendance(ADA)).isEqualTo(ONCE);
  }

  @Test
  void who_ordered_before_a_first_sync_lapses_after_it() {
    open(rule(new Trigger.Lapsed(DAY.multipliedBy(3)), DAY, Terms.NONE));

    bench.receive(
        customer("1", ADA),
        customer("2", GUEST),
        order("A1", ADA, NOON.minus(DAY)).backfill().upsert(),
        order("G1", GUEST, NOON.minus(DAY.multipliedBy(3)).minusSeconds(60)).backfill().upsert());
    bench.settle();
    assertThat(attendance(ADA)).isEqualTo(NEVER);

    to(NOON.plus(DAY.multipliedBy(2)));
    bench.settle();
    assertThat(attendance(ADA)).isEqualTo(ONCE);
    assertThat(attendance(GUEST)).isEqualTo(NEVER);
  }

  @Test
  void a_first_sync_starts_what_the_project_asks_for_since_a_day() {
    open(
        rule(
            Trigger.of(FactKind.ORDER_PLACED),
            DAY.multipliedBy(30),
            Terms.NONE.since(NOON.minus(DAY))));

    bench.receive(
        customer("1", ADA),
        customer("2", GUEST),
        order("A1", ADA, NOON.minus(DAY)).backfill().upsert(),
        order("G1", GUEST, NOON.minus(DAY).minusSeconds(1)).backfill().upsert());
    bench.settle();

    assertThat(attendance(ADA)).isEqualTo(ONCE);
    assertThat(attendance(GUEST)).isEqualTo(NEVER);
  }

  @Test
  void what_is_switched_off_plans_nothing() {
    open(rule(Trigger.of(FactKind.ORDER_PLACED), DAY, Terms.NONE.off()));

    bench.receive(customer("1", ADA), order("A1", ADA, NOON).upsert());
    bench.settle();

    assertThat(attendance(ADA)).isEqualTo(NEVER);
    assertThat(trail()).noneMatch(said -> said.contains("automation"));
  }

  @Test
  void what_was_planned_before_it_was_switched_off_goes_if_it_is_on_again_in_time() {
    Terms later = Terms.NONE.after(HOUR);
    open(rule(Trigger.of(FactKind.ORDER_PLACED), HOUR.multipliedBy(4), later));
    bench.receive(
        customer("1", ADA),
        customer("2", GUEST),
        order("A1", ADA, NOON).upsert(),
        order("G1", GUEST, NOON.minus(HOUR.multipliedBy(2))).with("customer", "\"2\"").upsert());
    bench.crank.resolve();

    reopen(rule(Trigger.of(FactKind.ORDER_PLACED), HOUR.multipliedBy(4), later.off()));
    bench.settle();
    to(NOON.plus(HOUR.multipliedBy(3)));
    assertThat(attendance(ADA)).isEqualTo(NEVER);

    reopen(rule(Trigger.of(FactKind.ORDER_PLACED), HOUR.multipliedBy(4), later));
    to(NOON.plus(HOUR.multipliedBy(3)).plusSeconds(600));
    assertThat(attendance(ADA)).isEqualTo(ONCE);
    assertThat(attendance(GUEST)).isEqualTo(NEVER);
  }

  @Test
  void what_is_found_cancelled_only_when_it_is_to_leave_comes_back_all_the_same() {
    open(rule(Trigger.of(FactKind.ORDER_PLACED), DAY, Terms.NONE.after(HOUR)));
    Instant second = NOON.plusSeconds(600);
    bench.receive(
        customer("1", ADA), order("A1", ADA, NOON).upsert(), order("A2", ADA, second).upsert());
    bench.settle();
    reopen(
        rule(
            Trigger.of(FactKind.ORDER_PLACED),
            DAY,
            Terms.NONE.after(HOUR).unless(FactKind.ORDER_PLACED)));
    to(NOON.plus(HOUR.multipliedBy(2)));
    bench.settle();
    assertThat(attendance(ADA).asked()).isEqualTo(1);

    bench.receive(
        order("A2", ADA, second)
            .with("status", "\"cancelled\"")
            .stamp(NOON.plus(HOUR.multipliedBy(2)))
            .upsert());
    bench.settle();
    assertThat(attendance(ADA).asked()).isEqualTo(2);
  }

  /// Found by random history 1415.
  @Test
  void so_does_what_was_tried_in_an_outage_and_of_which_nothing_came() {
    open(rule(new Trigger.Lapsed(HOUR.multipliedBy(30)), HOUR.multipliedBy(10), Terms.NONE));
    bench.receive(customer("1", ADA), order("A1", ADA, NOON).upsert());
    bench.settle();
    Instant due = NOON.plus(HOUR.multipliedBy(30));
    to(due.minusSeconds(1));
    bench.sandbox.outages().begin(Outage.Kind.UNAVAILABLE, Duration.ofMinutes(45));
    bench.settle();

    Instant second = due.plus(HOUR);
    bench.clock.advance(Duration.between(bench.clock.instant(), second));
    bench.receive(order("A2", ADA, second).upsert());
    bench.settle();
    assertThat(trail())
        .anySatisfy(said -> assertThat(said).contains("answer was lost and nothing of it shows"))
        .anySatisfy(
            said ->
                assertThat(said)
                    .contains("not sent: the person placed order A2 on " + SpokenTime.of(second)));
    assertThat(attendance(ADA)).isEqualTo(NEVER);

    bench.receive(
        order("A2", ADA, second)
            .with("status", "\"cancelled\"")
            .stamp(second.plusSeconds(60))
            .upsert());
    bench.settle();
    assertThat(attendance(ADA)).isEqualTo(ONCE);
    to(due.plus(DAY));
    assertThat(attendance(ADA)).isEqualTo(ONCE);
  }

  @Test
  void a_corrected_time_moves_it() {
    open(rule(Trigger.of(FactKind.ORDER_PLACED), DAY, Terms.NONE.after(HOUR)));
    bench.receive(customer("1", ADA), order("A1", ADA, NOON).upsert());
    bench.settle();

    Instant later = NOON.plus(HOUR.multipliedBy(5));
    bench.receive(order("A1", ADA, later).stamp(NOON.plusSeconds(60)).upsert());
    bench.settle();
    to(later.plus(HOUR).minusSeconds(1));
    assertThat(attendance(ADA)).isEqualTo(NEVER);
    to(later.plus(HOUR));
    bench.settle();
    assertThat(attendance(ADA)).isEqualTo(ONCE);
  }
}
