package dev.selvedge.app.page;

import dev.selvedge.PersonId;
import dev.selvedge.app.automation.DryRunPage;
import dev.selvedge.app.automation.DryRunReport;
import dev.selvedge.automation.EnrolmentKey;
import dev.selvedge.automation.FactKind;
import dev.selvedge.plan.states.DryRun.Verdict;
import dev.selvedge.plan.states.DryRun.Would;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What an automation would have done in the sample: more at weekends, and once in a while not.
final class SampleDryRun {
  private SampleDryRun() {}

  static DryRunPage.State.Done of(DryRunPage.Asked asked, Instant now) {
    LocalDate last = LocalDate.ofInstant(now, ZoneOffset.UTC);
    LocalDate first = last.minusDays(asked.days());
    TreeMap<LocalDate, Map<Verdict, Long>> days = new TreeMap<>();
    Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      Map<Verdict, Long> own = new EnumMap<>(Verdict.class);
      own.put(Verdict.FIRED, day.getDayOfWeek().getValue() * 37L + 11);
      own.put(Verdict.DROPPED, day.getDayOfMonth() % 5L * 9);
      own.put(Verdict.CANCELLED, day.getDayOfMonth() % 7L);
      own.forEach((verdict, count) -> counts.merge(verdict, count, Long::sum));
      days.put(day, own);
    }
    Map<Verdict, Map<String, Long>> reasons = new EnumMap<>(Verdict.class);
    reasons.put(
        Verdict.DROPPED,
        Map.of(
            "the person has not agreed to marketing",
            counts.getOrDefault(Verdict.DROPPED, 0L) - 4,
            "at most … in … days: it went on …",
            4L));
    reasons.put(
        Verdict.CANCELLED,
        Map.of(
            "money was given back for its order … on …",
            counts.getOrDefault(Verdict.CANCELLED, 0L)));
    return new DryRunPage.State.Done(
        new DryRunReport(90_112, counts, reasons, days, examples(now), true),
        now.minus(3, ChronoUnit.MINUTES),
        DryRunPage.bars(days, first, last));
  }

  private static List<DryRunReport.Example> examples(Instant now) {
    List<DryRunReport.Example> examples = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      examples.add(
          new DryRunReport.Example(
              new Would(
                  new EnrolmentKey("shipped-mail", FactKind.SHIPPED, "WEB-1", "P-7"),
                  new PersonId(12),
                  verdict,
                  now.minus(2, ChronoUnit.DAYS),
                  switch (verdict) {
                    case FIRED -> "";
                    case CANCELLED ->
                        "money was given back for its order WEB-1 on 22 Nov 2026, 09:29 UTC";
                    case DROPPED -> "the person has not agreed to marketing";
                  }),
              SampleViews.HOSTILE));
    }
    return examples;
  }
}
