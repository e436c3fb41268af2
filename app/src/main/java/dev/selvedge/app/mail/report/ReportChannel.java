package dev.selvedge.app.mail.report;

import dev.selvedge.app.config.report.MailedReport;
import dev.selvedge.app.mail.Smtp;
import dev.selvedge.app.report.Report;
import dev.selvedge.app.report.ReportDesk;
import dev.selvedge.watch.alarm.Change;
import dev.selvedge.watch.alarm.Channel;
import dev.selvedge.watch.alarm.Notice;
import dev.selvedge.watch.report.Span;
import java.time.ZoneId;
import java.util.Optional;

/// Sends the reports of one mailing to one of those who get it. What a report says is worked out
/// when it is sent; it is of the same span however late that is.
///
/// @param midnights by which days begin and end
record ReportChannel(
    MailedReport plan,
    String address,
    ReportDesk desk,
    ReportLetters letters,
    Smtp smtp,
    ZoneId midnights)
    implements Channel {
  @Override
  public String name() {
    return plan.queue(address);
  }

  @Override
  public boolean wants(Change change) {
    return false;
  }

  @Override
  public Answer tell(Notice notice) {
    Optional<Report> report =
        Span.ofWord(notice.report(), midnights)
            .flatMap(span -> desk.read(span.period(), span.first()))
            .map(reported -> desk.report(reported, plan.audience()));
    return report
        .map(one -> smtp.send(letters.letter(one, messageName(notice, one), address)))
        .orElseGet(
            () -> new Answer.Refused("There is nothing to tell of " + notice.report() + "."));
  }

  private static String messageName(Notice notice, Report report) {
    return "report." + notice.id() + "." + report.project();
  }
}
