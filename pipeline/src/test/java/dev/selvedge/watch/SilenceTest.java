package dev.selvedge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
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

  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final LocalDate CHRISTMAS = LocalDate.of(2026, 12, 25);

  /// As many as the hours of the clock say, from four weeks before until a time.
  private static Usual usual(Instant last, ToLongFunction<ZonedDateTime> perHour) {
    Map<Instant, Long> hours = new TreeMap<>();
    Instant first = last.minus(Silence.MEMORY).truncatedTo(ChronoUnit.HOURS);
    Instant before = first;
    Instant newest = first;
    Duration gap = Duration.ZERO;
    for (Instant hour = first; hour.isBefore(last); hour = hour.plus(1, ChronoUnit.HOURS)) {
      long count = perHour.applyAsLong(hour.atZone(LONDON));
      if (count > 0) {
        hours.put(hour, count);
        Duration since = Duration.between(before, hour);
        gap = since.compareTo(gap) > 0 ? since : gap;
        before = hour;
        newest = hour;
      }
    }
    Instant end = newest.plus(Duration.ofMinutes(55));
    return new Usual(new Rhythm(first, end, 5000, gap), hours);
  }

  /// A shop that sleeps from one to six, and never rests a day.
  private static long shop(ZonedDateTime hour) {
    return hour.getHour() >= 1 && hour.getHour() < 6 ? 0 : 20;
  }

  /// An ERP in which people work from eight to six, Monday to Friday, but for holidays.
  private static long erp(ZonedDateTime hour) {
    boolean rests = hour.getDayOfWeek().getValue() > 5 || hour.toLocalDate().equals(CHRISTMAS);
    return rests || hour.getHour() < 8 || hour.getHour() >= 18 ? 0 : 40;
  }

  private static boolean isSilent(Usual usual, Set<LocalDate> holidays, String now) {
    return Silence.of(FLOW, usual, new Usual.Calendar(LONDON, holidays), Instant.parse(now))
        .isPresent();
  }

  @Test
  void a_shop_that_sells_every_day_is_silent_within_hours_and_not_at_night() {
    Usual usual = usual(Instant.parse("2026-11-10T14:00:00Z"), SilenceTest::shop);
    assertThat(isSilent(usual, Set.of(), "2026-11-10T14:30:00Z")).isFalse();
    assertThat(isSilent(usual, Set.of(), "2026-11-10T15:00:00Z")).isTrue();

    Usual night = usual(Instant.parse("2026-11-10T01:00:00Z"), SilenceTest::shop);
    assertThat(isSilent(night, Set.of(), "2026-11-10T06:00:00Z")).isFalse();
    assertThat(isSilent(night, Set.of(), "2026-11-10T06:50:00Z")).isFalse();
    assertThat(isSilent(night, Set.of(), "2026-11-10T07:00:00Z")).isTrue();
  }

  @Test
  void clocks_that_change_are_no_silence() {
    // back by an hour on 25 October, forward on 29 March
    for (String change : List.of("2026-10-25", "2026-03-29")) {
      LocalDate day = LocalDate.parse(change);
      Instant last = day.atTime(1, 0).atZone(LONDON).toInstant();
      Usual usual = usual(last, SilenceTest::shop);
      String dawn = day.atTime(6, 40).atZone(LONDON).toInstant().toString();
      assertThat(isSilent(usual, Set.of(), dawn)).isFalse();
    }
  }

  @Test
  void a_weekend_is_no_silence_for_those_who_rest_then() {
    Usual usual = usual(Instant.parse("2026-11-06T18:00:00Z"), SilenceTest::erp);
    for (String now :
        List.of("2026-11-07T12:00:00Z", "2026-11-08T17:00:00Z", "2026-11-09T08:30:00Z")) {
      assertThat(isSilent(usual, Set.of(), now)).isFalse();
      assertThat(isSilent(usual, Set.of(CHRISTMAS), now)).isFalse();
    }
  }

  @Test
  void a_holiday_is_no_silence_whether_it_is_known_or_not() {
    Usual usual = usual(Instant.parse("2026-12-24T18:00:00Z"), SilenceTest::erp);
    for (String now : List.of("2026-12-25T12:00:00Z", "2026-12-27T12:00:00Z")) {
      assertThat(isSilent(usual, Set.of(), now)).isFalse();
      assertThat(isSilent(usual, Set.of(CHRISTMAS), now)).isFalse();
    }
  }

  @Test
  void with_holidays_known_a_working_day_without_anything_is_silent_within_hours() {
    Usual usual = usual(Instant.parse("2026-11-09T18:00:00Z"), SilenceTest::erp);
    String noon = "2026-11-10T12:00:00Z";
    assertThat(isSilent(usual, Set.of(), noon)).isFalse();
    assertThat(isSilent(usual, Set.of(CHRISTMAS), "2026-11-10T08:30:00Z")).isFalse();
    assertThat(isSilent(usual, Set.of(CHRISTMAS), noon)).isTrue();
    // without them after twice the longest weekend
    assertThat(isSilent(usual, Set.of(), "2026-11-14T23:00:00Z")).isFalse();
    assertThat(isSilent(usual, Set.of(), "2026-11-15T12:00:00Z")).isTrue();
  }

  @Test
  void what_is_silent_stays_so_over_the_weekend_until_something_comes() {
    Usual usual = usual(Instant.parse("2026-11-11T18:00:00Z"), SilenceTest::erp);
    for (String now :
        List.of("2026-11-12T12:00:00Z", "2026-11-13T03:00:00Z", "2026-11-15T12:00:00Z")) {
      assertThat(isSilent(usual, Set.of(CHRISTMAS), now)).isTrue();
    }
  }

  @Test
  void a_holiday_of_the_weeks_before_is_not_taken_for_a_usual_day() {
    // the day after Boxing week: Christmas Day was a Friday, and so is this one
    Usual usual = usual(Instant.parse("2027-01-07T18:00:00Z"), SilenceTest::erp);
    assertThat(isSilent(usual, Set.of(CHRISTMAS), "2027-01-08T12:00:00Z")).isTrue();
  }

  @Test
  void a_little_traffic_is_never_missed_by_the_hour() {
    Usual usual =
        usual(Instant.parse("2026-11-10T14:00:00Z"), hour -> hour.getHour() % 3 == 0 ? 1 : 0);
    assertThat(isSilent(usual, Set.of(CHRISTMAS), "2026-11-10T19:00:00Z")).isFalse();
  }
}
