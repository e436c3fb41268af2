package dev.selvedge.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.report.Audience.Topic;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.watch.freshness.Goal;
import dev.selvedge.watch.freshness.Histogram;
import dev.selvedge.watch.freshness.Matter;
import dev.selvedge.watch.freshness.Strand;
import dev.selvedge.watch.report.Period;
import dev.selvedge.watch.report.Span;
import dev.selvedge.watch.report.Tallies.Decided;
import dev.selvedge.watch.report.Tallies.Moved;
import dev.selvedge.watch.report.Tallies.Raised;
import dev.selvedge.work.report.Figures;
import dev.selvedge.work.report.Reported;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToldTest {
  private static final Span WEEK =
      Span.of(Period.WEEK, LocalDate.parse("2026-11-23"), ZoneId.of("Europe/London"));
  private static final Strand CONSENT = new Strand("shop/customer", "dotdigital", Matter.CONSENT);
  private static final Goal MINUTE = new Goal(9_900, Duration.ofSeconds(60));

  private static Figures nothing(Span span) {
    return new Figures(span, Map.of(), List.of(), List.of(), List.of(), 0);
  }

  private static Figures moved(Span span, long received) {
    return new Figures(
        span, Map.of("shop/order", new Moved(received, 0, 0)), List.of(), List.of(), List.of(), 0);
  }

  private static Figures.Kept kept(int inTime, int late) {
    List<Duration> times = new java.util.ArrayList<>();
    times.addAll(Collections.nCopies(inTime, Duration.ofSeconds(20)));
    times.addAll(Collections.nCopies(late, Duration.ofHours(2)));
    return new Figures.Kept(CONSENT, MINUTE, Histogram.of(times));
  }

  private static List<String> told(Figures now, Optional<Figures> before, Topic topic) {
    Reported reported = new Reported(now, before, Optional.empty(), List.of(), WEEK.end());
    return Told.of(reported, Audience.OPERATIONS, "my-brand").sections().stream()
        .filter(section -> section.topic() == topic)
        .findFirst()
        .orElseThrow()
        .sentences();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1204|1115|1,204 records, 8 % more than the week before",
        "1115|1204|1,115 records, 7 % fewer than the week before",
        "1|1|1 record, as many as the week before",
        "0|0|no records, as in the week before",
        "5|0|5 records, none the week before",
        "0|5|no records, 5 the week before",
        "10000|9999|10,000 records, about as many as the week before",
        "20|10|20 records, twice as many as the week before",
        "29|10|29 records, 190 % more than the week before",
        "30|10|30 records, 3 times as many as the week before",
        "1|1000|1 record, 99 % fewer than the week before"
      })
  void counts_are_compared_in_words(long now, long before, String sentence) {
    assertThat(
            told(moved(WEEK, now), Optional.of(moved(WEEK.before(), before)), Topic.MOVED)
                .getFirst())
        .isEqualTo("Came in: " + sentence + ".");
  }

  @Test
  void where_there_is_no_before_it_says_so_and_compares_nothing() {
    assertThat(told(moved(WEEK, 1204), Optional.empty(), Topic.MOVED))
        .containsExactly(
            "Came in: 1,204 records.",
            "Delivered: no changes.",
            "There is nothing to compare with: the week before was not counted, or not all of it.");
    assertThat(told(nothing(WEEK), Optional.empty(), Topic.CONSENT))
        .containsExactly("Said yes: no opt-ins.", "Said no: no opt-outs.");
  }

  @Test
  void where_nothing_happened_every_section_says_so() {
    Optional<Figures> before = Optional.of(nothing(WEEK.before()));
    assertThat(told(nothing(WEEK), before, Topic.MOVED))
        .containsExactly(
            "Came in: no records, as in the week before.",
            "Delivered: no changes, as in the week before.");
    assertThat(told(nothing(WEEK), before, Topic.FRESHNESS))
        .containsExactly("Nothing was delivered whose freshness is measured.");
    assertThat(told(nothing(WEEK), before, Topic.TROUBLE))
        .containsExactly(
            "Parked: no records, as in the week before.",
            "Alarms: no new alarms, as in the week before.");
    assertThat(told(nothing(WEEK), before, Topic.AUDIT))
        .containsExactly("Nothing was audited yet.");
    assertThat(told(nothing(WEEK), before, Topic.ALLOWANCE))
        .containsExactly("No target has counted calls.");
  }

  @Test
  void broken_promises_are_named_with_what_was_promised() {
    Figures bad = new Figures(WEEK, Map.of(), List.of(kept(98, 2)), List.of(), List.of(), 0);
    Figures good =
        new Figures(WEEK.before(), Map.of(), List.of(kept(199, 1)), List.of(), List.of(), 0);
    assertThat(told(bad, Optional.of(good), Topic.FRESHNESS))
        .containsExactly(
            "Of 100 changes that reached their target 98 % did so in time; 99.5 % did the week"
                + " before.",
            "Not kept: consent of shop/customer (98 % instead of 99 % within 60 s).");
    assertThat(bad.kept().getFirst().budgetLeft()).isEqualTo(-1, within());
    assertThat(good.kept().getFirst().budgetLeft()).isEqualTo(0.5, within());
    assertThat(told(good, Optional.empty(), Topic.FRESHNESS)).contains("Every promise was kept.");
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-9);
  }

  @Test
  void alarms_of_before_are_shown_and_not_counted_as_new() {
    Raised old = raised(1, WEEK.start().minusSeconds(1), WEEK.start().plusSeconds(60));
    Raised fresh = raised(2, WEEK.start(), WEEK.start().plusSeconds(600));
    Raised open = raised(3, WEEK.start().plusSeconds(5), Instant.EPOCH);
    Raised longer = raised(4, WEEK.start().plusSeconds(5), WEEK.end());
    Figures figures =
        new Figures(WEEK, Map.of(), List.of(), List.of(), List.of(old, fresh, open, longer), 2);
    assertThat(told(figures, Optional.empty(), Topic.TROUBLE))
        .containsExactly(
            "Parked: no records.",
            "People sent 2 parked things on their way again.",
            "Alarms: 3 new alarms.",
            "2 alarms were open at the end.");
  }

  @Test
  void what_audits_had_mended_is_told_where_there_was_any() {
    Optional<Figures> before = Optional.of(mended(WEEK.before(), 3));
    assertThat(told(mended(WEEK, 1204), before, Topic.TROUBLE))
        .contains(
            "Mended of what audits had found: 1,204 differences, 401 times as many as the week"
                + " before.");
    assertThat(told(mended(WEEK, 0), before, Topic.TROUBLE))
        .contains("Mended of what audits had found: no differences, 3 the week before.");
  }

  private static Figures mended(Span span, long count) {
    return new Figures(span, Map.of(), List.of(), List.of(), List.of(), 0, count, List.of());
  }

  private static Raised raised(long number, Instant from, Instant to) {
    return new Raised(number, AlarmKind.LATE, "erp/stock", Severity.WARNING, from, to, "Late.");
  }

  @Test
  void decisions_are_told_by_system_and_topic() {
    Figures figures =
        new Figures(
            WEEK,
            Map.of(),
            List.of(),
            List.of(
                new Decided("dotdigital", "email", "SUPPRESSED", 4),
                new Decided("shop", "email", "OPT_IN", 120),
                new Decided("shop", "email", "OPT_OUT", 14)),
            List.of(),
            0);
    Reported reported =
        new Reported(figures, Optional.empty(), Optional.empty(), List.of(), WEEK.end());
    Report.Section section = Told.of(reported, Audience.MARKETING, "my-brand").sections().get(1);
    assertThat(section.sentences())
        .containsExactly(
            "Said yes: 120 opt-ins.",
            "Said no: 14 opt-outs.",
            "Not to be mailed any more, as after a hard bounce or a complaint: 4 suppressions.");
    assertThat(section.table().rows())
        .containsExactly(
            List.of("dotdigital", "email", "0", "0", "4", "0"),
            List.of("shop", "email", "120", "14", "0", "0"));
  }

  @Test
  void each_audience_is_shown_its_own_things_first() {
    Reported reported =
        new Reported(nothing(WEEK), Optional.empty(), Optional.empty(), List.of(), WEEK.end());
    for (Audience audience : Audience.values()) {
      assertThat(Told.of(reported, audience, "my-brand").sections())
          .extracting(Report.Section::topic)
          .containsExactlyElementsOf(audience.topics())
          .doesNotHaveDuplicates();
    }
    assertThat(Audience.OPERATIONS.topics())
        .hasSameSizeAs(Topic.values())
        .first()
        .isEqualTo(Topic.TROUBLE);
    assertThat(Audience.MARKETING.topics()).first().isEqualTo(Topic.REVENUE);
    assertThat(Audience.MANAGEMENT.topics()).first().isEqualTo(Topic.REVENUE);
  }
}
