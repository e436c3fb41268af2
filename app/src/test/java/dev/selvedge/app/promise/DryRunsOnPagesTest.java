package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.automation.DryRunPage;
import dev.selvedge.app.automation.DryRunPage.Asked;
import dev.selvedge.app.automation.DryRunPage.Bar;
import dev.selvedge.app.automation.DryRunPage.State;
import dev.selvedge.app.automation.DryRuns;
import dev.selvedge.app.promise.Workbench.Fittings;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.automation.Terms;
import dev.selvedge.plan.states.DryRun.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pages ask for dry runs: once for all who look, on a thread of its own, of rules that are off,
/// too; nobody waits long, and too many are turned away.
class DryRunsOnPagesTest {
  private static final String ADA = "ada@example.com";
  private static final String BOB = "bob@example.com";

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Workbench bench;

  @BeforeEach
  void open() {
    Rule rule =
        new Rule(
            "rule",
            FactKind.ORDER_PLACED,
            new Action.Enrol(12),
            Duration.ofHours(12),
            Purpose.MARKETING);
    bench = new Workbench(folder, Fittings.STANDARD.with(rule.with(Terms.NONE.off())));
    bench.receive(
        Workbench.shop("1").email(ADA).consent(true, NOON.minusSeconds(9000)).upsert(),
        Workbench.shop("2").email(BOB).upsert());
    orders("A1", ADA, NOON.minus(Duration.ofDays(2)));
    orders("A2", ADA, NOON.minus(Duration.ofDays(2)));
    orders("B1", BOB, NOON.minusSeconds(60));
    bench.settle();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void orders(String key, String email, Instant placed) {
    bench.receive(
        Workbench.order(key)
            .email(email)
            .with("placed", "\"" + placed + "\"")
            .stamp(placed)
            .upsert());
  }

  private DryRuns runs(InstantSource clock) {
    return new DryRuns(bench.store, bench.rules, clock, ZoneOffset.UTC);
  }

  private static State state(DryRuns runs, int days) {
    return runs.page(new Asked("rule", days)).map(DryRunPage::state).orElseThrow();
  }

  @Test
  void a_rule_that_is_off_is_counted_by_day_with_examples() {
    try (DryRuns runs = runs(bench.clock)) {
      assertThat(runs.page(new Asked("rule", 3)).map(DryRunPage::enabled)).contains(false);
      assertThat(runs.page(new Asked("another", 3))).isEmpty();
      assertThat(state(runs, 3))
          .isInstanceOfSatisfying(
              State.Done.class,
              done -> {
                assertThat(done.report().people()).isEqualTo(2);
                assertThat(done.report().whole()).isTrue();
                assertThat(done.bars())
                    .containsExactly(
                        bar("2026-10-29", 0, 0),
                        bar("2026-10-30", 2, 0),
                        bar("2026-10-31", 0, 0),
                        bar("2026-11-01", 0, 1));
                assertThat(done.most()).isEqualTo(2);
                assertThat(done.examples(Verdict.DROPPED))
                    .singleElement()
                    .satisfies(one -> assertThat(one.address()).isEqualTo(BOB));
                assertThat(done.reasons(Verdict.DROPPED))
                    .containsExactly(Map.entry("the person has not agreed to marketing", 1L));
              });
    }
  }

  private static Bar bar(String day, long gone, long dropped) {
    return new Bar(LocalDate.parse(day), LocalDate.parse(day), gone, 0, dropped);
  }

  @Test
  void what_was_found_is_kept_for_ten_minutes() {
    try (DryRuns runs = runs(bench.clock)) {
      Instant began = bench.clock.instant();
      assertThat(done(runs).at()).isEqualTo(began);
      orders("A3", ADA, NOON.minus(Duration.ofDays(1)));
      bench.settle();
      bench.clock.advance(Duration.ofMinutes(9));
      assertThat(done(runs).at()).isEqualTo(began);
      assertThat(done(runs).report().count(Verdict.FIRED)).isEqualTo(2);
      bench.clock.advance(Duration.ofMinutes(2));
      assertThat(done(runs).report().count(Verdict.FIRED)).isEqualTo(3);
    }
  }

  private static State.Done done(DryRuns runs) {
    return (State.Done) state(runs, 30);
  }

  /// The clock stands still for the thread of the runs until it is let go.
  @Test
  void one_runs_at_a_time_few_wait_and_the_others_are_turned_away() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    InstantSource held =
        () -> {
          if (Thread.currentThread().getName().equals("dry-run")) {
            begun.incrementAndGet();
            await(go);
          }
          return bench.clock.instant();
        };
    try (DryRuns runs = runs(held)) {
      List<State> first = Stream.of(1, 2, 3, 4, 5, 5, 6).map(days -> state(runs, days)).toList();

      assertThat(first.subList(0, 6)).allMatch(State.Running.class::isInstance);
      assertThat(first.getLast()).isInstanceOf(State.Busy.class);
      assertThat(begun).hasValue(1);
      go.countDown();
      for (int days = 1; days < 6; days++) {
        assertThat(state(runs, days)).isInstanceOf(State.Done.class);
      }
      assertThat(state(runs, 6)).isInstanceOf(State.Done.class);
    }
  }

  private static void await(CountDownLatch go) {
    try {
      assertThat(go.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void after_five_minutes_the_counts_are_those_of_the_people_looked_at() {
    AtomicInteger asked = new AtomicInteger();
    InstantSource slow =
        () ->
            Thread.currentThread().getName().equals("dry-run")
                ? NOON.plus(Duration.ofMinutes(5).multipliedBy(asked.getAndIncrement()))
                : NOON;
    try (DryRuns runs = runs(slow)) {
      assertThat(state(runs, 30))
          .isInstanceOfSatisfying(
              State.Done.class,
              done -> {
                assertThat(done.report().whole()).isFalse();
                assertThat(done.report().people()).isZero();
              });
    }
  }

  @Test
  void once_closed_nothing_begins() {
    DryRuns runs = runs(bench.clock);
    runs.close();

    assertThat(state(runs, 30)).isInstanceOf(State.Busy.class);
  }

  @Test
  void what_fails_says_so() {
    InstantSource gone =
        () -> {
          if (Thread.currentThread().getName().equals("dry-run")) {
            throw new IllegalStateException("ada@example.com");
          }
          return NOON;
        };
    try (DryRuns runs = runs(gone)) {
      assertThat(state(runs, 30)).isInstanceOf(State.Failed.class);
    }
  }
}
