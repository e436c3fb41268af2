package dev.selvedge.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import dev.selvedge.send.Dispatch.Decision;
import dev.selvedge.send.Dispatch.Question;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DispatchTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant JUST_NOW = NOW.minusMillis(10);
  private static final Instant A_WHILE_AGO = NOW.minusSeconds(5);
  private static final int BATCH = 1000;

  private final Dispatch dispatch =
      new Dispatch(10, Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(2));

  private Decision decide(
      Lane lane, long due, Instant oldest, long singles, long imports, int lately, boolean more) {
    return dispatch.decide(
        new Question(lane, due, oldest, singles, imports, BATCH, lately, more, NOW));
  }

  @Test
  void nothing_due_is_nothing_to_do() {
    for (Lane lane : Lane.values()) {
      assertThat(decide(lane, 0, NOW, 100, 3, 0, false)).isEqualTo(new Decision.NotYet());
    }
  }

  @Test
  void a_few_changes_go_singly_at_once() {
    assertThat(decide(Lane.NORMAL, 3, JUST_NOW, 100, 3, 0, true)).isEqualTo(new Decision.Singly(3));
    assertThat(decide(Lane.URGENT, 10, JUST_NOW, 100, 3, 500, true))
        .isEqualTo(new Decision.Singly(10));
  }

  @Test
  void when_changes_keep_coming_they_are_gathered_and_go_together() {
    assertThat(decide(Lane.NORMAL, 4, JUST_NOW, 100, 3, 8, false)).isEqualTo(new Decision.NotYet());
    assertThat(decide(Lane.NORMAL, 4, A_WHILE_AGO, 100, 3, 8, false))
        .isEqualTo(new Decision.Together());
  }

  @Test
  void a_full_batch_waits_for_nothing() {
    assertThat(decide(Lane.NORMAL, BATCH, JUST_NOW, 100, 3, 10, true))
        .isEqualTo(new Decision.Together());
    assertThat(decide(Lane.BULK, BATCH, JUST_NOW, 100, 3, 0, true))
        .isEqualTo(new Decision.Together());
  }

  @Test
  void a_backfill_waits_while_more_is_on_its_way_and_then_a_moment() {
    assertThat(decide(Lane.BULK, 400, A_WHILE_AGO, 100, 3, 0, true))
        .isEqualTo(new Decision.NotYet());
    assertThat(decide(Lane.BULK, 400, JUST_NOW, 100, 3, 0, false)).isEqualTo(new Decision.NotYet());
    assertThat(decide(Lane.BULK, 400, A_WHILE_AGO, 100, 3, 0, false))
        .isEqualTo(new Decision.Together());
    assertThat(decide(Lane.BULK, 2, A_WHILE_AGO, 100, 3, 0, false))
        .isEqualTo(new Decision.Singly(2));
  }

  @Test
  void whichever_way_has_no_call_left_the_other_is_taken() {
    assertThat(decide(Lane.URGENT, 5, JUST_NOW, 2, 3, 0, false)).isEqualTo(new Decision.Together());
    assertThat(decide(Lane.URGENT, 50, JUST_NOW, 7, 0, 0, false)).isEqualTo(new Decision.Singly(7));
    assertThat(decide(Lane.NORMAL, 50, A_WHILE_AGO, 7, 0, 10, false))
        .isEqualTo(new Decision.Singly(7));
    assertThat(decide(Lane.URGENT, 5, JUST_NOW, 0, 0, 0, false)).isEqualTo(new Decision.NotYet());
  }

  @Test
  void a_backfill_does_not_eat_the_calls_of_single_changes() {
    assertThat(decide(Lane.BULK, 500, A_WHILE_AGO, 100, 0, 0, false))
        .isEqualTo(new Decision.NotYet());
  }

  @Test
  void a_batch_setting_of_nothing_does_not_loop() {
    Question nothing = new Question(Lane.BULK, 5, A_WHILE_AGO, 0, 1, 0, 0, false, NOW);
    assertThat(dispatch.decide(nothing)).isEqualTo(new Decision.Together());
    assertThat(BatchSize.of(0).now()).isEqualTo(1);
    assertThat(BatchSize.of(-3).smaller().smaller().now()).isEqualTo(1);
  }
}
