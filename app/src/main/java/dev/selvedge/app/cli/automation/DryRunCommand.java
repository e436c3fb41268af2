package dev.selvedge.app.cli.automation;

import dev.selvedge.Masking;
import dev.selvedge.app.automation.DryRunReport;
import dev.selvedge.app.automation.DryRunReport.Example;
import dev.selvedge.app.automation.RuleWords;
import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectFolder;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.cli.console.Table;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.page.Display;
import dev.selvedge.automation.Rule;
import dev.selvedge.plan.states.DryRun.Verdict;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge automations dry-run`: what a rule would have done.
@Command(
    name = "dry-run",
    description = {
      "Tell what an automation would have done over the last days, by the stored records, whether it"
          + " is switched on or not. Sends nothing and changes nothing. A hub may run at the same"
          + " time."
    })
final class DryRunCommand implements Callable<Integer> {
  private static final int STANDARD_DAYS = 30;
  private static final int MOST_DAYS = 3650;
  private static final int STANDARD_EXAMPLES = 5;
  private static final int MOST_EXAMPLES = 1000;

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  @Parameters(paramLabel = "automation", description = "Its name in automations.yaml.")
  private String rule = "";

  @Option(
      names = "--days",
      paramLabel = "number",
      description = "How far to look back. Default: ${DEFAULT-VALUE}.")
  private int days = STANDARD_DAYS;

  @Option(
      names = "--examples",
      paramLabel = "number",
      description = "How many of each end to show. Default: ${DEFAULT-VALUE}.")
  private int examples = STANDARD_EXAMPLES;

  DryRunCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    if (days < 1 || days > MOST_DAYS || examples < 0 || examples > MOST_EXAMPLES) {
      throw new CommandException(
          ExitCode.USAGE, "--days is 1 to 3650, --examples 0 to 1000", "leave them out");
    }
    Printer printer = new Printer(desk.terminal(), shared);
    Project project = desk.project(folder.path());
    Rule asked = ShowCommand.find(rule, project.automations());
    Instant now = desk.terminal().clock().instant();
    DryRunReport report;
    try (Store store = desk.backstage().look(project)) {
      report =
          DryRunReport.of(
              store,
              new DryRunReport.Question(
                  asked,
                  desk.backstage().rules(project),
                  now.minus(Duration.ofDays(days)),
                  now,
                  examples,
                  desk.terminal().zone()));
    }
    if (shared.json()) {
      printer.json(document(report));
    } else {
      print(asked, report, printer);
    }
    return ExitCode.OK.number();
  }

  private void print(Rule asked, DryRunReport report, Printer printer) {
    printer.line(
        "%s: %s%s. In the last %,d days, of %,d people:"
            .formatted(
                asked.name(),
                RuleWords.of(asked),
                asked.terms().enabled() ? "" : " (off)",
                days,
                report.people()));
    Table counts = Table.of("IT WOULD HAVE", "TIMES", "BECAUSE");
    for (Verdict verdict : Verdict.values()) {
      counts.row(words(verdict), "%,d".formatted(report.count(verdict)), "");
      report
          .reasons()
          .getOrDefault(verdict, Map.of())
          .forEach((why, times) -> counts.row("", "%,d".formatted(times), why));
    }
    printer.lines(counts.lines());
    examples(report, printer);
    printer.note(DryRunReport.CAVEAT);
  }

  private void examples(DryRunReport report, Printer printer) {
    if (report.examples().isEmpty()) {
      return;
    }
    Display display = new Display(desk.terminal().zone());
    Table table = Table.of("WHEN", "END", "PERSON", "ABOUT", "WHY");
    for (Example one : report.examples()) {
      table.row(
          display.exact(one.would().at()),
          word(one.would().verdict()),
          one.would().person() + " " + Masking.maskAddresses(one.address()),
          Masking.maskAddresses(one.about()),
          one.would().why());
    }
    printer.lines(table.lines());
  }

  private static String words(Verdict verdict) {
    return switch (verdict) {
      case FIRED -> "gone";
      case CANCELLED -> "been cancelled";
      case DROPPED -> "been dropped";
    };
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private ObjectNode document(DryRunReport report) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("days", days).put("people", report.people());
    for (Verdict verdict : Verdict.values()) {
      ObjectNode one = document.putObject(word(verdict));
      one.put("count", report.count(verdict));
      ObjectNode reasons = one.putObject("reasons");
      report.reasons().getOrDefault(verdict, Map.of()).forEach(reasons::put);
    }
    ArrayNode some = document.putArray("examples");
    for (Example one : report.examples()) {
      some.addObject()
          .put("at", one.would().at().toString())
          .put("end", word(one.would().verdict()))
          .put("person", one.would().person().toString())
          .put("address", Masking.maskAddresses(one.address()))
          .put("about", Masking.maskAddresses(one.about()))
          .put("why", one.would().why());
    }
    return document;
  }
}
