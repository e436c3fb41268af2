package dev.selvedge.app.mail.report;

import dev.selvedge.app.config.Project;
import dev.selvedge.app.config.report.MailedReport;
import dev.selvedge.app.mail.Smtp;
import dev.selvedge.app.page.Assets;
import dev.selvedge.app.page.Display;
import dev.selvedge.app.page.Renderer;
import dev.selvedge.app.report.ReportDesk;
import dev.selvedge.work.Store;
import dev.selvedge.work.alarm.TellStep;
import dev.selvedge.work.hub.Hub;
import dev.selvedge.work.report.MailStep;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Has the reports of a running project sent.
public final class ReportPost {
  private ReportPost() {}

  /// Adds its loops to those of a hub that has not been started; none where nobody gets reports.
  public static void join(
      Hub hub, Project project, Store store, ReportDesk desk, InstantSource clock) {
    List<MailedReport> mails = project.reports().mails();
    if (mails.isEmpty()) {
      return;
    }
    ZoneId midnights = project.alarms().zone();
    ReportLetters letters =
        new ReportLetters(
            new Renderer(Assets.load(), new Display(midnights), clock), project.alarms().link());
    List<TellStep> steps = new ArrayList<>();
    for (MailedReport mail : mails) {
      for (String to : mail.to()) {
        Smtp smtp = new Smtp(mail.by(), clock);
        steps.add(
            new TellStep(
                store, new ReportChannel(mail, to, desk, letters, smtp, midnights), clock));
      }
    }
    // A report of a month reads much, and a mail server may take its time.
    Runnable wake = hub.atLeisure("send reports", new Rounds(steps));
    hub.beside(
        "reports",
        new MailStep(
            store, mails.stream().map(MailedReport::mailing).toList(), midnights, clock, wake));
  }

  /// Each in turn: one that fails keeps none of the others from its own.
  private record Rounds(List<TellStep> steps) implements Supplier<Duration> {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    @Override
    public Duration get() {
      Duration rest = LONGEST;
      List<RuntimeException> failed = new ArrayList<>();
      for (TellStep step : steps) {
        try {
          Duration one = step.get();
          rest = one.compareTo(rest) < 0 ? one : rest;
        } catch (RuntimeException e) {
          failed.add(e);
        }
      }
      if (!failed.isEmpty()) {
        throw failed.getFirst();
      }
      return rest;
    }
  }
}
