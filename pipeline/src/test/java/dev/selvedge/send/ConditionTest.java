package dev.selvedge.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.send.Condition.Ill;
import dev.selvedge.send.Condition.Well;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Heard NO_ANSWER = new Heard.NoAnswer("Dotdigital answered 503");
  private static final Heard ANSWERED = new Heard.Answered();

  private static Condition after(Condition condition, Heard heard, int times) {
    Condition now = condition;
    for (int i = 0; i < times; i++) {
      now = now.after(heard, NOW);
    }
    return now;
  }

  @Test
  void single_failures_are_not_an_illness() {
    Condition condition = Condition.well();
    for (int i = 0; i < 50; i++) {
      condition = after(condition, NO_ANSWER, Condition.FAILURES_IN_A_ROW - 1);
      assertThat(condition.isWell()).isTrue();
      condition = condition.after(ANSWERED, NOW);
    }
    assertThat(condition).isEqualTo(new Well(0, 0));
  }

  @Test
  void failures_in_a_row_are_and_further_ones_change_nothing() {
    Condition ill = after(Condition.well(), NO_ANSWER, Condition.FAILURES_IN_A_ROW);
    assertThat(ill)
        .isEqualTo(
            new Ill(
                "unreachable",
                "Dotdigital answered 503",
                NOW,
                NOW.plus(Condition.FIRST_PROBE),
                0,
                0));
    assertThat(after(ill, NO_ANSWER, 100)).isEqualTo(ill);
  }

  @Test
  void a_refusal_counts_at_once() {
    Heard refused = new Heard.Refused("credentials", "they are wrong", Duration.ofMinutes(1));
    assertThat(Condition.well().after(refused, NOW))
        .isEqualTo(new Ill("credentials", "they are wrong", NOW, NOW.plusSeconds(60), 0, 0));
  }

  @Test
  void a_late_answer_does_not_heal_only_a_probe_does() {
    Condition ill = after(Condition.well(), NO_ANSWER, Condition.FAILURES_IN_A_ROW);
    assertThat(ill.after(ANSWERED, NOW)).isEqualTo(ill);
  }

  @Test
  void one_asks_while_the_others_wait_and_ever_more_rarely() {
    Condition ill = after(Condition.well(), NO_ANSWER, Condition.FAILURES_IN_A_ROW);
    Instant now = NOW;
    Duration pause = Duration.ZERO;
    for (int i = 0; i < 30; i++) {
      now = ((Ill) ill).probeAt();
      assertThat(ill.isProbeDue(now.minusMillis(1))).isFalse();
      assertThat(ill.isProbeDue(now)).isTrue();
      Condition asking = ill.probing(now, Duration.ofSeconds(150));
      assertThat(asking.isProbeDue(now.plusSeconds(149))).isFalse();
      ill = asking.stillIll("unreachable", "still 503", now);
      Duration next = Duration.between(now, ((Ill) ill).probeAt());
      assertThat(next).isGreaterThanOrEqualTo(pause).isLessThanOrEqualTo(Condition.LONGEST_PROBE);
      pause = next;
    }
    assertThat(pause).isEqualTo(Condition.LONGEST_PROBE);
    assertThat(((Ill) ill).since()).isEqualTo(NOW);
  }

  @Test
  void after_false_alarms_more_failures_are_needed_and_a_true_illness_resets_that() {
    Condition condition = Condition.well();
    int needed = Condition.FAILURES_IN_A_ROW;
    for (int alarm = 0; alarm < 2; alarm++) {
      condition = after(condition, NO_ANSWER, needed - 1);
      assertThat(condition.isWell()).isTrue();
      condition = condition.after(NO_ANSWER, NOW).probing(NOW, Duration.ofSeconds(150)).recovered();
      assertThat(condition).isEqualTo(new Well(0, alarm + 1));
      needed *= 2;
    }
    Condition ill = after(condition, NO_ANSWER, needed);
    Condition healed =
        ill.probing(NOW, Duration.ofSeconds(150))
            .stillIll("unreachable", "still 503", NOW)
            .probing(NOW, Duration.ofSeconds(150))
            .recovered();
    assertThat(healed).isEqualTo(Condition.well());
  }
}
