package dev.selvedge.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoursTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);

  private static Hours hours(String from, String to) {
    return hours(from, to, ALL);
  }

  private static Hours hours(String from, String to, Set<DayOfWeek> days) {
    return new Hours(minutes(from), minutes(to), days, LONDON, "");
  }

  private static int minutes(String time) {
    return time.equals("24:00") ? 24 * 60 : LocalTime.parse(time).toSecondOfDay() / 60;
  }

  private static String next(Hours hours, String now) {
    return hours.next(Instant.parse(now), LONDON).toString();
  }

  @Test
  void within_them_it_is_now() {
    assertThat(next(hours("09:00", "20:00"), "2026-11-02T09:00:00Z"))
        .isEqualTo("2026-11-02T09:00:00Z");
    assertThat(next(hours("09:00", "20:00"), "2026-11-02T19:59:59Z"))
        .isEqualTo("2026-11-02T19:59:59Z");
    assertThat(next(hours("00:00", "24:00"), "2026-11-02T23:59:59Z"))
        .isEqualTo("2026-11-02T23:59:59Z");
  }

  @Test
  void outside_it_is_when_they_begin() {
    assertThat(next(hours("09:00", "20:00"), "2026-11-02T08:59:59Z"))
        .isEqualTo("2026-11-02T09:00:00Z");
    assertThat(next(hours("09:00", "20:00"), "2026-11-02T20:00:00Z"))
        .isEqualTo("2026-11-03T09:00:00Z");
  }

  @Test
  void on_other_days_it_is_the_next_one() {
    Hours mondays = hours("09:00", "10:00", EnumSet.of(DayOfWeek.MONDAY));

    assertThat(next(mondays, "2026-11-02T10:00:00Z")).isEqualTo("2026-11-09T09:00:00Z");
    assertThat(next(mondays, "2026-11-08T23:00:00Z")).isEqualTo("2026-11-09T09:00:00Z");
  }

  @Test
  void they_follow_the_clock_into_summer_and_back() {
    assertThat(next(hours("09:00", "20:00"), "2026-03-28T20:00:00Z"))
        .isEqualTo("2026-03-29T08:00:00Z");
    assertThat(next(hours("09:00", "20:00"), "2026-10-24T19:00:00Z"))
        .isEqualTo("2026-10-25T09:00:00Z");
  }

  @Test
  void hours_that_begin_in_a_skipped_hour_begin_when_it_is_skipped() {
    // At one o'clock the clock shows two.
    assertThat(next(hours("01:30", "04:00"), "2026-03-29T00:10:00Z"))
        .isEqualTo("2026-03-29T01:00:00Z");
    assertThat(next(hours("01:10", "01:50"), "2026-03-29T00:10:00Z"))
        .isEqualTo("2026-03-30T00:10:00Z");
  }

  @Test
  void hours_in_a_repeated_hour_come_twice() {
    // At two o'clock the clock shows one again.
    Hours hours = hours("01:30", "01:45");

    assertThat(next(hours, "2026-10-25T00:00:00Z")).isEqualTo("2026-10-25T00:30:00Z");
    assertThat(next(hours, "2026-10-25T00:50:00Z")).isEqualTo("2026-10-25T01:30:00Z");
    assertThat(next(hours, "2026-10-25T01:45:00Z")).isEqualTo("2026-10-26T01:30:00Z");
    assertThat(next(hours("00:30", "01:30"), "2026-10-25T00:40:00Z"))
        .isEqualTo("2026-10-25T01:00:00Z");
  }

  /// Compared with looking at every minute.
  @Test
  void it_is_the_first_minute_of_the_next_days_that_is_one_of_them() {
    for (String zone : new String[] {"Europe/London", "Australia/Lord_Howe", "America/St_Johns"}) {
      ZoneId in = ZoneId.of(zone);
      for (String[] span :
          new String[][] {{"01:30", "02:15"}, {"02:00", "03:00"}, {"09:00", "20:00"}}) {
        Hours hours = hours(span[0], span[1], EnumSet.of(DayOfWeek.SUNDAY, DayOfWeek.TUESDAY));
        for (String start :
            new String[] {
              "2026-03-07T00:00:00Z",
              "2026-03-28T00:00:00Z",
              "2026-04-04T00:00:00Z",
              "2026-10-03T00:00:00Z",
              "2026-10-24T12:00:00Z"
            }) {
          for (int step = 0; step < 60; step++) {
            Instant now = Instant.parse(start).plus(Duration.ofMinutes(47L * step));
            assertThat(hours.next(now, in))
                .as("%s %s", zone, now)
                .isEqualTo(slowly(hours, now, in));
          }
        }
      }
    }
  }

  private static Instant slowly(Hours hours, Instant now, ZoneId in) {
    Instant at = now;
    while (true) {
      ZonedDateTime local = at.atZone(in);
      int minutes = local.getHour() * 60 + local.getMinute();
      if (hours.days().contains(local.getDayOfWeek())
          && minutes >= hours.from()
          && minutes < hours.to()) {
        return at;
      }
      at = at.plus(Duration.ofMinutes(1));
    }
  }

  @Test
  void they_are_over_where_the_next_minute_is_none_of_them() {
    ZoneId london = ZoneId.of("Europe/London");
    Instant sunday = Instant.parse("2026-11-01T12:00:00Z");
    EnumSet<DayOfWeek> all = EnumSet.allOf(DayOfWeek.class);
    Hours day = new Hours(9 * 60, 20 * 60, all, london, "");
    assertThat(day.end(sunday, london)).contains(Instant.parse("2026-11-01T20:00:00Z"));
    assertThat(day.end(Instant.parse("2026-11-01T21:00:00Z"), london)).isEmpty();
    Hours always = new Hours(0, 24 * 60, all, london, "");
    assertThat(always.end(sunday, london)).isEmpty();
    Hours weekend =
        new Hours(0, 24 * 60, EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), london, "");
    assertThat(weekend.end(Instant.parse("2026-10-31T12:00:00Z"), london))
        .contains(Instant.parse("2026-11-02T00:00:00Z"));
  }
}
