package dev.selvedge.app.simulation;

import static dev.selvedge.app.simulation.Rig.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.SourceRecord;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.sandbox.limit.Habit;
import dev.selvedge.sandbox.setting.Limits;
import dev.selvedge.sandbox.setting.Rates.ResetForm;
import dev.selvedge.sandbox.setting.Settings;
import dev.selvedge.sandbox.traffic.CallEntry;
import dev.selvedge.send.Condition;
import dev.selvedge.send.Forecast;
import dev.selvedge.send.allowance.AllowancePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// P8: what is due leaves in the right order, within an allowance that is shared with strangers.
class P8TheAllowanceIsRespectedAndWellSpentTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static UnaryOperator<SandboxConfig> tiers(int low, int medium) {
    return config ->
        config.settings(
            Settings.unthrottled()
                .withJobDelay(SECOND)
                .withLimits(Limits.defaults().withTiers(low, medium, 600)));
  }

  private static List<SourceRecord> live(int from, int count, Instant changed) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> Rig.customer(i, "Live " + i, changed))
        .toList();
  }

  @Test
  void consent_goes_before_what_came_first(@TempDir Path folder) {
    try (Rig rig = Rig.in(folder).sandbox(tiers(20, 4)).build()) {
      rig.receive(Rig.consent(1, true, NOON.minusSeconds(3600)));
      rig.settle(Duration.ofMinutes(3));
      assertThat(rig.mailable(Rig.email(1))).isTrue();

      List<SourceRecord> crowd = new ArrayList<>(live(100, 8, NOON));
      crowd.addAll(Rig.backfill(200, 400));
      rig.receive(crowd);
      rig.receive(Rig.consent(1, false, NOON.plusSeconds(5)));
      rig.turn(1, SECOND);

      assertThat(rig.mailable(Rig.email(1))).isFalse();
      rig.settle(Duration.ofMinutes(10));
    }
  }

  @Test
  void a_backfill_that_leaves_in_imports_keeps_no_single_call_from_what_is_urgent(
      @TempDir Path folder) {
    try (Rig rig =
        Rig.in(folder).sandbox(tiers(4, 40)).target(to -> to.withBatches(20, 20)).build()) {
      for (int i = 0; i < 36; i++) {
        rig.receive(Rig.consent(i, true, NOON.minusSeconds(3600)));
      }
      rig.settle(Duration.ofMinutes(5));
      rig.receive(Rig.backfill(1000, 2000));
      rig.turn(61 - rig.clock.instant().atZone(ZoneOffset.UTC).getSecond(), SECOND);
      for (int i = 0; i < 36; i += 3) {
        for (int one = i; one < i + 3; one++) {
          rig.receive(Rig.consent(one, false, NOON.plusSeconds(600)));
        }
        rig.turn(4, SECOND);
        assertThat(rig.mailable(Rig.email(i + 2))).as("person " + (i + 2)).isFalse();
      }
    }
  }

  @Test
  void a_backfill_of_one_flow_does_not_starve_another_flow_of_its_lane(@TempDir Path folder) {
    try (Rig rig =
        Rig.in(folder).sandbox(tiers(20, 150)).target(to -> to.withBatches(500, 500)).build()) {
      List<SourceRecord> much = new ArrayList<>(Rig.backfill(1000, 3000));
      rig.receive(much);
      rig.receive(IntStream.range(0, 5).mapToObj(i -> backfilledSubscriber(i)).toList());
      rig.turn(1, SECOND);
      rig.turn(2, SECOND);
      // The first import already holds all five, though 3,000 were due before them.
      assertThat(rig.imports()).isLessThanOrEqualTo(3);
      assertThat(IntStream.range(0, 5).filter(i -> !rig.firstName(Rig.email(i)).equals("nobody")))
          .hasSize(5);
      rig.settle(Duration.ofMinutes(5));
    }
  }

  private static SourceRecord backfilledSubscriber(int number) {
    SourceRecord live = Rig.subscriber(number, "Sub");
    return new SourceRecord(
        live.ref(),
        live.stamp(),
        live.observedAt(),
        live.change(),
        SourceRecord.Pace.BACKFILL,
        live.body());
  }

  @Test
  void ten_changes_of_many_people_leave_in_few_calls(@TempDir Path folder) {
    try (Rig rig = Rig.in(folder).sandbox(tiers(500, 500)).build()) {
      for (int round = 0; round < 5; round++) {
        rig.receive(live(0, 2000, NOON.plusSeconds(round)));
        rig.turn(1, Duration.ofMillis(500));
      }
      rig.settle(Duration.ofMinutes(1));
      assertThat(rig.firstName(Rig.email(1999))).isEqualTo("Live 1999");
      assertThat(rig.imports() + rig.singles()).isLessThanOrEqualTo(20);
      assertThat(Duration.between(NOON, rig.clock.instant())).isLessThan(Duration.ofSeconds(16));
    }
  }

  @Test
  void the_allowance_is_read_from_the_answers_whatever_the_reset_is_written_as(
      @TempDir Path folder) {
    for (ResetForm form : ResetForm.values()) {
      try (Rig rig = Rig.in(folder.resolve(form.name())).sandbox(tiers(20, 5)).build()) {
        rig.account.change(
            rig.account
                .settings()
                .with(JsonMapper.shared().readTree("{\"rates\":{\"resetAs\":\"" + form + "\"}}")));
        for (int wave = 0; wave < 4; wave++) {
          rig.receive(live(wave * 10, 8, NOON.plusSeconds(wave)));
          rig.turn(25, SECOND);
        }
        rig.settle(Duration.ofMinutes(5));
        assertThat(throttled(rig)).isLessThanOrEqualTo(1);
      }
    }
  }

  private static long throttled(Rig rig) {
    return rig.account.calls().last().stream().filter(call -> call.status() == 429).count();
  }

  private static long metered(Rig rig) {
    return rig.account.calls().last().stream()
        .filter(call -> call.tier() != Tier.UNLIMITED)
        .count();
  }

  @Test
  void beside_a_stranger_who_spends_half_in_bursts_less_than_one_call_in_a_hundred_is_refused(
      @TempDir Path folder) {
    try (Rig rig =
        Rig.in(folder).sandbox(tiers(35, 35)).target(to -> to.withBatches(20, 20)).build()) {
      rig.account.strangers().begin(Habit.burst(Tier.LOW, 17, 20));
      rig.account.strangers().begin(Habit.burst(Tier.MEDIUM, 17, 40));
      rig.receive(Rig.backfill(0, 16_000));
      for (int minute = 0; minute < 25; minute++) {
        rig.receive(live(50_000 + minute * 100, 5, NOON.plusSeconds(minute * 60L)));
        rig.turn(60, SECOND);
      }
      long calls = metered(rig);
      assertThat(calls).isGreaterThan(400);
      assertThat(throttled(rig)).isLessThanOrEqualTo(Math.max(4, calls / 100));
    }
  }

  @Test
  void a_ceiling_leaves_the_rest_to_others(@TempDir Path folder) {
    try (Rig rig =
        Rig.in(folder)
            .sandbox(tiers(20, 150))
            .target(to -> to.withBatches(10, 10))
            .rules(rules -> rules.withPolicy(AllowancePolicy.standard().withCeiling(60)))
            .build()) {
      rig.receive(Rig.backfill(0, 600));
      rig.turn(180, SECOND);
      Map<Long, Long> importsByMinute = new TreeMap<>();
      for (CallEntry call : rig.account.calls().last()) {
        if (call.tier() == Tier.LOW) {
          importsByMinute.merge(call.at().getEpochSecond() / 60, 1L, Long::sum);
        }
      }
      assertThat(importsByMinute.values()).allMatch(calls -> calls <= 12);
      rig.settle(Duration.ofMinutes(10));
    }
  }

  @Test
  void the_older_hourly_scheme_is_kept_to_and_its_cap_is_a_rest_and_not_a_fault(
      @TempDir Path folder) {
    UnaryOperator<SandboxConfig> flat =
        config ->
            config.settings(
                Settings.unthrottled()
                    .withLimits(Limits.defaults().withScheme(Limits.Scheme.FLAT)));
    try (Rig rig = Rig.in(folder).sandbox(flat).target(to -> to.withBatches(1, 1)).build()) {
      rig.account.strangers().spend(Tier.MEDIUM, 1900);
      rig.receive(Rig.backfill(0, 250));
      rig.turn(400, SECOND);
      assertThat(rig.parked()).isEmpty();
      assertThat(rig.forecast(10_000).bound()).isEqualTo(new Forecast.Bound.ByAllowance("hour"));
      rig.settle(Duration.ofHours(3));
      assertThat(rig.account.inside().contactCount()).isGreaterThanOrEqualTo(250);
    }
  }

  @Test
  void too_many_imports_at_once_only_hold_up_imports(@TempDir Path folder) {
    try (Rig rig = Rig.in(folder).sandbox(tiers(100, 150)).build()) {
      rig.account.strangers().holdContactImports(25, Duration.ofMinutes(2));
      rig.receive(Rig.backfill(0, 200));
      rig.turn(5, SECOND);
      rig.receive(Rig.customer(900, "Ann"));
      rig.turn(2, SECOND);
      assertThat(rig.firstName(Rig.email(900))).isEqualTo("Ann");
      assertThat(rig.condition()).isInstanceOf(Condition.Well.class);
      assertThat(rig.firstName(Rig.email(7))).isEqualTo("nobody");
      rig.settle(Duration.ofMinutes(4));
      assertThat(rig.firstName(Rig.email(7))).isEqualTo("Name 7");
    }
  }

  @Test
  void batches_shrink_when_they_are_too_large_and_grow_again(@TempDir Path folder) {
    try (Rig rig = Rig.in(folder).target(to -> to.withBatches(1000, 1000)).build()) {
      rig.account
          .faults()
          .add(FaultRule.times(2, "PUT", "/contacts/v3/import", new Fault.Status(413, false, "")));
      rig.receive(Rig.backfill(0, 1000));
      rig.settle(Duration.ofMinutes(5));
      assertThat(rig.account.inside().contactCount()).isGreaterThanOrEqualTo(1000);
      assertThat(rig.parked()).isEmpty();
    }
  }

  @Test
  void while_nothing_is_due_nothing_is_called(@TempDir Path folder) {
    try (Rig rig = Rig.in(folder).build()) {
      rig.receive(Rig.customer(1, "Ann"));
      rig.settle(Duration.ofMinutes(1));
      long before = rig.account.calls().total();
      rig.turn(100, Duration.ofMinutes(1));
      assertThat(rig.account.calls().total()).isEqualTo(before);
    }
  }
}
