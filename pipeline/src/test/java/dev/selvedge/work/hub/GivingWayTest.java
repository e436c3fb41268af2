package dev.selvedge.work.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.inbox.IntakePressure.Level;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GivingWayTest {
  private static final Duration STEP = Duration.ofMillis(6);
  private static final Duration PUNCTUAL = Duration.ofSeconds(1);

  @Test
  void nobody_stands_aside_unless_callers_press() {
    assertThat(GivingWay.after(STEP, Level.CALM, PUNCTUAL)).isZero();
    assertThat(GivingWay.after(STEP, Level.ARRIVING, PUNCTUAL)).isZero();
  }

  @Test
  void a_loop_keeps_a_fifth_of_the_time_and_half_when_it_is_far_behind() {
    assertThat(GivingWay.after(STEP, Level.PRESSING, PUNCTUAL)).isEqualTo(STEP.multipliedBy(4));
    assertThat(GivingWay.after(STEP, Level.PRESSING, GivingWay.FAR_BEHIND)).isEqualTo(STEP);
  }

  @Property
  void however_hard_they_press_at_least_a_fifth_of_the_time_remains(
      @ForAll Level level,
      @ForAll @IntRange(min = 0, max = 100_000) int workedMillis,
      @ForAll @IntRange(min = 0, max = 100_000) int behindSeconds) {
    Duration worked = Duration.ofMillis(workedMillis);
    Duration aside = GivingWay.after(worked, level, Duration.ofSeconds(behindSeconds));
    assertThat(aside).isBetween(Duration.ZERO, worked.multipliedBy(4));
    assertThat(aside).isLessThanOrEqualTo(GivingWay.LONGEST);
  }

  @Test
  void a_clock_that_was_set_meanwhile_makes_no_long_rest() {
    assertThat(GivingWay.after(Duration.ofHours(-1), Level.PRESSING, PUNCTUAL))
        .isEqualTo(GivingWay.LONGEST);
    assertThat(GivingWay.after(Duration.ofHours(1), Level.PRESSING, Duration.ofHours(-1)))
        .isEqualTo(GivingWay.LONGEST);
  }
}
