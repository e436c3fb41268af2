package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.SpokenTime;
import dev.selvedge.app.promise.Workbench.Fittings;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.automation.Terms;
import dev.selvedge.automation.Trigger;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.person.Person;
import dev.selvedge.plan.due.Reviews.Review;
import dev.selvedge.plan.due.RuleReview;
import dev.selvedge.sandbox.program.Attendance;
import dev.selvedge.trail.TrailEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P6: an automation that is added to a hub with people in it, changed or switched on, reaches them
/// though nothing of theirs comes; and starts nothing of the past that it was not asked to.
class P6ARuleThatComesLaterReachesWhoIsThereTest {
  private static final int PROGRAM = 12;
  private static final String ADA = "ada@example.com";
  private static final String BOB = "bob@example.com";
  private static final Attendance ONCE = new Attendance(1, 1);
  private static final Attendance NEVER = Attendance.NEVER;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set by each test
  private Workbench bench;

  @AfterEach
  void close() {
    bench.close();
  }

  private static Rule rule(Trigger trigger, Duration within, Terms terms) {
    return new Rule(
        "rule", trigger, new Action.Enrol(PROGRAM), within, Purpose.TRANSACTIONAL, terms);
  }

  private static Rule lapsed(int days, Terms terms) {
    return rule(new Trigger.Lapsed(DAY.multipliedBy(days)), DAY, terms);
  }

  /// A hub that has no automation and knows of an order each.
  private void begin(Instant ofAda, Instant ofBob) {
    bench = new Workbench(folder);
    bench.receive(
        customer("1", ADA),
        customer("2", BOB),
        order("A1", "1", ADA, ofAda),
        order("B1", "2", BOB, ofBob));
    bench.settle();
  }

  private void restart(Rule... rules) {
    bench = bench.restarted(folder, Fittings.STANDARD.with(rules));
  }

  private static SourceRecord customer(String key, String email) {
    return Workbench.shop(key).email(email).consent(true, NOON.minusSeconds(9000)).upsert();
  }

  private static SourceRecord order(String key, String customer, String email, Instant placed) {
    return Workbench.order(key)
        .email(email)
        .with("customer", "\"" + customer + "\"")
        .with("placed", "\"" + placed + "\"")
        .stamp(placed)
        .upsert();
  }

  private Attendance attendance(String email) {
    return bench.sandbox.inside().attendance(PROGRAM, email);
  }

  private void to(Instant at) {
    while (bench.clock.instant().isBefore(at)) {
      Duration left = Duration.between(bench.clock.instant(), at);
      bench.clock.advance(left.compareTo(HOUR) < 0 ? left : HOUR);
      bench.crank.send();
    }
    bench.settle();
  }

  private List<String> trail() {
    return bench.store.read(ports -> ports.trail().latest(2000)).stream()
        .map(TrailEntry::sentence)
        .toList();
  }

  @Test
  void who_is_still_to_lapse_is_reached_and_who_has_lapsed_is_left_alone() {
    begin(NOON.minus(DAY), NOON.minus(DAY.multipliedBy(3)).minus(HOUR));
    restart(lapsed(3, Terms.NONE));
    bench.crank.review();

    assertThat(trail())
        .contains(
            "automation rule (lapsed) is to start on "
                + SpokenTime.of(NOON.plus(DAY.multipliedBy(2))));
    to(NOON.plus(DAY.multipliedBy(2)).minusSeconds(60));
    assertThat(attendance(ADA)).isEqualTo(NEVER);
    to(NOON.plus(DAY.multipliedBy(2)));
    assertThat(attendance(ADA)).isEqualTo(ONCE);
    assertThat(attendance(BOB)).isEqualTo(NEVER);
    to(NOON.plus(DAY.multipliedBy(9)));
    assertThat(attendance(ADA)).isEqualTo(ONCE);
    assertThat(attendance(BOB)).isEqualTo(NEVER);
  }

