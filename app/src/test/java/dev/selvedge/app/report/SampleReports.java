package dev.selvedge.app.report;

import dev.selvedge.watch.report.Mailing;
import dev.selvedge.watch.report.Period;
import dev.selvedge.watch.report.Span;
import dev.selvedge.watch.report.Tallies.Decided;
import dev.selvedge.watch.report.Tallies.Moved;
import dev.selvedge.work.report.Figures;
import dev.selvedge.work.report.Reported;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reports of a brand whose second week this is. Immutable.
public record SampleReports(Instant now) implements ReportDesk {
  private static final ZoneId ZONE = ZoneId.of("Europe/London");

  private Span current(Period period) {
    return Span.of(period, now.atZone(ZONE).toLocalDate(), ZONE);
  }

  @Override
  public List<Span> spans(Period period) {
    return Stream.iterate(current(period), Span::before).limit(2).toList();
  }

  @Override
  public boolean isCounted(Span span) {
    return spans(span.period()).contains(span);
  }

  @Override
  public Optional<Reported> read(Period period, LocalDate day) {
    Span span = Span.of(period, day, ZONE);
    if (!spans(period).contains(span)) {
      return Optional.empty();
    }
    return Optional.of(
        new Reported(
            figures(span, 1204),
            span.isOver(now) ? Optional.of(figures(span.before(), 1115)) : Optional.empty(),
            Optional.empty(),
            List.of(),
            now));
  }

  private static Figures figures(Span span, long received) {
    return new Figures(
        span,
        Map.of("shop/<b>order</b>", new Moved(received, 3, received - 3)),
        List.of(),
        List.of(new Decided("shop", "email", "OPT_IN", 12)),
        List.of(),
        0);
  }

  @Override
  public Report report(Reported reported, Audience audience) {
    return Told.of(reported, audience, "my-brand");
  }

  @Override
  public List<MailLine> mails() {
    Mailing mailing =
        new Mailing(
            "monday",
            Period.WEEK,
            LocalTime.of(8, 0),
            ZONE,
            List.of("report/monday/1", "report/monday/2"));
    return List.of(
        new MailLine(
            new MailLine.Plan(
                mailing, Audience.MARKETING, List.of("ad***@example.com", "bo***@example.com")),
            mailing.next(now, ZONE),
            List.of(
                new MailLine.Receipt("ad***@example.com", now.minusSeconds(3600), ""),
                new MailLine.Receipt("bo***@example.com", Instant.EPOCH, "No <such> user."))));
  }
}
