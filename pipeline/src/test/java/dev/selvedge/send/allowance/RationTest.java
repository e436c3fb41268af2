package dev.selvedge.send.allowance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import dev.selvedge.send.allowance.Ration.Decision;
import dev.selvedge.send.allowance.Ration.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RationTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Scope SCOPE = new Scope("enrolments", HOUR, 20);
  private static final Instant NONE = Instant.MAX;
  private static final int BATCH = 25;

  private final Ration ration = Ration.standard();

  private static Window gone(long calls) {
    return Window.of(SCOPE, NOON).take(Lane.URGENT, calls);
  }

  private boolean mayLeave(long gone, long due, Instant pressing, Instant last, Instant now) {
    return decide(gone, due, pressing, last, now) != Decision.NOT_YET;
  }

  private Decision decide(long gone, long due, Instant pressing, Instant last, Instant now) {
    return ration.decide(
        new Question(
            gone(gone), AllowancePolicy.standard(), 20 - gone, due, BATCH, pressing, last, now));
  }

  @Test
  void the_first_ones_leave_at_once() {
    assertThat(mayLeave(0, 1, NONE, Instant.EPOCH, NOON)).isTrue();
    assertThat(mayLeave(0, 1, NONE, NOON.minusSeconds(1), NOON)).isTrue();
  }

  @Test
  void the_more_are_gone_the_longer_they_keep_apart() {
    Instant now = NOON.plusSeconds(60);
    assertThat(mayLeave(2, 1, NONE, now.minusSeconds(90), now)).isTrue();
    assertThat(mayLeave(2, 1, NONE, now.minusSeconds(30), now)).isFalse();
    assertThat(mayLeave(6, 1, NONE, now.minusSeconds(90), now)).isFalse();
    // Fourteen are left for fifty-nine minutes.
    assertThat(mayLeave(6, 1, NONE, now.minusSeconds(59 * 60 / 14 + 1), now)).isTrue();
  }

  @Test
  void of_many_that_are_left_late_none_waits() {
    Instant now = NOON.plus(Duration.ofMinutes(50));
    assertThat(mayLeave(5, 1, NONE, now.minusSeconds(1), now)).isTrue();
  }

  @Test
  void a_full_one_waits_for_nothing_but_leaves_some() {
    assertThat(mayLeave(10, BATCH, NONE, NOON, NOON)).isTrue();
    assertThat(mayLeave(15, BATCH, NONE, NOON, NOON)).isTrue();
    assertThat(mayLeave(16, BATCH, NONE, NOON, NOON)).isFalse();
    assertThat(mayLeave(15, BATCH - 1, NONE, NOON, NOON)).isFalse();
    Instant later = NOON.plus(Duration.ofMinutes(31));
    assertThat(mayLeave(17, BATCH, NONE, later, later)).isTrue();
  }

  @Test
  void who_would_come_too_late_with_the_next_one_goes_with_this_one() {
    // The next one leaves a quarter of an hour after the last.
    assertThat(mayLeave(16, 1, NOON.plus(Duration.ofMinutes(14)), NOON, NOON)).isTrue();
    assertThat(mayLeave(16, 1, NOON.plus(Duration.ofMinutes(16)), NOON, NOON)).isFalse();
    assertThat(mayLeave(20, 1, NOON.plus(Duration.ofMinutes(1)), NOON, NOON)).isFalse();
  }

  @Test
  void what_goes_out_of_turn_takes_nobody_s_turn() {
    assertThat(decide(0, 1, NONE, NOON, NOON)).isEqualTo(Decision.IN_TURN);
    Instant soon = NOON.plus(Duration.ofMinutes(14));
    assertThat(decide(16, 1, soon, NOON, NOON)).isEqualTo(Decision.BETWEEN);
  }

  @Test
  void nobody_waiting_needs_no_call() {
    assertThat(mayLeave(0, 0, NONE, Instant.EPOCH, NOON)).isFalse();
  }

  /// However they come, nobody waits longer than twice the even distance of the calls, as long as
  /// three quarters of them, full, could carry them all.
  @Property(tries = 200)
  void calls_last_the_hour(@ForAll @Size(120) List<@IntRange(max = 3) Integer> arrivals) {
    long gone = 0;
    long waiting = 0;
    int waited = 0;
    int longest = 0;
    Instant last = Instant.EPOCH;
    for (int half = 0; half < arrivals.size(); half++) {
      Instant now = NOON.plusSeconds(30L * half);
      waiting += arrivals.get(half);
      Decision decision = decide(gone, waiting, NONE, last, now);
      if (decision != Decision.NOT_YET) {
        waiting = Math.max(0, waiting - BATCH);
        gone++;
        last = decision == Decision.IN_TURN ? now : last;
        waited = 0;
      } else if (waiting > 0) {
        waited += 30;
      }
      longest = Math.max(longest, waited);
      assertThat(gone).isLessThanOrEqualTo(20);
    }
    assertThat(longest).isLessThanOrEqualTo(2 * 180);
  }
}
