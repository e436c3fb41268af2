package dev.selvedge.app.cli.report;

import dev.selvedge.Masking;
import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectFolder;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.cli.console.Table;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.config.report.MailedReport;
import dev.selvedge.app.mail.Smtp;
import dev.selvedge.app.mail.report.ReportLetters;
import dev.selvedge.app.page.Assets;
import dev.selvedge.app.page.Display;
import dev.selvedge.app.page.Renderer;
import dev.selvedge.app.report.Audience;
import dev.selvedge.app.report.Report;
import dev.selvedge.app.report.ReportDocument;
import dev.selvedge.app.report.Told;
import dev.selvedge.connector.Feed;
import dev.selvedge.watch.alarm.Channel.Answer;
import dev.selvedge.watch.report.Period;
import dev.selvedge.watch.report.Span;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Store;
import dev.selvedge.work.report.Reported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// `selvedge report`: what happened in a day, week or month.
@Command(
    name = "report",
    description = {
      "Tell what happened in a day, week or month, compared with the one before: what moved, how"
          + " fresh it was, what failed and was mended, who may be mailed, what the last audit found."
          + " Changes nothing; a hub may run at the same time."
    })
public final class ReportCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  @Option(
      names = "--period",
      paramLabel = "period",
      description = "day, week (from Monday) or month. Default: week.")
  private Period period = Period.WEEK;

  @Option(
      names = "--date",
      paramLabel = "date",
      description = "A day in it: 2026-03-01. Default: the last one that is over.")
  private @Nullable LocalDate date;

  @Option(
      names = "--zone",
      paramLabel = "zone",
      description = "By whose midnights: Europe/London. Default: alarms.zone of the project.")
  private @Nullable ZoneId zone;

  @Option(
      names = "--audience",
      paramLabel = "audience",
      description =
          "marketing, operations or management: what is shown, and what of it first. Default:"
              + " operations.")
  private Audience audience = Audience.OPERATIONS;

  @Option(
      names = "--html",
      paramLabel = "file",
      description = "Write it into this file as a document of its own, to be printed or sent.")
  private @Nullable Path html;

  @Option(
      names = "--send",
      paramLabel = "name",
      description =
          "Send the report of this name below 'reports: mail:' now, to see that it arrives: of the"
              + " last span that is over, or of --date. What is to be sent by itself is sent"
              + " nevertheless. Ends with 1 where the mail server did not take one of the letters.")
  private String send = "";

  private ReportCommand(Desk desk) {
    this.desk = desk;
  }

  /// The command.
  public static CommandLine of(Desk desk) {
    return new CommandLine(new ReportCommand(desk));
  }

  @Override
  public Integer call() {
    Printer printer = new Printer(desk.terminal(), shared);
    Project project = desk.project(folder.path());
    Optional<MailedReport> mail = send.isEmpty() ? Optional.empty() : Optional.of(mail(project));
    mail.ifPresent(this::follow);
    Instant now = desk.terminal().clock().instant();
    ZoneId by = mail.isPresent() || zone == null ? project.alarms().zone() : zone;
    Span span = date == null ? Span.lastBefore(now, period, by) : Span.of(period, date, by);
    if (span.start().isAfter(now)) {
      throw new CommandException(
          ExitCode.USAGE,
          "the " + period.word() + " of " + date + " has not begun",
          "name a day up to today, or leave --date out for the last one that is over");
    }
    Reported reported;
    try (Store store = desk.backstage().look(project)) {
      reported = store.read(ports -> Reported.read(ports, scene(project), span, now));
    }
    Report report = Told.of(reported, audience, project.name());
    if (mail.isPresent()) {
      return sent(mail.get(), project, report, printer).number();
    }
    if (html != null) {
      write(renderer(by).reportPrint(report), html, printer);
    } else if (shared.json()) {
      printer.json(ReportDocument.json(reported, report));
    } else {
      print(report, printer);
    }
    return ExitCode.OK.number();
  }

  private MailedReport mail(Project project) {
    List<String> names = project.reports().mails().stream().map(MailedReport::name).toList();
    return project.reports().mails().stream()
        .filter(one -> one.name().equals(send))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.USAGE,
                    "there is no report '" + send + "' below 'reports: mail:'",
                    names.isEmpty()
                        ? "declare one in selvedge.yaml"
                        : "there are: " + String.join(", ", names)));
  }

  private void follow(MailedReport mail) {
    period = mail.period();
    audience = mail.audience();
  }

  /// Sends it to each who gets it. No later letter is taken for a repeat of it.
  private ExitCode sent(MailedReport mail, Project project, Report report, Printer printer) {
    ReportLetters letters =
        new ReportLetters(renderer(project.alarms().zone()), project.alarms().link());
    Smtp smtp = new Smtp(mail.by(), desk.terminal().clock());
    String name = "trial." + desk.terminal().clock().instant().toEpochMilli() + '.';
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    boolean good = true;
    for (int one = 0; one < mail.to().size(); one++) {
      String to = mail.to().get(one);
      Answer answer = smtp.send(letters.letter(report, name + one + '.' + project.name(), to));
      boolean taken = answer instanceof Answer.Taken;
      String said =
          switch (answer) {
            case Answer.Taken(String words) -> words;
            case Answer.Failed(String why, var ignored) -> why;
            case Answer.Refused(String why) -> why;
          };
      good &= taken;
      all.addObject().put("to", Masking.mask(to)).put("taken", taken).put("said", said);
      if (!shared.json()) {
        printer.line((taken ? "ok      " : "FAILED  ") + Masking.mask(to) + ": " + said);
      }
    }
    if (shared.json()) {
      printer.json(all);
    }
    return good ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private Reported.Scene scene(Project project) {
    return Reported.Scene.of(
            project.read().stream().map(Feed::system).toList(),
            desk.backstage().outlooks(project).stream().map(Outlook::target).toList(),
            project.promises())
        .attributing(project.reports().attributed());
  }

  private Renderer renderer(ZoneId by) {
    return new Renderer(Assets.load(), new Display(by), desk.terminal().clock());
  }

  private static void print(Report report, Printer printer) {
    printer.line(printer.ink().strong(report.project() + ": " + report.title()));
    if (!report.isWhole()) {
      printer.line("It is not over: these are the figures so far, and they are not compared.");
    }
    for (Report.Section section : report.sections()) {
      printer.line("");
      printer.line(printer.ink().strong(section.topic().title()));
      section.sentences().forEach(sentence -> printer.line("- " + sentence));
      print(section.table(), printer);
    }
  }

  private static void print(Report.Table table, Printer printer) {
    if (table.rows().isEmpty()) {
      return;
    }
    List<String> heads = new ArrayList<>();
    for (int column = 0; column < table.heads().size(); column++) {
      heads.add((column < table.words() ? "" : ">") + table.heads().get(column));
    }
    Table lines = Table.of(heads.toArray(String[]::new));
    table.rows().forEach(row -> lines.row(row.toArray(String[]::new)));
    printer.line("");
    printer.lines(lines.lines());
  }

  private static void write(String document, Path file, Printer printer) {
    try {
      Files.writeString(file, document);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "the file " + file + " cannot be written: " + e.getMessage(),
          "name one in a folder that is there and yours",
          e);
    }
    printer.line("Written to " + file + ".");
  }
}
