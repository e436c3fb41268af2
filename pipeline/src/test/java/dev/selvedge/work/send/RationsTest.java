package dev.selvedge.work.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import dev.selvedge.send.allowance.AllowancePolicy;
import dev.selvedge.send.allowance.Ration.Decision;
import dev.selvedge.send.allowance.Scope;
import dev.selvedge.send.allowance.Window;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RationsTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Scope SCOPE = new Scope("enrolments", Duration.ofHours(1), 20);

  private final Rations rations = new Rations(AllowancePolicy.standard());

  private static Window gone(long calls, Instant begun) {
    return Window.of(SCOPE, begun).take(Lane.URGENT, calls);
  }

  private Decision ask(Window window, Lane lane, long due, Instant now) {
    return rations.decide(window, lane, 20 - window.taken().all(), due, 25, Instant.MAX, now);
  }

  private Decision ask(Window window, long due, Instant now) {
    return ask(window, Lane.URGENT, due, now);
  }

  @Test
  void a_full_call_takes_no_turn_also_when_another_is_asked_for_before_it_is_counted() {
    ask(gone(0, NOON), 1, NOON);
    Window board = gone(7, NOON);
    Instant now = NOON.plus(Duration.ofMinutes(10));
    // The seventh is seen: it left now.
    ask(board, 1, now);
    now = now.plusSeconds(150);
    assertThat(ask(board, 1, now)).isEqualTo(Decision.NOT_YET);
    Decision crowd = ask(board, 25, now);
    assertThat(crowd).isEqualTo(Decision.BETWEEN);
    rations.leaves(board, Lane.URGENT, crowd, now);
    ask(board, 1, now);
    // Twelve are left for 46 minutes: 240 s after the last in turn one may leave.
    assertThat(ask(gone(8, NOON), 1, now.plusSeconds(90))).isEqualTo(Decision.IN_TURN);
  }

  @Test
  void a_clock_that_was_ahead_and_is_set_back_holds_up_nobody() {
    Instant ahead = NOON.plus(Duration.ofDays(30));
    ask(gone(0, ahead), 1, ahead);
    ask(gone(10, ahead), 1, ahead);
    Window now = gone(10, ahead).at(NOON);
    assertThat(now.taken().all()).isZero();
    assertThat(ask(now, 1, NOON)).isEqualTo(Decision.IN_TURN);
  }

  @Test
  void a_lane_has_turns_of_its_own() {
    Window window = Window.of(SCOPE, NOON).take(Lane.NORMAL, 8);
    Instant now = NOON.plusSeconds(60);
    ask(window, Lane.NORMAL, 1, now);
    assertThat(ask(window, Lane.NORMAL, 1, now)).isEqualTo(Decision.NOT_YET);
    assertThat(ask(window, Lane.URGENT, 1, now)).isEqualTo(Decision.IN_TURN);
  }

  @Test
  void one_that_somebody_else_made_counts_as_the_last() {
    ask(gone(5, NOON), 1, NOON);
    Instant now = NOON.plus(Duration.ofMinutes(10));
    assertThat(ask(gone(5, NOON), 1, now)).isEqualTo(Decision.IN_TURN);
    assertThat(ask(gone(6, NOON), 1, now)).isEqualTo(Decision.NOT_YET);
  }
}
