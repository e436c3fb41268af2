package dev.selvedge.watch.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SpanTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }

  private static long hours(Span span) {
    return Duration.between(span.start(), span.end()).toHours();
  }

  @Test
  void days_have_an_hour_less_or_more_where_clocks_are_put_forward_or_back() {
    Span spring = Span.of(Period.DAY, day("2026-03-29"), LONDON);
    assertThat(spring.start()).isEqualTo(Instant.parse("2026-03-29T00:00:00Z"));
    assertThat(spring.end()).isEqualTo(Instant.parse("2026-03-29T23:00:00Z"));
    assertThat(hours(Span.of(Period.DAY, day("2026-10-25"), LONDON))).isEqualTo(25);
    assertThat(hours(Span.of(Period.WEEK, day("2026-03-29"), LONDON))).isEqualTo(167);
    assertThat(hours(Span.of(Period.WEEK, day("2026-10-25"), LONDON))).isEqualTo(169);
    assertThat(hours(Span.of(Period.MONTH, day("2026-10-09"), LONDON))).isEqualTo(31 * 24 + 1);
  }

  @Test
  void a_day_whose_midnight_there_is_not_begins_when_it_begins() {
    // clocks of Beirut go from 00:00 to 01:00
    Span span = Span.of(Period.DAY, day("2026-03-29"), ZoneId.of("Asia/Beirut"));
    assertThat(span.start()).isEqualTo(Instant.parse("2026-03-28T22:00:00Z"));
    assertThat(hours(span)).isEqualTo(23);
    assertThat(span.before().end()).isEqualTo(span.start());
  }

  @Test
  void weeks_go_from_monday_to_sunday_and_months_are_as_long_as_they_are() {
    Span week = Span.of(Period.WEEK, day("2026-03-01"), LONDON);
    assertThat(week.first()).isEqualTo(day("2026-02-23"));
    assertThat(week.last()).isEqualTo(day("2026-03-01"));
    assertThat(week.before().first()).isEqualTo(day("2026-02-16"));
    assertThat(week.next().first()).isEqualTo(day("2026-03-02"));
    Span month = Span.of(Period.MONTH, day("2026-03-31"), LONDON);
    assertThat(month.first()).isEqualTo(day("2026-03-01"));
    assertThat(month.before().last()).isEqualTo(day("2026-02-28"));
    assertThat(month.before().end()).isEqualTo(month.start());
  }

  @Test
  void the_last_one_is_over_by_the_clocks_of_the_zone() {
    Instant now = Instant.parse("2026-06-30T23:30:00Z");
    assertThat(Span.lastBefore(now, Period.DAY, LONDON).first()).isEqualTo(day("2026-06-30"));
    assertThat(Span.lastBefore(now, Period.MONTH, LONDON).first()).isEqualTo(day("2026-06-01"));
    assertThat(Span.lastBefore(now, Period.DAY, ZoneId.of("UTC")).first())
        .isEqualTo(day("2026-06-29"));
    Span june = Span.of(Period.MONTH, day("2026-06-01"), LONDON);
    assertThat(june.isOver(june.end())).isTrue();
    assertThat(june.isOver(june.end().minusMillis(1))).isFalse();
  }

  @Test
  void a_span_begins_on_its_first_day() {
    assertThatThrownBy(() -> new Span(Period.WEEK, day("2026-03-01"), LONDON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2026-03-01");
  }
}
