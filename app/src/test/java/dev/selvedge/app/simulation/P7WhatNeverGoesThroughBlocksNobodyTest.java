package dev.selvedge.app.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P7 at the other end: what is not there any more, what is somebody else's, and what never goes
/// through.
class P7WhatNeverGoesThroughBlocksNobodyTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void an_order_whose_contact_was_removed_in_dotdigital_brings_it_back_and_then_goes(
      @TempDir Path folder) {
    try (Rig rig = Rig.in(folder).build()) {
      rig.receive(Rig.customer(1, "Ann"));
      rig.settle(Duration.ofMinutes(1));
      rig.account.act("delete", Rig.email(1));
      rig.receive(Rig.order(1000, 1));
      rig.settle(Duration.ofMinutes(5));
      assertThat(rig.account.inside().recordCount("Orders")).isEqualTo(1);
      assertThat(rig.firstName(Rig.email(1))).isEqualTo("Ann");
      assertThat(rig.parked()).isEmpty();
    }
  }

  @Test
  void a_hundred_rows_that_never_go_through_do_not_block_the_rest(@TempDir Path folder) {
    try (Rig rig = Rig.in(folder).build()) {
      rig.receive(Rig.customer(5000, "First"));
      rig.settle(Duration.ofMinutes(1));
      for (int i = 0; i < 100; i++) {
        rig.account
            .faults()
            .add(
                FaultRule.always(
                    "PATCH",
                    "/contacts/v3/email/p" + i + "@example.com",
                    new Fault.Status(500, false, "")));
        rig.account
            .faults()
            .add(
                FaultRule.always(
                    "PATCH",
                    "/contacts/v3/email/p" + i + "%40example.com",
                    new Fault.Status(500, false, "")));
      }
      for (int i = 0; i < 100; i += 5) {
        rig.receive(IntStream.range(i, i + 5).mapToObj(n -> Rig.customer(n, "Stuck")).toList());
        rig.turn(11, SECOND);
      }
      for (int i = 0; i < 50; i++) {
        rig.receive(Rig.customer(1000 + i, "Free"));
        rig.turn(12, SECOND);
      }
      rig.turn(60, SECOND);
      assertThat(
              IntStream.range(1000, 1050).filter(n -> !rig.firstName(Rig.email(n)).equals("Free")))
          .isEmpty();
      assertThat(rig.said("nothing is sent to Dotdigital for now")).isLessThan(8);
    }
  }

  @Test
  void what_fails_again_and_again_is_parked_in_the_end_with_a_sentence(@TempDir Path folder) {
    try (Rig rig = Rig.in(folder).rules(rules -> rules.withAttemptsAtMost(4)).build()) {
      rig.receive(Rig.customer(5000, "First"));
      rig.settle(Duration.ofMinutes(1));
      rig.account
          .faults()
          .add(FaultRule.always("PATCH", "/contacts/**", new Fault.Status(500, false, "")));
      rig.receive(Rig.customer(1, "Ann"));
      rig.turn(300, SECOND);
      assertThat(rig.parked())
          .singleElement()
          .satisfies(
              item -> {
                assertThat(item.cause()).isEqualTo("dotdigital.keeps-failing");
                assertThat(item.sentence()).contains("4 times", "500");
              });
    }
  }

  @Test
  void orders_wait_for_their_contact_and_not_the_other_way_round(@TempDir Path folder) {
    try (Rig rig = Rig.in(folder).build()) {
      rig.receive(Rig.order(1, 1), Rig.order(2, 1), Rig.order(3, 2));
      rig.settle(Duration.ofMinutes(2));
      assertThat(rig.account.inside().recordCount("Orders")).isEqualTo(3);
    }
  }
}