  @Test
  void so_are_they_when_it_is_switched_on_and_when_its_time_changes() {
    begin(NOON.minus(DAY), NOON.minus(DAY));
    restart(lapsed(9, Terms.NONE.off()));
    bench.crank.review();
    restart(lapsed(9, Terms.NONE));
    bench.crank.review();
    restart(lapsed(3, Terms.NONE));
    bench.crank.review();

    to(NOON.plus(DAY.multipliedBy(2)));
    assertThat(attendance(ADA)).isEqualTo(ONCE);
    assertThat(attendance(BOB)).isEqualTo(ONCE);
  }

  @Test
  void what_lies_behind_starts_as_far_back_as_the_rule_says() {
    begin(NOON.minus(DAY), NOON.minus(DAY.multipliedBy(3)).minus(HOUR));
    restart(
        lapsed(3, Terms.NONE.since(NOON.minus(HOUR.multipliedBy(2)))),
        new Rule(
            "bought",
            Trigger.of(FactKind.ORDER_PLACED),
            new Action.Enrol(PROGRAM + 3),
            DAY.multipliedBy(9),
            Purpose.TRANSACTIONAL,
            Terms.NONE.since(NOON.minus(DAY.multipliedBy(2)))));
    bench.crank.review();
    bench.settle();

    assertThat(attendance(BOB)).isEqualTo(ONCE);
    assertThat(bench.sandbox.inside().attendance(PROGRAM + 3, ADA)).isEqualTo(ONCE);
    assertThat(bench.sandbox.inside().attendance(PROGRAM + 3, BOB)).isEqualTo(NEVER);
  }

  @Test
  void what_is_told_anew_afterwards_starts_what_it_would_have() {
    begin(NOON.minus(HOUR), NOON.minus(HOUR));
    restart(rule(Trigger.of(FactKind.ORDER_PLACED), DAY, Terms.NONE.since(NOON)));
    bench.crank.review();
    bench.settle();
    assertThat(attendance(ADA)).isEqualTo(NEVER);

    bench.receive(
        Workbench.order("A1")
            .email(ADA)
            .with("customer", "\"1\"")
            .with("placed", "\"" + NOON.minus(HOUR) + "\"")
            .with("status", "\"sent\"")
            .stamp(NOON)
            .upsert());
    bench.settle();
    assertThat(attendance(ADA)).isEqualTo(ONCE);
    assertThat(attendance(BOB)).isEqualTo(NEVER);
  }

  @Test
  void a_run_that_dies_is_gone_on_with_and_nobody_is_looked_at_twice_for_nothing() {
    bench = new Workbench(folder);
    List<SourceRecord> records = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      String email = "p" + i + "@example.com";
      records.add(customer("c" + i, email));
      records.add(order("O" + i, "c" + i, email, NOON.minus(DAY)));
    }
    bench.receive(records.toArray(SourceRecord[]::new));
    bench.settle();
    restart(lapsed(3, Terms.NONE));
    List<Person> people =
        bench.store.read(ports -> ports.people().following(new PersonId(0), 1000));
    PersonId half = people.get(59).id();
    bench.store.change(
        ports -> ports.reviews().keep(new Review(RuleReview.rules(bench.rules), half, false)));

    bench.crank.review();
    assertThat(toStart()).isEqualTo(60);
    Optional<Review> last = bench.store.read(ports -> ports.reviews().last());
    assertThat(last)
        .contains(new Review(RuleReview.rules(bench.rules), people.getLast().id(), true));

    bench.crank.review();
    restart(lapsed(3, Terms.NONE));
    bench.crank.review();
    assertThat(toStart()).isEqualTo(60);

    restart(lapsed(4, Terms.NONE));
    bench.crank.review();
    assertThat(toStart()).isEqualTo(120);
  }

  private long toStart() {
    return bench.store.read(ports -> ports.enrolments().tally("rule", 10_000)).waiting();
  }
}
