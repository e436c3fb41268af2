package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.promise.Workbench.Fittings;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.Cap;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Hours;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.automation.Terms;
import dev.selvedge.automation.Trigger;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.sandbox.setting.Limits;
import dev.selvedge.sandbox.setting.Settings;
import dev.selvedge.trail.TrailEntry;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P6 where calls are few: who has to be in time is, who is not to be started takes nobody's turn,
/// and what the project allows holds.
class P6FewCallsAreSpreadTest {
  private static final int PROGRAM = 12;
  private static final int OTHER = 17;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Workbench bench;

  private static Rule rule(String name, FactKind on, int program, Duration within) {
    return rule(name, on, program, within, Terms.NONE);
  }

  private static Rule rule(String name, FactKind on, int program, Duration within, Terms terms) {
    return new Rule(
        name, Trigger.of(on), new Action.Enrol(program), within, Purpose.TRANSACTIONAL, terms);
  }

  private static Fittings fittings(int calls, Rule... rules) {
    Settings account =
        Settings.unthrottled().withLimits(Limits.unthrottled().withEnrolmentCalls(calls));
    return Fittings.STANDARD.with(account).with(rules);
  }

  private void open(int calls, Rule... rules) {
    bench = new Workbench(folder, fittings(calls, rules));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static String mail(int person) {
    return "p" + person + "@example.com";
  }

  private void people(int count) {
    List<SourceRecord> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(customer(i, true));
    }
    bench.receive(all.toArray(SourceRecord[]::new));
    bench.settle();
  }

  private static SourceRecord customer(int person, boolean agrees) {
    Instant at = agrees ? NOON.minusSeconds(9000) : NOON.minusSeconds(100);
    return Workbench.shop("c" + person).email(mail(person)).consent(agrees, at).upsert();
  }

  private SourceRecord placed(int person) {
    Instant now = bench.clock.instant();
    return order(person, now).stamp(now).upsert();
  }

  /// An order of long ago that is paid just now.
  private SourceRecord paid(int person) {
    Instant now = bench.clock.instant();
    return order(person, now.minus(DAY.multipliedBy(40)))
        .with("paid", "\"" + now + "\"")
        .stamp(now)
        .upsert();
  }

  private static Workbench.Said order(int person, Instant at) {
    return Workbench.order("o" + person).email(mail(person)).with("placed", "\"" + at + "\"");
  }

  private void placed(int from, int to) {
    List<SourceRecord> all = new ArrayList<>();
    for (int i = from; i < to; i++) {
      all.add(placed(i));
    }
    receive(all.toArray(SourceRecord[]::new));
  }

  private void receive(SourceRecord... records) {
    bench.receive(records);
    bench.crank.resolve();
  }

  private void run(Duration time) {
    Instant until = bench.clock.instant().plus(time);
    while (bench.clock.instant().isBefore(until)) {
      bench.crank.send();
      bench.clock.advance(Duration.ofSeconds(5));
    }
  }

  private int entered(int program, int person) {
    return bench.sandbox.inside().attendance(program, mail(person)).entered();
  }

  /// How long until somebody is started, in whole minutes; 90 for not at all.
  private int minutesUntilEntered(int program, int person) {
    int minutes = 0;
    while (entered(program, person) == 0 && minutes < 90) {
      run(Duration.ofMinutes(1));
      minutes++;
    }
    return minutes;
  }

  private int calls() {
    return bench.sandbox.inside().enrolments().size();
  }

  private List<String> notSent() {
    return bench.store.read(ports -> ports.trail().latest(2000)).stream()
        .map(TrailEntry::sentence)
        .filter(said -> said.startsWith("enrolment not sent"))
        .toList();
  }

  @Test
  void a_near_deadline_goes_before_a_crowd_that_has_a_week() {
    open(
        4,
        rule("crowd", FactKind.ORDER_PLACED, PROGRAM, DAY.multipliedBy(7)),
        rule("soon", FactKind.PAID, PROGRAM, Duration.ofMinutes(10)));
    people(151);
    placed(0, 150);
    bench.clock.advance(Duration.ofSeconds(1));
    receive(paid(150));
    run(Duration.ofMinutes(15));

    assertThat(entered(PROGRAM, 150)).isEqualTo(1);
    assertThat(calls()).isLessThanOrEqualTo(4);
  }

  @Test
  void the_end_of_allowed_hours_is_a_deadline() {
    Hours hours =
        new Hours(12 * 60, 12 * 60 + 6, EnumSet.allOf(DayOfWeek.class), ZoneOffset.UTC, "");
    open(
        4,
        rule(
            "lunch",
            FactKind.ORDER_PLACED,
            PROGRAM,
            HOUR.multipliedBy(12),
            Terms.NONE.during(hours)));
    people(3);
    for (int i = 0; i < 3; i++) {
      receive(placed(i));
      run(Duration.ofMinutes(1));
    }
    run(Duration.ofMinutes(5));

    assertThat(entered(PROGRAM, 0) + entered(PROGRAM, 1) + entered(PROGRAM, 2)).isEqualTo(3);
  }

