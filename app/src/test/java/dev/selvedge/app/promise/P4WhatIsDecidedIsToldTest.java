package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.LedgerEntry.Voice;
import dev.selvedge.plan.Delivery.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P4, outward: what somebody decided reaches every system that can hold it, overrides nothing that
/// is newer there, and comes back as nothing but an echo.
class P4WhatIsDecidedIsToldTest {
  private static final Instant MORNING = ToldBench.NOON.minus(Duration.ofHours(3));
  private static final Instant LATER = ToldBench.NOON.plus(Duration.ofHours(1));

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set by each test
  private ToldBench bench;

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void a_newer_opt_out_elsewhere_reaches_the_shop_and_its_echo_is_no_further_call() {
    bench = new ToldBench(folder);
    bench.shopSays(1, true, MORNING);
    bench.turn();
    assertThat(bench.deliveries(1)).as("its own word is told to nobody").isEmpty();

    bench.erpSays(1, false, LATER);
    bench.turn();

    assertThat(bench.held(1)).isEqualTo("0");
    assertThat(bench.writes(1)).isEqualTo(1);
    assertThat(bench.delivery(1).state()).isEqualTo(State.SETTLED);
    assertThat(bench.delivery(1).lane()).isEqualTo(Lane.URGENT);
    assertThat(bench.ledger(1))
        .filteredOn(LedgerEntry::isOurs)
        .singleElement()
        .satisfies(line -> assertThat(line.voice()).isEqualTo(Voice.TOLD));
    assertThat(bench.trail(1))
        .contains(
            "shop/customer/1 holds another decision than the ledger; it is to be told, due",
            "consent written to shop by itself");

    // The shop's row has changed, so it is read, and says what we said.
    bench.turn();
    bench.erpSays(1, false, LATER);
    bench.turn();
    bench.turn();
    assertThat(bench.writes(1)).as("an echo changes nothing").isEqualTo(1);
  }

  @Test
  void an_echo_without_a_time_is_no_decision_and_no_further_call() {
    bench = new ToldBench(folder, ToldBench.settings(), WITHOUT_TIME);
    bench.shopSays(1, true);
    bench.turn();
    bench.erpSays(1, false, LATER);
    bench.turn();
    assertThat(bench.held(1)).isEqualTo("0");
    bench.turn();
    bench.turn();
    assertThat(bench.writes(1)).isEqualTo(1);

    // Had the echo counted as the shop's own opt-out, this would lose against it.
    bench.erpSays(1, true, LATER.plus(Duration.ofMinutes(1)));
    bench.turn();
    assertThat(bench.held(1)).isEqualTo("1");
  }

  private static final String WITHOUT_TIME =
      """
      system: shop
      kind: customer
      person: { email: email }
      consent:
        email:
          choice: { from: opt_in, opt_in: [true], opt_out: [false], when_missing: leave }
      """;

  @Test
  void a_newer_decision_that_is_not_yet_read_is_not_overridden() {
    bench = new ToldBench(folder);
    bench.shopSays(1, true, MORNING);
    bench.turn();
    bench.shopSays(1, true, LATER.plus(Duration.ofMinutes(5)));

    bench.erpSays(1, false, LATER);
    bench.resolveAndTell();

    assertThat(bench.held(1)).isEqualTo("1");
    assertThat(bench.writes(1)).isZero();
    assertThat(bench.trail(1))
        .contains(
            "consent not sent: shop holds a newer decision; it comes in with its next reading");
    assertThat(bench.ledger(1)).as("it was told nothing").noneMatch(LedgerEntry::isOurs);

    bench.turn();
    bench.turn();
    assertThat(bench.held(1)).isEqualTo("1");
    assertThat(bench.writes(1)).isZero();
  }

