package dev.selvedge.app.mail.report;

import dev.selvedge.app.mail.Mail;
import dev.selvedge.app.page.Renderer;
import dev.selvedge.app.report.Report;
import java.util.List;

/// Makes letters of reports: plain text, and the same as a document of its own, without scripts or
/// anything from elsewhere. Safe for use by many threads.
///
/// @param link where people reach the dashboard; empty where nobody says
public record ReportLetters(Renderer renderer, String link) {
  /// One for one who gets it.
  ///
  /// @param name for ever its own: repeats have the same
  public Mail letter(Report report, String name, String to) {
    String page = link.isEmpty() ? "" : link + report.path();
    return new Mail(
        name,
        List.of(to),
        "[" + report.project() + "] Report for " + report.audience().word() + ": " + report.title(),
        ReportText.of(report, page),
        renderer.reportMail(report, page),
        false);
  }
}
