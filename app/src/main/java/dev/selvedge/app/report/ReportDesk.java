package dev.selvedge.app.report;

import dev.selvedge.watch.report.Period;
import dev.selvedge.watch.report.Span;
import dev.selvedge.work.report.Reported;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Where people look at reports.
public interface ReportDesk {
  /// The spans of which there are reports, the newest first; it may not be over yet.
  List<Span> spans(Period period);

  /// Whether anything was counted before a span was over.
  boolean isCounted(Span span);

  /// What a report tells of.
  ///
  /// @param day any day of its span
  /// @return empty where the span has not begun, or was over before anything was counted
  Optional<Reported> read(Period period, LocalDate day);

  /// The report of it for an audience.
  Report report(Reported reported, Audience audience);

  /// Those that are sent by themselves.
  List<MailLine> mails();
}