  @Test
  void what_a_person_decides_in_the_shop_afterwards_stands() {
    bench = new ToldBench(folder);
    bench.shopSays(1, true, MORNING);
    bench.turn();
    bench.erpSays(1, false, LATER);
    bench.turn();
    bench.shopSays(1, true, LATER.plus(Duration.ofDays(1)));
    bench.turn();
    bench.turn();
    assertThat(bench.held(1)).isEqualTo("1");
    assertThat(bench.writes(1)).isZero();
  }

  @Test
  void a_shop_that_falls_back_to_what_is_outdated_is_told_again() {
    bench = new ToldBench(folder);
    bench.shopSays(1, true, MORNING);
    bench.turn();
    bench.erpSays(1, false, LATER);
    bench.turn();
    bench.turn();

    // an old backup, say
    bench.shopSays(1, true, MORNING);
    bench.turn();
    assertThat(bench.held(1)).isEqualTo("0");
    assertThat(bench.writes(1)).isEqualTo(1);
    bench.turn();
    assertThat(bench.writes(1)).isEqualTo(1);
  }

  @Test
  void a_shop_that_falls_back_behind_its_own_newer_word_is_told_that_again() {
    bench = new ToldBench(folder);
    bench.shopSays(1, true, MORNING);
    bench.turn();
    bench.turn();

    // an import of last month's file, by which nobody decided anything
    bench.shopSays(1, false, MORNING.minus(Duration.ofDays(30)));
    bench.turn();
    assertThat(bench.held(1)).isEqualTo("1");
    assertThat(bench.writes(1)).isEqualTo(1);
    bench.turn();
    bench.turn();
    assertThat(bench.writes(1)).isEqualTo(1);
  }

  @Test
  void a_shop_is_told_its_own_opt_out_when_what_it_was_told_since_counts_no_more() {
    bench = new ToldBench(folder, ToldBench.settings(), WITHOUT_TIME);
    bench.shopSays(1, false);
    bench.turn();
    bench.erpSays(1, true, bench.clock.instant());
    bench.turn();
    bench.turn();
    assertThat(bench.held(1)).isEqualTo("1");

    bench.erpIsGone(1);
    bench.turn();
    assertThat(bench.held(1)).isEqualTo("0");
    int writes = bench.writes(1);
    bench.turn();
    bench.turn();
    assertThat(bench.held(1)).isEqualTo("0");
    assertThat(bench.writes(1)).isEqualTo(writes);
  }

  @Test
  void where_all_agree_or_nobody_decided_nothing_is_told() {
    bench = new ToldBench(folder);
    bench.shopSays(1, true, MORNING);
    bench.erpSays(1, true, LATER);
    bench.turn();
    bench.turn();
    assertThat(bench.writes(1)).isZero();
    assertThat(bench.deliveries(1)).isEmpty();
  }

  @Test
  void a_shop_that_is_away_is_left_alone_and_told_when_it_is_back() {
    bench = new ToldBench(folder);
    bench.shopSays(1, true, MORNING);
    bench.turn();
    bench.hideShop(true);
    bench.erpSays(1, false, LATER);
    bench.resolveAndTell();
    assertThat(bench.condition().isWell()).isFalse();
    assertThat(bench.delivery(1).attempts()).as("no attempt is lost on it").isZero();

    bench.hideShop(false);
    bench.turn();
    bench.turn();
    assertThat(bench.held(1)).isEqualTo("0");
    assertThat(bench.condition().isWell()).isTrue();
  }

  @Test
  void many_are_told_one_by_one_the_opt_outs_first() {
    bench = new ToldBench(folder);
    for (int id = 1; id <= 60; id++) {
      bench.shopSays(id, id % 2 == 0, MORNING);
    }
    bench.turn();
    for (int id = 1; id <= 60; id++) {
      bench.erpSays(id, id % 2 == 1, LATER);
    }
    for (int turn = 0; turn < 20; turn++) {
      bench.turn();
    }
    for (int id = 1; id <= 60; id++) {
      assertThat(bench.held(id)).as("customer " + id).isEqualTo(id % 2 == 1 ? "1" : "0");
      assertThat(bench.writes(id)).isEqualTo(1);
    }
  }
}
