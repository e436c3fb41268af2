package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.promise.Workbench.Fittings;
import dev.selvedge.app.promise.Workbench.Said;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.Cap;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Hours;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.automation.Terms;
import dev.selvedge.automation.Trigger;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.sandbox.program.Attendance;
import dev.selvedge.trail.TrailEntry;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P6: frequency caps hold whatever comes together or goes wrong, and nobody is spoken to outside
/// their hours.
class P6NoMoreThanAllowedAndAtAllowedHoursTest {
  private static final int PROGRAM = 12;
  private static final int OTHER = 17;
  private static final String ENROL = "/v2/programs/enrolments";
  private static final String ADA = "ada@example.com";
  private static final String BOB = "bob@example.com";
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set by each test
  private Workbench bench;

  private static Rule rule(String name, int program, FactKind on, Terms terms) {
    return new Rule(
        name, Trigger.of(on), new Action.Enrol(program), DAY, Purpose.TRANSACTIONAL, terms);
  }

  private void open(Rule... rules) {
    bench = new Workbench(folder, Fittings.STANDARD.with(rules));
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

  private Said order(String key, String email) {
    Instant now = bench.clock.instant();
    return Workbench.order(key).email(email).with("placed", "\"" + now + "\"").stamp(now);
  }

  private int times(int program, String email) {
    return bench.sandbox.inside().attendance(program, email).entered();
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
    bench.settle();
  }

  private static Terms once() {
    return Terms.NONE.atMost(Cap.ofRule("thanks", 1, WEEK));
  }

  @Test
  void of_several_in_one_batch_only_so_many_go_and_the_others_say_why() {
    open(rule("thanks", PROGRAM, FactKind.ORDER_PLACED, once()));

    bench.receive(order("A1", ADA).upsert(), order("A2", ADA).upsert(), order("B1", BOB).upsert());
    bench.settle();

    assertThat(times(PROGRAM, ADA)).isEqualTo(1);
    assertThat(times(PROGRAM, BOB)).isEqualTo(1);
    assertThat(trail())
        .anySatisfy(
            said ->
                assertThat(said)
                    .startsWith("enrolment not sent: at most 1 in 7 days: thanks went on"));
  }

  @Test
  void after_that_time_it_goes_again() {
    open(rule("thanks", PROGRAM, FactKind.ORDER_PLACED, once()));
    bench.receive(order("A1", ADA).upsert());
    bench.settle();

    to(NOON.plus(WEEK).minus(HOUR));
    bench.receive(order("A2", ADA).upsert());
    bench.settle();
    assertThat(times(PROGRAM, ADA)).isEqualTo(1);

    to(NOON.plus(WEEK).plus(HOUR));
    bench.receive(order("A3", ADA).upsert());
    bench.settle();
    assertThat(times(PROGRAM, ADA)).isEqualTo(2);
  }

  @Test
  void rules_of_one_group_count_together() {
    Terms terms = Terms.NONE.atMost(Cap.ofGroup("thanks", 1, WEEK));
    open(
        rule("placed", PROGRAM, FactKind.ORDER_PLACED, terms),
        rule("paid", OTHER, FactKind.PAID, terms));

    bench.receive(order("A1", ADA).with("paid", "\"" + NOON + "\"").upsert());
    bench.settle();

    assertThat(times(PROGRAM, ADA) + times(OTHER, ADA)).isEqualTo(1);
  }

  @Test
  void what_went_to_another_record_counts_once_both_are_one_person() {
    open(rule("thanks", PROGRAM, FactKind.ORDER_PLACED, once()));
    bench.receive(order("B1", BOB).with("customer", "\"2\"").upsert());
    bench.settle();
    assertThat(times(PROGRAM, BOB)).isEqualTo(1);

    Instant later = bench.clock.instant();
    bench.receive(
        Workbench.shop("2").email(ADA).stamp(later).upsert(),
        order("B1", ADA)
            .with("placed", "\"" + NOON + "\"")
            .with("customer", "\"2\"")
            .stamp(later)
            .upsert(),
        order("A1", ADA).upsert());
    bench.settle();

    assertThat(times(PROGRAM, ADA)).isZero();
    assertThat(times(PROGRAM, BOB)).isEqualTo(1);
  }

  @Test
  void what_may_have_gone_counts_and_what_surely_did_not_does_not() {
    open(
        rule("thanks", PROGRAM, FactKind.ORDER_PLACED, once()),
        rule("draft", 11, FactKind.PAID, Terms.NONE.atMost(Cap.ofGroup("x", 1, WEEK))),
        rule("sent", OTHER, FactKind.SHIPPED, Terms.NONE.atMost(Cap.ofGroup("x", 1, WEEK))));
    bench.sandbox.faults().add(FaultRule.times(1, "POST", ENROL, new Fault.CutAfter()));

    bench.receive(order("A1", ADA).upsert());
    bench.settle();
    bench.receive(order("A2", ADA).upsert());
    bench.settle();
    bench.crank.sendAll(100, () -> bench.clock.advance(Duration.ofSeconds(10)));
    assertThat(times(PROGRAM, ADA)).isEqualTo(1);

    // Program 11 takes nobody.
    Instant now = bench.clock.instant();
    bench.receive(order("B1", BOB).with("paid", "\"" + now + "\"").upsert());
    bench.settle();
    bench.receive(
        order("B1", BOB)
            .with("paid", "\"" + now + "\"")
            .with("parcels", "[{\"id\":\"P\",\"at\":\"%s\"}]".formatted(now))
            .stamp(now.plusSeconds(1))
            .upsert());
    bench.settle();
    assertThat(times(OTHER, BOB)).isEqualTo(1);
  }

  @Test
  void nobody_gives_way_to_what_does_not_go_in_the_end() {
    Terms terms = Terms.NONE.atMost(Cap.ofGroup("x", 1, WEEK));
    open(rule("draft", 11, FactKind.PAID, terms), rule("sent", PROGRAM, FactKind.SHIPPED, terms));

    // Program 11 takes nobody, which is not known yet when both are handed out.
    Instant now = bench.clock.instant();
    bench.receive(
        order("A1", ADA)
            .with("paid", "\"" + now + "\"")
            .with("parcels", "[{\"id\":\"P\",\"at\":\"%s\"}]".formatted(now))
            .upsert());
    bench.settle();

    assertThat(times(PROGRAM, ADA)).isEqualTo(1);
  }

  @Test
  void a_first_order_is_answered_once_in_a_life_also_when_an_older_one_becomes_known() {
    open(rule("welcome", PROGRAM, FactKind.FIRST_ORDER, Terms.NONE));
    bench.receive(order("A1", ADA).upsert());
    bench.settle();
    assertThat(times(PROGRAM, ADA)).isEqualTo(1);

    bench.receive(order("A0", ADA).with("placed", "\"" + NOON.minusSeconds(600) + "\"").upsert());
    bench.settle();

    assertThat(times(PROGRAM, ADA)).isEqualTo(1);
    assertThat(trail())
        .anySatisfy(said -> assertThat(said).contains("once for each person: welcome went on"));
  }

  @Test
  void outside_the_hours_it_waits_for_them_and_past_its_deadline_it_is_dropped() {
    Hours hours =
        new Hours(9 * 60, 11 * 60, EnumSet.allOf(DayOfWeek.class), ZoneId.of("Europe/London"), "");
    Hours never =
        new Hours(9 * 60, 11 * 60, EnumSet.of(DayOfWeek.THURSDAY), ZoneId.of("Europe/London"), "");
    open(
        rule("thanks", PROGRAM, FactKind.ORDER_PLACED, Terms.NONE.during(hours)),
        rule("late", OTHER, FactKind.ORDER_PLACED, Terms.NONE.during(never)));

    bench.receive(order("A1", ADA).upsert());
    bench.settle();
    to(Instant.parse("2026-11-02T08:59:00Z"));
    assertThat(times(PROGRAM, ADA)).isZero();
    to(Instant.parse("2026-11-02T09:00:00Z"));

    assertThat(times(PROGRAM, ADA)).isEqualTo(1);
    assertThat(times(OTHER, ADA)).isZero();
    assertThat(trail())
        .anySatisfy(said -> assertThat(said).contains("waits: it is outside its hours"))
        .anySatisfy(
            said ->
                assertThat(said)
                    .contains("they begin on 5 Nov 2026, 09:00 GMT, after its deadline"));
  }

  @Test
  void the_hours_are_those_of_the_persons_clock() {
    Hours hours =
        new Hours(
            14 * 60,
            15 * 60,
            EnumSet.allOf(DayOfWeek.class),
            ZoneId.of("Europe/London"),
            "nickname");
    open(rule("thanks", PROGRAM, FactKind.ORDER_PLACED, Terms.NONE.during(hours)));
    bench.receive(Workbench.shop("1").email(ADA).with("nick", "\"FI\"").stamp(NOON).upsert());
    bench.settle();

    bench.receive(order("A1", ADA).upsert(), order("B1", BOB).upsert());
    bench.settle();

    assertThat(times(PROGRAM, ADA)).isEqualTo(1);
    assertThat(times(PROGRAM, BOB)).isZero();
    to(NOON.plus(HOUR.multipliedBy(2)));
    assertThat(times(PROGRAM, BOB)).isEqualTo(1);
    assertThat(bench.sandbox.inside().attendance(PROGRAM, BOB)).isEqualTo(new Attendance(1, 1));
  }
}
