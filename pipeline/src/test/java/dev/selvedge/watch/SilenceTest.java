package dev.selvedge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private static final Instant LAST = Instant.parse("2026-11-02T17:00:00Z");
  private static final String FLOW = "shop/order";
  private static final Duration NIGHT = Duration.ofHours(9);

  private static Rhythm rhythm(Duration knownFor, long minutes, Duration longestGap) {
    return new Rhythm(LAST.minus(knownFor), LAST, minutes, longestGap);
  }

  @Test
  void over_twice_the_longest_night_is_unlike_usual() {
    Rhythm usual = rhythm(Duration.ofDays(27), 900, NIGHT);

    assertThat(Silence.of(FLOW, usual, LAST.plus(NIGHT.multipliedBy(2)))).isEmpty();
    assertThat(Silence.of(FLOW, usual, LAST.plus(NIGHT.multipliedBy(2)).plusMillis(1)))
        .contains(new Concern.Silent(FLOW, LAST, NIGHT));
  }

  @Test
  void a_busy_flow_has_an_hour() {
    Rhythm busy = rhythm(Duration.ofDays(27), 40_000, Duration.ofMinutes(2));

    assertThat(Silence.of(FLOW, busy, LAST.plus(Duration.ofHours(1)))).isEmpty();
    assertThat(Silence.of(FLOW, busy, LAST.plus(Duration.ofMinutes(61)))).isPresent();
  }

  @Test
  void nobody_judges_a_flow_that_is_young_or_that_hardly_has_traffic() {
    Instant weeksLater = LAST.plus(Duration.ofDays(20));

    assertThat(Silence.of(FLOW, rhythm(Duration.ofDays(6), 900, NIGHT), weeksLater)).isEmpty();
    assertThat(Silence.of(FLOW, rhythm(Duration.ofDays(27), 49, NIGHT), weeksLater)).isEmpty();
    assertThat(Silence.of(FLOW, rhythm(Duration.ofDays(27), 50, NIGHT), weeksLater)).isPresent();
  }
}
