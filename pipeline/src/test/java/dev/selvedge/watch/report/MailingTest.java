package dev.selvedge.watch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// In 2026 London's clocks go forward on 29 March at 01:00 UTC, and back on 25 October.
class MailingTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  private static Mailing mailing(Period period, String at, ZoneId zone) {
    return new Mailing("report", period, LocalTime.parse(at), zone, List.of());
  }

  private static Span span(Period period, String day) {
    return Span.of(period, LocalDate.parse(day), LONDON);
  }

  @Test
  void it_is_due_at_its_hour_by_the_clocks_of_its_zone() {
    Mailing daily = mailing(Period.DAY, "07:00", LONDON);
    assertThat(daily.dueAt(span(Period.DAY, "2026-03-27"))).isEqualTo("2026-03-28T07:00:00Z");
    assertThat(daily.dueAt(span(Period.DAY, "2026-03-28"))).isEqualTo("2026-03-29T06:00:00Z");
    assertThat(mailing(Period.WEEK, "08:30", LONDON).dueAt(span(Period.WEEK, "2026-03-25")))
        .isEqualTo("2026-03-30T07:30:00Z");
    assertThat(mailing(Period.MONTH, "00:00", LONDON).dueAt(span(Period.MONTH, "2026-03-25")))
        .isEqualTo("2026-03-31T23:00:00Z");
  }

  @Test
  void an_hour_that_clocks_leave_out_is_the_one_after_it() {
    assertThat(mailing(Period.DAY, "01:30", LONDON).dueAt(span(Period.DAY, "2026-03-28")))
        .isEqualTo("2026-03-29T01:30:00Z");
  }

  @Test
  void elsewhere_it_is_not_due_before_the_day_is_over() {
    // London's day ends at nine in the morning of Tokyo
    Mailing early = mailing(Period.DAY, "07:00", TOKYO);
    assertThat(early.dueAt(span(Period.DAY, "2026-01-05"))).isEqualTo("2026-01-06T22:00:00Z");
    Mailing late = mailing(Period.DAY, "09:00", TOKYO);
    assertThat(late.dueAt(span(Period.DAY, "2026-01-05"))).isEqualTo("2026-01-06T00:00:00Z");
  }

  @Test
  void the_last_one_is_the_newest_that_was_due() {
    Mailing daily = mailing(Period.DAY, "07:00", LONDON);
    assertThat(daily.last(Instant.parse("2026-01-06T06:59:59Z"), LONDON).word())
        .isEqualTo("day/2026-01-04");
    Instant due = Instant.parse("2026-01-06T07:00:00Z");
    assertThat(daily.last(due, LONDON).word()).isEqualTo("day/2026-01-05");
    assertThat(daily.next(due, LONDON)).isEqualTo("2026-01-07T07:00:00Z");
  }

  @Test
  void on_a_short_day_none_is_taken_for_due_before_its_hour() {
    // London's day of 23 hours ends at seven in the evening of New York, as the one before at eight
    Mailing evening = mailing(Period.DAY, "19:30", ZoneId.of("America/New_York"));
    Instant due = Instant.parse("2026-03-29T23:30:00Z");
    assertThat(evening.dueAt(span(Period.DAY, "2026-03-28"))).isEqualTo(due);
    assertThat(evening.dueAt(span(Period.DAY, "2026-03-29"))).isEqualTo(due);
    assertThat(evening.last(due.minusSeconds(1), LONDON).word()).isEqualTo("day/2026-03-27");
    assertThat(evening.next(due.minusSeconds(1), LONDON)).isEqualTo(due);
    assertThat(evening.last(due, LONDON).word()).isEqualTo("day/2026-03-29");
    assertThat(evening.next(due, LONDON)).isEqualTo("2026-03-30T23:30:00Z");
  }

  @Test
  void a_span_is_known_by_its_word() {
    Span week = span(Period.WEEK, "2026-03-25");
    assertThat(week.word()).isEqualTo("week/2026-03-23");
    assertThat(Span.ofWord(week.word(), LONDON)).contains(week);
    assertThat(Span.ofWord("week/2026-13-23", LONDON)).isEmpty();
    assertThat(Span.ofWord("year/2026-01-01", LONDON)).isEmpty();
    assertThat(Span.ofWord("week", LONDON)).isEmpty();
  }
}
