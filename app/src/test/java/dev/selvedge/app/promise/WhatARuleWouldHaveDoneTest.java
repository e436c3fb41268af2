package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.automation.AutomationPages;
import dev.selvedge.app.automation.AutomationsPage;
import dev.selvedge.app.automation.DropReasons;
import dev.selvedge.app.automation.DryRunReport;
import dev.selvedge.app.promise.Workbench.Fittings;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.Cap;
import dev.selvedge.automation.Condition;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Hours;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.automation.Seen;
import dev.selvedge.automation.Terms;
import dev.selvedge.automation.Trigger;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.plan.EnrolmentLists.Fate;
import dev.selvedge.plan.states.DryRun.Verdict;
import dev.selvedge.yaml.Position;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A dry run says of the past what the same rule does of it live; and what it did is listed.
class WhatARuleWouldHaveDoneTest {
  private static final String ADA = "ada@example.com";
  private static final String BOB = "bob@example.com";
  private static final int PROGRAM = 12;
  private static final Duration MONTH = Duration.ofDays(30);

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set by each test
  private Workbench bench;

  private static Rule rule(FactKind on, Purpose purpose) {
    return new Rule("rule", on, new Action.Enrol(PROGRAM), Duration.ofHours(12), purpose);
  }

  private void open(Rule... rules) {
    bench = new Workbench(folder, Fittings.STANDARD.with(rules));
    bench.receive(
        Workbench.shop("1").email(ADA).consent(true, ago(9000)).upsert(),
        Workbench.shop("2").email(BOB).upsert());
    bench.settle();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static Instant ago(long seconds) {
    return NOON.minusSeconds(seconds);
  }

  private void orders(String key, String email, Instant placed, String... more) {
    Workbench.Said said =
        Workbench.order(key).email(email).with("placed", "\"" + placed + "\"").stamp(placed);
    for (int i = 0; i < more.length; i += 2) {
      said = said.with(more[i], more[i + 1]);
    }
    bench.receive(said.upsert());
  }

  private DryRunReport dryRun(Rule rule, Duration back) {
    Instant now = bench.clock.instant();
    return DryRunReport.of(
        bench.store,
        new DryRunReport.Question(rule, bench.rules, now.minus(back), now, 2, ZoneOffset.UTC));
  }

  @Test
  void what_went_live_would_have_gone_and_a_rule_that_is_off_is_run_all_the_same() {
    Rule live = rule(FactKind.ORDER_PLACED, Purpose.MARKETING);
    open(live);
    orders("A1", ADA, ago(600));
    orders("A2", ADA, ago(300));
    orders("B1", BOB, ago(200));
    bench.settle();

    DryRunReport report = dryRun(live.with(Terms.NONE.off()), MONTH);

    assertThat(bench.sandbox.inside().attendance(PROGRAM, ADA).entered()).isEqualTo(2);
    assertThat(report.count(Verdict.FIRED)).isEqualTo(2);
    assertThat(report.count(Verdict.DROPPED)).isEqualTo(1);
    assertThat(report.reasons())
        .isEqualTo(Map.of(Verdict.DROPPED, Map.of("the person has not agreed to marketing", 1L)));
    assertThat(report.examples()).hasSize(3);
    assertThat(report.people()).isEqualTo(2);
  }

  @Test
  void what_happened_before_or_lies_ahead_is_left_out() {
    open();
    orders("A1", ADA, ago(60L * 86_400));
    orders("A2", ADA, ago(86_400));
    bench.settle();

    Rule plain = rule(FactKind.ORDER_PLACED, Purpose.TRANSACTIONAL);
    assertThat(dryRun(plain, MONTH).count(Verdict.FIRED)).isEqualTo(1);
    assertThat(dryRun(plain, Duration.ofDays(90)).count(Verdict.FIRED)).isEqualTo(2);
    Rule waits =
        new Rule(
            "rule",
            Trigger.of(FactKind.ORDER_PLACED),
            new Action.Enrol(PROGRAM),
            Duration.ofDays(9),
            Purpose.TRANSACTIONAL,
            Terms.NONE.after(Duration.ofDays(3)));
    assertThat(dryRun(waits, MONTH).count(Verdict.FIRED)).isZero();
  }

  @Test
  void what_cancels_it_does_so_only_until_it_would_have_gone() {
    open();
    String refund = "[{\"id\":\"R1\",\"amount\":10.00,\"at\":\"%s\"}]";
    orders("A1", ADA, ago(5L * 86_400), "refunds", refund.formatted(ago(5L * 86_400 - 1800)));
    orders("A2", ADA, ago(4L * 86_400), "refunds", refund.formatted(ago(3L * 86_400)));
    bench.settle();
    Rule unless =
        new Rule(
            "rule",
            Trigger.of(FactKind.ORDER_PLACED),
            new Action.Enrol(PROGRAM),
            Duration.ofHours(12),
            Purpose.TRANSACTIONAL,
            Terms.NONE.after(Duration.ofHours(1)).unless(FactKind.REFUNDED));

    DryRunReport report = dryRun(unless, MONTH);

    assertThat(report.count(Verdict.CANCELLED)).isEqualTo(1);
    assertThat(report.count(Verdict.FIRED)).isEqualTo(1);
    assertThat(report.reasons().get(Verdict.CANCELLED))
        .containsOnlyKeys("money was given back for its order … on …");
  }

  @Test
  void whoever_came_back_later_had_lapsed_before() {
    open();
    orders("A1", ADA, ago(50L * 86_400));
    orders("A2", ADA, ago(5L * 86_400));
    orders("B1", BOB, ago(50L * 86_400));
    orders("B2", BOB, ago(45L * 86_400));
    bench.settle();
    Rule lapsed =
        new Rule(
            "rule",
            new Trigger.Lapsed(Duration.ofDays(30)),
            new Action.Enrol(PROGRAM),
            Duration.ofDays(31),
            Purpose.TRANSACTIONAL,
            Terms.NONE);

    DryRunReport report = dryRun(lapsed, MONTH);

    assertThat(report.examples())
        .extracting(one -> one.would().key().key())
        .containsExactlyInAnyOrder("A1", "B2");
    assertThat(report.count(Verdict.FIRED)).isEqualTo(2);
  }

  @Test
  void limits_count_what_it_would_have_done() {
    open();
    for (int i = 1; i < 6; i++) {
      orders("A" + i, ADA, ago(i * 3600L));
    }
    bench.settle();
    Rule limited =
        rule(FactKind.ORDER_PLACED, Purpose.TRANSACTIONAL)
            .with(Terms.NONE.atMost(Cap.ofRule("rule", 2, Duration.ofDays(1))));

    DryRunReport report = dryRun(limited, MONTH);

    assertThat(report.count(Verdict.FIRED)).isEqualTo(2);
    assertThat(report.count(Verdict.DROPPED)).isEqualTo(3);
  }

  @Test
  void without_a_wait_it_is_looked_at_when_it_happened() {
    open();
    for (int i = 1; i < 6; i++) {
      orders("A" + i, ADA, ago(i * 2L * 86_400));
    }
    bench.settle();
    Rule plain = rule(FactKind.ORDER_PLACED, Purpose.TRANSACTIONAL);
    Rule daily = plain.with(Terms.NONE.atMost(Cap.ofRule("rule", 1, Duration.ofDays(1))));
    int hour = NOON.atZone(ZoneOffset.UTC).getHour();
    Hours hours =
        new Hours(
            (hour + 1) * 60, (hour + 2) * 60, EnumSet.allOf(DayOfWeek.class), ZoneOffset.UTC, "");

    assertThat(dryRun(plain, MONTH).examples())
        .extracting(one -> one.would().at())
        .contains(ago(10L * 86_400));
    assertThat(dryRun(daily, MONTH).count(Verdict.FIRED)).isEqualTo(5);
    assertThat(dryRun(plain.with(Terms.NONE.during(hours)), MONTH).examples())
        .extracting(one -> one.would().at())
        .contains(ago(10L * 86_400).plusSeconds(3600));
  }

  @Test
  void a_condition_sees_the_moment_in_which_it_would_have_gone() {
    open();
    orders("A1", ADA, ago(2L * 86_400));
    bench.settle();
    Condition condition =
        Condition.compile(
                new YamlNode.Scalar(new Position("automations.yaml", 1, 1), "now >= fact.at", true),
                Seen.environment(FactKind.ORDER_PLACED, new FieldCatalogue(Map.of())),
                new Problems())
            .orElseThrow();
    Rule fresh =
        rule(FactKind.ORDER_PLACED, Purpose.TRANSACTIONAL).with(Terms.NONE.when(condition));

    assertThat(dryRun(fresh, MONTH).count(Verdict.FIRED)).isEqualTo(1);
  }

  @Test
  void reasons_of_what_was_dropped_are_counted_the_most_frequent_first() {
    open(
        rule(FactKind.ORDER_PLACED, Purpose.MARKETING)
            .with(Terms.NONE.atMost(Cap.ofRule("rule", 1, Duration.ofDays(1)))));
    for (int i = 1; i < 4; i++) {
      orders("A" + i, ADA, ago(i * 60L));
      orders("B" + i, BOB, ago(i * 60L));
    }
    bench.settle();

    AutomationsPage page =
        new AutomationPages(bench.store, bench.rules.automations())
            .page(new AutomationsPage.Asked("rule", Optional.empty(), 1));

    assertThat(page.dropped().looked()).isEqualTo(5);
    assertThat(page.dropped().counts())
        .containsExactly(
            Map.entry("the person has not agreed to marketing", 3),
            Map.entry("at most … in a day: rule went on …", 2));
  }

  @Test
  void what_automations_did_is_listed_with_its_reason_and_its_person() {
    Rule live = rule(FactKind.ORDER_PLACED, Purpose.MARKETING);
    open(live);
    orders("A1", ADA, ago(600));
    orders("B1", BOB, ago(200));
    bench.settle();
    AutomationPages pages = new AutomationPages(bench.store, bench.rules.automations());

    AutomationsPage all = pages.page(new AutomationsPage.Asked("", Optional.empty(), 1));
    AutomationsPage dropped =
        pages.page(new AutomationsPage.Asked("rule", Optional.of(Fate.DROPPED), 1));

    assertThat(all.rules())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.says()).isEqualTo("order_placed → program 12, marketing");
              assertThat(one.tally().fired()).isEqualTo(1);
              assertThat(one.tally().dropped()).isEqualTo(1);
              assertThat(one.tally().lastFired()).isPresent();
            });
    assertThat(all.lines()).hasSize(2);
    assertThat(dropped.lines())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.address()).isEqualTo(BOB);
              assertThat(line.order()).isEqualTo("B1");
              assertThat(line.story())
                  .isEqualTo("enrolment not sent: the person has not agreed to marketing");
            });
    assertThat(all.dropped()).isEqualTo(DropReasons.NONE);
    assertThat(List.of(all.more(), dropped.more())).containsOnly(false);
    assertThat(dropped.dropped())
        .isEqualTo(new DropReasons(1, true, Map.of("the person has not agreed to marketing", 1)));
  }
}
