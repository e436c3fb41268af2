package dev.selvedge.watch.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuietHoursTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final QuietHours NIGHT =
      new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), Set.of(), LONDON);

  private static String over(QuietHours hours, String at) {
    return hours.over(Instant.parse(at)).toString();
  }

  @Test
  void hours_that_go_over_midnight_end_in_the_morning() {
    assertThat(over(NIGHT, "2026-01-10T21:59:59Z")).isEqualTo("2026-01-10T21:59:59Z");
    assertThat(over(NIGHT, "2026-01-10T22:00:00Z")).isEqualTo("2026-01-11T07:00:00Z");
    assertThat(over(NIGHT, "2026-01-11T06:59:59Z")).isEqualTo("2026-01-11T07:00:00Z");
    assertThat(over(NIGHT, "2026-01-11T07:00:00Z")).isEqualTo("2026-01-11T07:00:00Z");
  }

  @Test
  void the_clocks_of_the_zone_count_also_in_the_nights_in_which_they_change() {
    // forward on 29 March, back on 25 October
    assertThat(over(NIGHT, "2026-03-28T23:00:00Z")).isEqualTo("2026-03-29T06:00:00Z");
    assertThat(over(NIGHT, "2026-10-24T22:00:00Z")).isEqualTo("2026-10-25T07:00:00Z");
    QuietHours gap = new QuietHours(LocalTime.of(22, 0), LocalTime.of(1, 30), Set.of(), LONDON);
    assertThat(over(gap, "2026-03-28T23:00:00Z")).isEqualTo("2026-03-29T01:30:00Z");
  }

  @Test
  void whole_days_join_the_nights_around_them() {
    QuietHours weekend =
        new QuietHours(
            LocalTime.of(22, 0),
            LocalTime.of(7, 0),
            EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
            LONDON);
    // Friday evening to Monday morning
    assertThat(over(weekend, "2026-01-09T22:30:00Z")).isEqualTo("2026-01-12T07:00:00Z");
    assertThat(over(weekend, "2026-01-10T12:00:00Z")).isEqualTo("2026-01-12T07:00:00Z");
    assertThat(over(weekend, "2026-01-09T12:00:00Z")).isEqualTo("2026-01-09T12:00:00Z");
  }

  @Test
  void hours_within_a_day_and_none_at_all() {
    QuietHours lunch = new QuietHours(LocalTime.NOON, LocalTime.of(13, 0), Set.of(), LONDON);
    assertThat(over(lunch, "2026-01-09T12:30:00Z")).isEqualTo("2026-01-09T13:00:00Z");
    assertThat(over(lunch, "2026-01-09T13:30:00Z")).isEqualTo("2026-01-09T13:30:00Z");
    assertThat(over(QuietHours.none(), "2026-01-09T00:00:00Z")).isEqualTo("2026-01-09T00:00:00Z");
  }

  @Test
  void what_is_always_quiet_is_told_within_a_week() {
    QuietHours always =
        new QuietHours(
            LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, EnumSet.allOf(DayOfWeek.class), LONDON);
    assertThat(over(always, "2026-01-09T00:00:00Z")).isEqualTo("2026-01-16T00:00:00Z");
  }
}
