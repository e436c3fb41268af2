package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.promise.Workbench.Fittings;
import dev.selvedge.app.promise.Workbench.Said;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.Given;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.automation.Terms;
import dev.selvedge.automation.Trigger;
import dev.selvedge.sandbox.program.Program;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// P6 for what is held true of people: each change is answered once, and what is first heard, or
/// heard again, is none.
class P6WhatChangesAboutPeopleIsAnsweredOnceTest {
  private static final int GOLD = 12;
  private static final int WAS_GOLD = 18;
  private static final int MANY = 15;
  private static final int FEW = 17;
  private static final String ADA = "ada@example.com";
  private static final String BOB = "bob@example.com";

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Workbench bench;

  private static Rule rule(String name, Trigger trigger, int program) {
    return new Rule(
        name,
        trigger,
        new Action.Enrol(program),
        Duration.ofHours(6),
        Purpose.TRANSACTIONAL,
        Terms.NONE);
  }

  @BeforeEach
  void open() {
    BigDecimal limit = new BigDecimal("100");
    bench =
        new Workbench(
            folder,
            Fittings.STANDARD.with(
                rule("gold", new Trigger.FieldChanged("tier", "", "gold"), GOLD),
                rule("was-gold", new Trigger.FieldChanged("tier", "gold", ""), WAS_GOLD),
                rule("many", new Trigger.FieldCrossed("points", true, limit), MANY),
                rule("few", new Trigger.FieldCrossed("points", false, limit), FEW),
                rule("tiers", new Trigger.FieldCrossed("tier", true, limit), MANY),
                new Rule(
                    "moved",
                    new Trigger.FieldChanged("tier", "", "bronze"),
                    new Action.Event(
                        "tier-moved",
                        Map.of(
                            "field", new Given.Taken("change.field"),
                            "was", new Given.Taken("change.from"),
                            "became", new Given.Taken("change.to"))),
                    Duration.ofHours(6),
                    Purpose.TRANSACTIONAL,
                    Terms.NONE)));
    assertThat(bench.sandbox.addProgram("Was gold", Program.Status.ACTIVE, false))
        .isEqualTo(WAS_GOLD);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /// Something new of somebody, a minute after the last.
  private void tell(String key, String email, String tier, int points, int minute) {
    bench.receive(said(key, email, tier, points, minute).upsert());
    bench.settle();
  }

  private static Said said(String key, String email, String tier, int points, int minute) {
    return Workbench.erp(key)
        .email(email)
        .consent(true, NOON.minusSeconds(9000))
        .with("tier", "\"" + tier + "\"")
        .with("points", Integer.toString(points))
        .stamp(NOON.plusSeconds(60L * minute));
  }

  private int times(int program, String email) {
    return bench.sandbox.inside().attendance(program, email).entered();
  }

  @Test
  void a_change_is_answered_once_and_what_is_first_heard_is_none() {
    tell("1", ADA, "gold", 200, 0);
    tell("2", BOB, "silver", 50, 0);
    assertThat(times(GOLD, ADA)).isZero();

    tell("2", BOB, "gold", 50, 1);
    assertThat(times(GOLD, BOB)).isEqualTo(1);
    tell("2", BOB, "gold", 50, 1);
    tell("2", BOB, "gold", 51, 2);
    tell("2", BOB, "silver", 51, 1);
    assertThat(times(GOLD, BOB)).isEqualTo(1);

    tell("2", BOB, "silver", 51, 3);
    tell("2", BOB, "gold", 51, 4);
    assertThat(times(GOLD, BOB)).isEqualTo(2);
    assertThat(times(GOLD, ADA)).isZero();
  }

  @Test
  void a_number_crosses_a_limit_each_time_it_does() {
    tell("1", ADA, "x", 100, 0);
    tell("1", ADA, "x", 101, 1);
    assertThat(times(MANY, ADA)).isEqualTo(1);
    tell("1", ADA, "x", 500, 2);
    assertThat(times(MANY, ADA)).isEqualTo(1);
    assertThat(times(FEW, ADA)).isZero();

    tell("1", ADA, "x", 99, 3);
    assertThat(times(FEW, ADA)).isEqualTo(1);
    tell("1", ADA, "x", 500, 4);
    assertThat(times(MANY, ADA)).isEqualTo(2);
  }

  @Test
  void what_is_handed_on_says_what_it_was_and_what_it_became() {
    tell("1", ADA, "silver", 1, 0);
    tell("1", ADA, "bronze", 1, 1);

    JsonNode told = bench.sandbox.inside().records("tier-moved").getFirst().path("json");
    assertThat(told.path("field").asString()).isEqualTo("tier");
    assertThat(told.path("was").asString()).isEqualTo("silver");
    assertThat(told.path("became").asString()).isEqualTo("bronze");
  }

  /// The same record, which says nothing of the tier any more.
  private void untold(String key, String email, int minute) {
    bench.receive(
        Workbench.erp(key)
            .email(email)
            .consent(true, NOON.minusSeconds(9000))
            .with("points", "1")
            .stamp(NOON.plusSeconds(60L * minute))
            .upsert());
    bench.settle();
  }

  @Test
  void what_nobody_tells_any_more_became_empty() {
    tell("1", ADA, "gold", 1, 0);
    untold("1", ADA, 1);
    assertThat(times(WAS_GOLD, ADA)).isEqualTo(1);
    untold("1", ADA, 2);
    assertThat(times(WAS_GOLD, ADA)).isEqualTo(1);
    assertThat(times(GOLD, ADA)).isZero();

    tell("1", ADA, "gold", 1, 3);
    assertThat(times(GOLD, ADA)).isEqualTo(1);
  }

  @Test
  void what_another_record_still_tells_is_not_empty() {
    tell("1", ADA, "gold", 1, 0);
    tell("2", ADA, "gold", 1, 1);
    untold("1", ADA, 2);
    assertThat(times(WAS_GOLD, ADA)).isZero();
    untold("2", ADA, 3);
    assertThat(times(WAS_GOLD, ADA)).isEqualTo(1);
  }

  @Test
  void a_first_sync_changes_nothing() {
    tell("1", ADA, "silver", 1, 0);
    bench.receive(said("1", ADA, "gold", 1, 1).backfill().upsert());
    bench.settle();
    tell("1", ADA, "gold", 2, 2);

    assertThat(times(GOLD, ADA)).isZero();
  }

  @Test
  void what_changed_goes_to_whom_its_record_belongs_by_now() {
    tell("1", ADA, "silver", 1, 0);
    bench.receive(said("1", ADA, "gold", 1, 1).upsert());
    bench.crank.resolve();
    bench.receive(said("1", BOB, "gold", 1, 2).upsert());
    bench.settle();

    assertThat(times(GOLD, ADA) + times(GOLD, BOB)).isEqualTo(1);
  }

  @Test
  void what_is_no_number_crosses_nothing_and_stops_nobody() {
    tell("1", ADA, "silver", 1, 0);
    tell("1", ADA, "gold", 1, 1);
    assertThat(times(GOLD, ADA)).isEqualTo(1);

    tell("1", ADA, "200", 1, 2);
    tell("1", ADA, "99", 1, 3);
    assertThat(times(MANY, ADA)).isZero();
    tell("1", ADA, "101", 1, 4);
    assertThat(times(MANY, ADA)).isEqualTo(1);
  }

  @Test
  void a_rule_that_is_added_to_a_running_hub_misses_no_change() {
    bench.close();
    Path other = folder.resolve("other");
    assertThat(other.toFile().mkdir()).isTrue();
    bench = new Workbench(other, Fittings.STANDARD);
    tell("1", ADA, "silver", 1, 0);
    tell("2", BOB, "gold", 1, 0);

    bench =
        bench.restarted(
            other,
            Fittings.STANDARD.with(
                rule("gold", new Trigger.FieldChanged("tier", "", "gold"), GOLD)));
    tell("1", ADA, "gold", 1, 1);
    tell("2", BOB, "gold", 2, 1);

    assertThat(times(GOLD, ADA)).isEqualTo(1);
    assertThat(times(GOLD, BOB)).isZero();
  }

  @Test
  void what_nobody_had_told_before_is_no_change() {
    Said shop = Workbench.shop("9").email(ADA).consent(true, NOON.minusSeconds(9000));
    bench.receive(shop.stamp(NOON).upsert());
    bench.settle();
    tell("1", ADA, "gold", 1, 1);
    assertThat(times(GOLD, ADA)).isZero();

    tell("1", ADA, "silver", 1, 2);
    tell("1", ADA, "gold", 1, 3);
    assertThat(times(GOLD, ADA)).isEqualTo(1);
  }

  @Test
  void a_value_that_comes_with_somebody_elses_record_is_no_change() {
    tell("1", ADA, "silver", 1, 0);
    tell("2", BOB, "gold", 1, 1);

    tell("2", ADA, "gold", 1, 2);
    assertThat(bench.contact(ADA).path("dataFields").path("TIER").asString("")).isEqualTo("gold");
    assertThat(times(GOLD, ADA)).isZero();

    tell("2", ADA, "silver", 1, 3);
    tell("2", ADA, "gold", 1, 4);
    assertThat(times(GOLD, ADA)).isEqualTo(1);
  }
}
