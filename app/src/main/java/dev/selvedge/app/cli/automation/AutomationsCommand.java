package dev.selvedge.app.cli.automation;

import dev.selvedge.app.automation.AutomationPages;
import dev.selvedge.app.automation.AutomationsPage;
import dev.selvedge.app.automation.AutomationsPage.RuleLine;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectFolder;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.cli.console.Table;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.page.Display;
import dev.selvedge.plan.EnrolmentLists.Tally;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge automations`: what each automation did and is to do.
@Command(
    name = "automations",
    description = {
      "List the project's automations: how many people wait, went, were left out, and when. Changes"
          + " nothing. A hub may run at the same time."
    })
public final class AutomationsCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  private AutomationsCommand(Desk desk) {
    this.desk = desk;
  }

  /// The command with those below it.
  public static CommandLine tree(Desk desk) {
    return new CommandLine(new AutomationsCommand(desk))
        .addSubcommand(new ShowCommand(desk))
        .addSubcommand(new DryRunCommand(desk));
  }

  @Override
  public Integer call() {
    Printer printer = new Printer(desk.terminal(), shared);
    Project project = desk.project(folder.path());
    List<RuleLine> rules;
    try (Store store = desk.backstage().look(project)) {
      rules =
          new AutomationPages(store, project.automations())
              .page(new AutomationsPage.Asked("", Optional.empty(), 1), 1)
              .rules();
    }
    if (shared.json()) {
      printer.json(document(rules));
    } else if (rules.isEmpty()) {
      printer.line("No automation is declared. They are written in automations.yaml.");
    } else {
      print(rules, printer);
    }
    return ExitCode.OK.number();
  }

  private void print(List<RuleLine> rules, Printer printer) {
    Display display = new Display(desk.terminal().zone());
    Table table =
        Table.of(
            "AUTOMATION",
            "DOES",
            "WAITING",
            "WENT",
            "CANCELLED",
            "DROPPED",
            "PARKED",
            "LAST WENT",
            "NEXT DUE");
    for (RuleLine rule : rules) {
      Tally tally = rule.tally();
      table.row(
          rule.name() + (rule.enabled() ? "" : " (off)"),
          rule.says(),
          number(tally.waiting()),
          number(tally.fired()),
          number(tally.cancelled()),
          number(tally.dropped()),
          number(tally.parked()),
          tally.lastFired().map(display::exact).orElse(""),
          tally.nextDue().map(display::exact).orElse(""));
    }
    printer.lines(table.lines());
    rules.stream()
        .filter(rule -> !rule.tally().whole())
        .forEach(rule -> printer.note("There are more of " + rule.name() + " than were counted."));
  }

  private static String number(long count) {
    return "%,d".formatted(count);
  }

  private static ObjectNode document(List<RuleLine> rules) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode all = document.putArray("automations");
    for (RuleLine rule : rules) {
      Tally tally = rule.tally();
      all.addObject()
          .put("name", rule.name())
          .put("says", rule.says())
          .put("enabled", rule.enabled())
          .put("waiting", tally.waiting())
          .put("fired", tally.fired())
          .put("cancelled", tally.cancelled())
          .put("dropped", tally.dropped())
          .put("parked", tally.parked())
          .put("whole", tally.whole())
          .put("lastFired", tally.lastFired().map(Instant::toString).orElse(""))
          .put("nextDue", tally.nextDue().map(Instant::toString).orElse(""));
    }
    return document;
  }
}
