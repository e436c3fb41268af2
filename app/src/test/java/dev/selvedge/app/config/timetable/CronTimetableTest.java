package dev.selvedge.app.config.timetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CronTimetableTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  private static List<String> planned(String cron, String after, int count) {
    CronTimetable when = CronTimetable.of(cron, LONDON);
    List<String> planned = new ArrayList<>();
    Instant at = Instant.parse(after);
    for (int i = 0; i < count; i++) {
      at = when.after(at);
      planned.add(at.toString());
    }
    return planned;
  }

  @Test
  void the_clock_of_the_zone_counts_in_summer_and_winter() {
    assertThat(planned("30 3 * * *", "2026-10-24T00:00:00Z", 3))
        .containsExactly("2026-10-24T02:30:00Z", "2026-10-25T03:30:00Z", "2026-10-26T03:30:00Z");
  }

  @Test
  void an_hour_that_is_left_out_is_made_up_for_the_same_night() {
    // On 29 March 2026 London's clocks go from 01:00 to 02:00.
    List<String> planned = planned("30 1 * * *", "2026-03-28T12:00:00Z", 2);

    assertThat(planned.getFirst()).startsWith("2026-03-29T01:");
    assertThat(planned.getLast()).isEqualTo("2026-03-30T00:30:00Z");
  }

  @Test
  void what_is_planned_by_the_hour_comes_in_every_hour_of_a_long_night() {
    // On 25 October 2026 London has 01:00 to 02:00 twice.
    assertThat(planned("0 * * * *", "2026-10-24T23:30:00Z", 3))
        .containsExactly("2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z");
  }

  @Test
  void working_hours_and_words_are_understood() {
    assertThat(planned("*/30 8-9 * * MON-FRI", "2026-11-06T09:10:00Z", 2))
        .containsExactly("2026-11-06T09:30:00Z", "2026-11-09T08:00:00Z");
    assertThat(planned("@daily", "2026-11-06T09:10:00Z", 1))
        .containsExactly("2026-11-07T00:00:00Z");
  }

  @Test
  void the_gap_is_that_of_the_next_two() {
    assertThat(
            CronTimetable.of("0 6,7 * * *", LONDON).gapAfter(Instant.parse("2026-11-06T05:00:00Z")))
        .isEqualTo(Duration.ofHours(1));
  }

  @Test
  void what_is_no_plan_is_refused() {
    assertThatThrownBy(() -> CronTimetable.of("0 30 3 * * *", LONDON))
        .hasMessageContaining("five fields");
    assertThatThrownBy(() -> CronTimetable.of("61 3 * * *", LONDON))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CronTimetable.of("0 0 30 2 *", LONDON))
        .hasMessageContaining("no such day");
  }

  @Test
  void the_longest_wait_is_over_the_night_and_the_weekend() {
    Instant monday = Instant.parse("2026-01-05T00:00:00Z");
    assertThat(CronTimetable.of("*/10 6-22 * * MON-FRI", ZoneId.of("UTC")).longestGap(monday))
        .isEqualTo(Duration.ofMinutes(7 * 60 + 10).plusDays(2));
    assertThat(CronTimetable.of("0 3 1 * *", ZoneId.of("UTC")).longestGap(monday))
        .isEqualTo(Duration.ofDays(28));
  }
}
