package dev.selvedge.app.config.report;

import java.util.List;

/// What reports tell of and who gets them by mail, as the project declares it, checked. Immutable.
public record ReportPlan(List<MailedReport> mails) {
  public ReportPlan {
    mails = List.copyOf(mails);
  }
}
