package dev.selvedge.app.cli.automation;

import dev.selvedge.Masking;
import dev.selvedge.app.automation.AutomationPages;
import dev.selvedge.app.automation.AutomationsPage;
import dev.selvedge.app.automation.AutomationsPage.Line;
import dev.selvedge.app.automation.DropReasons;
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
import dev.selvedge.automation.Automations;
import dev.selvedge.automation.Rule;
import dev.selvedge.plan.EnrolmentLists.Fate;
import dev.selvedge.work.Store;
import dev.selvedge.yaml.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge automations show`: the newest of one automation.
@Command(
    name = "show",
    description = {
      "List what one automation did last, newest first, with the reasons. Changes nothing. A hub may"
          + " run at the same time."
    })
final class ShowCommand implements Callable<Integer> {
  private static final int STANDARD_LIMIT = 50;
  private static final int MOST = 10_000;

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  @Parameters(paramLabel = "automation", description = "Its name in automations.yaml.")
  private String rule = "";

  @Option(
      names = "--only",
      paramLabel = "state",
      description = "Only those that are ${COMPLETION-CANDIDATES}.")
  private Optional<Fate> only = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "number",
      description = "How many to list. Default: ${DEFAULT-VALUE}.")
  private int limit = STANDARD_LIMIT;

  ShowCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > MOST) {
      throw new CommandException(
          ExitCode.USAGE, "--limit is 1 to 10,000", "leave it out, or choose a smaller one");
    }
    Printer printer = new Printer(desk.terminal(), shared);
    Project project = desk.project(folder.path());
    Rule shown = find(rule, project.automations());
    AutomationsPage page;
    try (Store store = desk.backstage().look(project)) {
      page =
          new AutomationPages(store, new Automations(List.of(shown)))
              .page(new AutomationsPage.Asked(shown.name(), only, 1), limit);
    }
    if (shared.json()) {
      printer.json(document(page));
    } else {
      print(shown, page, printer);
      print(page.dropped(), printer);
    }
    return ExitCode.OK.number();
  }

  /// The automation of a name.
  static Rule find(String name, Automations automations) {
    return automations
        .named(name)
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.USAGE,
                    "there is no automation '" + name + "'",
                    Nearest.suggestion(
                        name, automations.rules().stream().map(Rule::name).toList())));
  }

  private void print(Rule shown, AutomationsPage page, Printer printer) {
    printer.line(shown.name() + ": " + RuleWords.of(shown));
    if (page.lines().isEmpty()) {
      printer.line("Nothing yet.");
      return;
    }
    Display display = new Display(desk.terminal().zone());
    Table table = Table.of("WHEN", "STATE", "PERSON", "ABOUT", "WHAT THE TRAIL SAYS");
    for (Line line : page.lines()) {
      table.row(
          display.exact(line.at()),
          line.fate().word(),
          line.person() + " " + Masking.maskAddresses(line.address()),
          about(line),
          line.story());
    }
    printer.lines(table.lines());
    if (page.more()) {
      printer.line("There are more; --limit lists them.");
    }
  }

  private static void print(DropReasons reasons, Printer printer) {
    if (reasons.looked() == 0) {
      return;
    }
    Table table = Table.of("DROPPED", reasons.whole() ? "BECAUSE" : "OF THE NEWEST, BECAUSE");
    reasons.counts().forEach((why, times) -> table.row("%,d".formatted(times), why));
    printer.lines(table.lines());
  }

  private static String about(Line line) {
    String part = line.key().part();
    return Masking.maskAddresses(line.order() + (part.isEmpty() ? "" : " " + part));
  }

  private static ObjectNode document(AutomationsPage page) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode lines = document.putArray("enrolments");
    for (Line line : page.lines()) {
      lines
          .addObject()
          .put("at", line.at().toString())
          .put("state", line.fate().word())
          .put("person", line.person())
          .put("address", Masking.maskAddresses(line.address()))
          .put("about", about(line))
          .put("story", line.story());
    }
    DropReasons reasons = page.dropped();
    ObjectNode dropped = document.putObject("dropped");
    dropped.put("looked", reasons.looked()).put("whole", reasons.whole());
    ObjectNode counts = dropped.putObject("reasons");
    reasons.counts().forEach(counts::put);
    return document.put("more", page.more());
  }
}
