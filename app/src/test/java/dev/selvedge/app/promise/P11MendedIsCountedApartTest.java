package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.trail.ByHand;
import dev.selvedge.trail.Parked;
import dev.selvedge.watch.freshness.FreshnessLog;
import dev.selvedge.watch.freshness.Grain;
import dev.selvedge.watch.freshness.Matter;
import dev.selvedge.work.replay.Choice;
import dev.selvedge.work.replay.ParkedActs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person puts on its way again was late when it was parked, and not on the day on which it
/// is mended.
class P11MendedIsCountedApartTest {
  private static final ByHand OTTO = new ByHand("otto", "mended");
  private static final Duration IN_TIME = Duration.ofMinutes(15);
  private static final Duration A_WHILE = Duration.ofDays(3);
  private static final String FLOW = "shop/customer";

  @TempDir private Path folder;

  private static List<FreshnessLog.Span> days(Workbench bench, Instant from) {
    return bench.store.read(ports -> ports.freshness().spans(FLOW, Grain.DAY, from));
  }

  private static long late(List<FreshnessLog.Span> spans, Instant day, Duration by) {
    return spans.stream()
        .filter(span -> span.start().equals(Grain.DAY.start(day)))
        .mapToLong(span -> span.times().over(by))
        .sum();
  }

  private static long told(List<FreshnessLog.Span> spans, Instant day) {
    return spans.stream()
        .filter(span -> span.start().equals(Grain.DAY.start(day)))
        .filter(span -> span.strand().matter() == Matter.CONTACT)
        .mapToLong(span -> span.times().total())
        .sum();
  }

  @Test
  void a_record_that_is_edited_days_later_was_late_then_and_is_in_time_now() {
    try (Workbench bench = new Workbench(folder)) {
      Instant then = bench.clock.instant();
      bench.receive(
          Workbench.shop("1")
              .email("ann@example.com")
              .with("points", "\"a few\"")
              .stamp(then)
              .upsert());
      bench.settle();
      Parked parked = bench.store.read(ports -> ports.parked().after(0, "", 9)).getFirst();

      bench.clock.advance(A_WHILE);
      ParkedActs acts = new ParkedActs(bench.replays);
      acts.edit(
          parked.number(), Payload.ofText("{\"email\":\"ann@example.com\",\"points\":4}"), OTTO);
      acts.replay(new Choice.All(Choice.NOW), OTTO, done -> {});
      acts.replay(new Choice.All(Choice.NOW), OTTO, done -> {});
      bench.settle();
      assertThat(bench.contact("ann@example.com")).isNotNull();

      List<FreshnessLog.Span> days = days(bench, then);
      assertThat(late(days, then, A_WHILE.minusDays(1))).isEqualTo(1);
      assertThat(told(days, bench.clock.instant())).isEqualTo(1);
      assertThat(late(days, bench.clock.instant(), IN_TIME)).isZero();
    }
  }

  @Test
  void what_the_account_refused_for_days_was_late_then_and_is_in_time_now() {
    try (Workbench bench = new Workbench(folder)) {
      Instant then = bench.clock.instant();
      bench
          .sandbox
          .faults()
          .add(FaultRule.always("*", "/**", new Fault.ItemFails("ann@example.com", "blocker")));
      // Enough of them for an import: that is where single items are refused.
      for (int i = 2; i < 33; i++) {
        bench.receive(
            Workbench.shop("" + i).email("p" + i + "@example.com").first("P").stamp(then).upsert());
      }
      bench.receive(Workbench.shop("1").email("ann@example.com").first("Ann").stamp(then).upsert());
      bench.settle();
      assertThat(bench.sandbox.inside().contact("ann@example.com")).isEmpty();
      long before = told(days(bench, then), then);

      bench.clock.advance(A_WHILE);
      bench.sandbox.faults().clear();
      new ParkedActs(bench.replays).replay(new Choice.All(Choice.NOW), OTTO, done -> {});
      bench.settle();
      assertThat(bench.contact("ann@example.com")).isNotNull();

      List<FreshnessLog.Span> days = days(bench, then);
      assertThat(told(days, then)).isEqualTo(before + 1);
      assertThat(late(days, then, A_WHILE.minusDays(1))).isEqualTo(1);
      assertThat(told(days, bench.clock.instant())).isEqualTo(1);
      assertThat(late(days, bench.clock.instant(), IN_TIME)).isZero();
    }
  }
}
