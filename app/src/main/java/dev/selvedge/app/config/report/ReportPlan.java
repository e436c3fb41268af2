package dev.selvedge.app.config.report;

import java.time.Duration;
import java.util.List;

/// What reports tell of and who gets them by mail, as the project declares it, checked. Immutable.
///
/// @param attributed how long after an automation took somebody up an order counts for it
public record ReportPlan(Duration attributed, List<MailedReport> mails) {
  public ReportPlan {
    mails = List.copyOf(mails);
  }
}
