package dev.selvedge.app.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.sandbox.fault.Outage;
import dev.selvedge.send.Condition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When the system itself is ill it is left alone, one alarm is raised, and it is asked again by
/// one cheap call at a time until it answers. Nothing is lost and nobody is blamed.
class IllSystemTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static void receive(Rig rig, int from, int count) {
    rig.receive(
        IntStream.range(from, from + count).mapToObj(i -> Rig.customer(i, "Name " + i)).toList());
  }

  @Test
  void an_outage_raises_one_alarm_costs_few_calls_and_ends_by_itself(@TempDir Path folder) {
    try (Rig rig = Rig.in(folder).build()) {
      receive(rig, 0, 1);
      rig.settle(Duration.ofMinutes(1));
      rig.account.outages().begin(Outage.Kind.UNAVAILABLE, Duration.ofMinutes(20));
      long before = rig.account.calls().total();
      for (int i = 0; i < 10; i++) {
        receive(rig, 10 + i * 10, 10);
        rig.turn(120, SECOND);
      }
      assertThat(rig.condition()).isInstanceOf(Condition.Ill.class);
      assertThat(rig.said("nothing is sent to Dotdigital for now")).isEqualTo(1);
      assertThat(rig.account.calls().total() - before).isLessThan(60);
      assertThat(rig.parked()).isEmpty();

      rig.settle(Duration.ofMinutes(30));
      assertThat(rig.condition()).isInstanceOf(Condition.Well.class);
      assertThat(rig.said("sending to Dotdigital goes on")).isEqualTo(1);
      assertThat(rig.firstName(Rig.email(105))).isEqualTo("Name 105");
    }
  }

  @Test
  void refused_credentials_stop_everything_at_once_until_they_are_right_again(
      @TempDir Path folder) {
    try (Rig rig = Rig.in(folder).build()) {
      receive(rig, 0, 1);
      rig.settle(Duration.ofMinutes(1));
      rig.account.outages().begin(Outage.Kind.UNAUTHORIZED, Duration.ofMinutes(10));
      receive(rig, 10, 10);
      long before = rig.account.calls().total();
      rig.turn(300, SECOND);
      assertThat(rig.condition()).isInstanceOf(Condition.Ill.class);
      assertThat(((Condition.Ill) rig.condition()).cause()).contains("credentials");
      assertThat(rig.account.calls().total() - before).isLessThan(30);
      assertThat(rig.said("nothing is sent to Dotdigital for now")).isEqualTo(1);
      rig.settle(Duration.ofMinutes(30));
      assertThat(rig.firstName(Rig.email(15))).isEqualTo("Name 15");
    }
  }

  @Test
  void a_wrong_region_says_so(@TempDir Path folder) {
    try (Rig rig = Rig.in(folder).build()) {
      receive(rig, 0, 1);
      rig.settle(Duration.ofMinutes(1));
      rig.account.outages().begin(Outage.Kind.WRONG_REGION, Duration.ofMinutes(5));
      receive(rig, 10, 3);
      rig.turn(30, SECOND);
      assertThat(((Condition.Ill) rig.condition()).sentence()).contains("region");
      rig.settle(Duration.ofMinutes(30));
    }
  }

  @Test
  void a_system_that_is_not_there_is_waited_for(@TempDir Path folder) {
    try (Rig rig = Rig.in(folder).build()) {
      receive(rig, 0, 1);
      rig.settle(Duration.ofMinutes(1));
      rig.account.stopListening();
      receive(rig, 10, 30);
      rig.turn(60, SECOND);
      assertThat(rig.condition()).isInstanceOf(Condition.Ill.class);
      rig.account.listenAgain();
      rig.settle(Duration.ofMinutes(15));
      assertThat(rig.firstName(Rig.email(39))).isEqualTo("Name 39");
      assertThat(rig.parked()).isEmpty();
    }
  }

  @Test
  void one_answer_in_ten_that_fails_is_no_outage_and_leaves_nobody_stale(@TempDir Path folder) {
    try (Rig rig = Rig.in(folder).build()) {
      receive(rig, 0, 1);
      rig.settle(Duration.ofMinutes(1));
      rig.account
          .faults()
          .add(new FaultRule(0, "*", "/contacts/**", new Fault.Status(503, false, ""), 0, 0.1));
      for (int i = 0; i < 40; i++) {
        receive(rig, 100 + i * 9, 9);
        rig.turn(12, SECOND);
      }
      rig.settle(Duration.ofMinutes(15));
      assertThat(
              IntStream.range(100, 460)
                  .filter(i -> !rig.firstName(Rig.email(i)).equals("Name " + i)))
          .isEmpty();
      assertThat(rig.said("nothing is sent to Dotdigital for now")).isZero();
    }
  }

  @Test
  void one_disabled_account_does_not_block_the_others(@TempDir Path folder) {
    try (Rig rig = Rig.in(folder).accounts(2).build()) {
      rig.account.outages().begin(Outage.Kind.UNAUTHORIZED);
      receive(rig, 0, 50);
      rig.turn(30, SECOND);
      assertThat(rig.secondAccount().inside().contact(Rig.email(49))).isPresent();
      assertThat(rig.account.inside().contact(Rig.email(49))).isEmpty();
      rig.account.outages().lift();
      rig.settle(Duration.ofMinutes(30));
      assertThat(rig.account.inside().contact(Rig.email(49))).isPresent();
    }
  }

  @Test
  void an_outage_at_the_start_is_the_same(@TempDir Path folder) {
    try (Rig rig = Rig.in(folder).build()) {
      rig.account.outages().begin(Outage.Kind.UNAVAILABLE, Duration.ofMinutes(2));
      receive(rig, 0, 5);
      rig.turn(60, SECOND);
      assertThat(rig.said("nothing is sent to Dotdigital for now")).isEqualTo(1);
      rig.settle(Duration.ofMinutes(10));
    }
  }
}
