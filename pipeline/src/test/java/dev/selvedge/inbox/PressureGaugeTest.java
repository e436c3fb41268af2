package dev.selvedge.inbox;

import static dev.selvedge.inbox.PressureGauge.QUIET_AFTER;
import static dev.selvedge.inbox.PressureGauge.THRONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.inbox.IntakePressure.Level;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PressureGaugeTest {
  private final PressureGauge gauge = new PressureGauge();
  private Instant now = Instant.parse("2026-11-01T12:00:00Z");

  private void groupsOf(int handIns, int groups) {
    for (int group = 0; group < groups; group++) {
      now = now.plusMillis(2);
      gauge.committed(handIns, now);
    }
  }

  @Test
  void it_is_calm_before_anything_came() {
    assertThat(gauge.level(now)).isEqualTo(Level.CALM);
  }

  @Test
  void lone_callers_arrive_however_many_there_are_in_a_second() {
    groupsOf(1, 5_000);
    assertThat(gauge.level(now)).isEqualTo(Level.ARRIVING);
  }

  @Test
  void many_who_wait_together_press() {
    groupsOf(THRONG, 100);
    assertThat(gauge.level(now)).isEqualTo(Level.PRESSING);
  }

  @Test
  void one_large_group_among_small_ones_does_not_press() {
    groupsOf(1, 100);
    groupsOf(THRONG * 2, 1);
    assertThat(gauge.level(now)).isEqualTo(Level.ARRIVING);
  }

  @Test
  void a_throng_presses_from_its_first_group_after_a_quiet_time_and_no_longer_than_it_lasts() {
    groupsOf(THRONG * 3, 1);
    assertThat(gauge.level(now)).isEqualTo(Level.PRESSING);
    groupsOf(1, 20);
    assertThat(gauge.level(now)).isEqualTo(Level.ARRIVING);
  }

  @Test
  void it_is_calm_again_soon_after_the_last() {
    groupsOf(THRONG * 2, 100);
    assertThat(gauge.level(now.plus(QUIET_AFTER))).isEqualTo(Level.PRESSING);
    assertThat(gauge.level(now.plus(QUIET_AFTER).plusMillis(1))).isEqualTo(Level.CALM);
  }

  @Test
  void a_clock_that_was_set_back_does_not_keep_it_pressing() {
    groupsOf(THRONG * 2, 100);
    assertThat(gauge.level(now.minus(Duration.ofHours(1)))).isEqualTo(Level.CALM);
  }
}