  @Test
  void a_deadline_that_passes_behind_a_full_call_is_told() {
    open(
        1,
        rule("short", FactKind.ORDER_PLACED, PROGRAM, Duration.ofMinutes(20)),
        rule("long", FactKind.PAID, PROGRAM, DAY));
    people(60);
    receive(placed(0));
    run(Duration.ofSeconds(30));
    List<SourceRecord> crowd = new ArrayList<>();
    for (int i = 1; i < 31; i++) {
      crowd.add(paid(i));
    }
    receive(crowd.toArray(SourceRecord[]::new));
    run(Duration.ofSeconds(30));
    receive(placed(40));
    run(Duration.ofMinutes(21));

    assertThat(notSent()).singleElement().asString().contains("its deadline passed");
  }

  @Test
  void who_has_not_agreed_takes_no_turn() {
    Rule offer =
        new Rule(
            "offer",
            Trigger.of(FactKind.ORDER_PLACED),
            new Action.Enrol(PROGRAM),
            DAY,
            Purpose.MARKETING,
            Terms.NONE);
    open(4, offer);
    people(10);
    bench.receive(customer(5, false));
    bench.settle();
    for (int i = 0; i < 3; i++) {
      receive(placed(i));
      run(Duration.ofMinutes(i < 2 ? 14 : 18));
    }
    receive(placed(5));
    run(Duration.ofSeconds(20));
    assertThat(notSent()).hasSize(1);

    receive(placed(6));
    assertThat(minutesUntilEntered(PROGRAM, 6)).isLessThan(3);
  }

  @Test
  void who_had_as_many_as_they_may_is_told_so_before_there_is_a_call() {
    Terms once = Terms.NONE.atMost(Cap.ofRule("once", 1, DAY));
    open(4, rule("once", FactKind.ORDER_PLACED, PROGRAM, DAY, once));
    people(10);
    for (int i = 0; i < 3; i++) {
      receive(placed(i));
      run(Duration.ofMinutes(i < 2 ? 14 : 2));
    }
    Instant now = bench.clock.instant();
    receive(
        Workbench.order("again")
            .email(mail(0))
            .with("placed", "\"" + now + "\"")
            .stamp(now)
            .upsert());
    run(Duration.ofMinutes(1));

    assertThat(notSent()).singleElement().asString().contains("at most 1 in a day");
    assertThat(calls()).isEqualTo(3);
  }

  @Test
  void a_past_that_is_asked_for_takes_no_turn_of_what_is_urgent() {
    Terms past = Terms.NONE.since(NOON.minus(DAY.multipliedBy(20)));
    open(
        20,
        rule("past", FactKind.ORDER_PLACED, PROGRAM, DAY.multipliedBy(30), past),
        rule("paid", FactKind.PAID, OTHER, DAY.multipliedBy(2)));
    people(401);
    List<SourceRecord> all = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Instant yesterday = NOON.minus(DAY);
      all.add(order(i, yesterday).stamp(yesterday).backfill().upsert());
    }
    receive(all.toArray(SourceRecord[]::new));
    run(Duration.ofMinutes(1));
    receive(paid(400));

    assertThat(minutesUntilEntered(OTHER, 400)).isLessThanOrEqualTo(1);
  }

  @Test
  void the_number_of_calls_that_the_project_allows_holds_when_it_is_changed() {
    Rule rule = rule("any", FactKind.ORDER_PLACED, PROGRAM, DAY);
    open(20, rule);
    people(30);
    receive(placed(0));
    run(Duration.ofMinutes(1));
    bench = bench.restarted(folder, fittings(2, rule));
    run(Duration.ofMinutes(90));
    int before = calls();
    for (int i = 1; i < 8; i++) {
      receive(placed(i));
      run(Duration.ofMinutes(1));
    }
    assertThat(calls() - before).isLessThanOrEqualTo(2);

    bench = bench.restarted(folder, fittings(100_000, rule));
    receive(placed(9));
    run(Duration.ofSeconds(20));
    assertThat(entered(PROGRAM, 9)).isEqualTo(1);
  }

  @Test
  void a_program_that_is_changed_while_they_wait_loses_nobody() {
    open(2, rule("any", FactKind.ORDER_PLACED, PROGRAM, DAY));
    people(60);
    for (int i = 0; i < 2; i++) {
      receive(placed(i));
      run(Duration.ofMinutes(1));
    }
    placed(2, 42);
    run(Duration.ofMinutes(2));
    bench = bench.restarted(folder, fittings(2, rule("any", FactKind.ORDER_PLACED, OTHER, DAY)));
    placed(42, 50);
    run(HOUR.multipliedBy(4));

    for (int i = 2; i < 50; i++) {
      assertThat(entered(PROGRAM, i) + entered(OTHER, i)).as(mail(i)).isEqualTo(1);
    }
  }

  @Test
  void a_crash_while_they_wait_loses_nobody() {
    open(1, rule("any", FactKind.ORDER_PLACED, PROGRAM, DAY));
    people(10);
    receive(placed(0));
    run(Duration.ofMinutes(1));
    placed(1, 3);
    run(Duration.ofMinutes(1));
    bench = bench.afterCrash(folder);
    run(HOUR.multipliedBy(2));

    assertThat(List.of(entered(PROGRAM, 1), entered(PROGRAM, 2))).containsOnly(1);
  }
}
