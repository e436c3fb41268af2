package dev.selvedge.app.cli.audit;

import dev.selvedge.app.audit.AuditDocument;
import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectFolder;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.cli.console.Table;
import dev.selvedge.app.page.Display;
import dev.selvedge.audit.Audit;
import dev.selvedge.work.Store;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge audit list`: the audits that were made.
@Command(
    name = "list",
    description = "List the audits that were made, newest first. Changes nothing.")
final class ListAuditsCommand implements Callable<Integer> {
  private static final int STANDARD_LIMIT = 30;

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  @Option(
      names = "--limit",
      paramLabel = "number",
      description = "How many to list. Default: ${DEFAULT-VALUE}.")
  private int limit = STANDARD_LIMIT;

  ListAuditsCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new CommandException(ExitCode.USAGE, "--limit begins at 1", "leave it out");
    }
    Printer printer = new Printer(desk.terminal(), shared);
    List<Audit> audits;
    try (Store store = desk.backstage().look(desk.project(folder.path()))) {
      audits = store.read(ports -> ports.audits().newest(limit, 0));
    }
    if (shared.json()) {
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      ArrayNode all = document.putArray("audits");
      audits.forEach(audit -> all.add(AuditDocument.json(audit)));
      printer.json(document);
    } else if (audits.isEmpty()) {
      printer.line("There was no audit yet. 'selvedge audit run' makes one.");
    } else {
      Display display = new Display(desk.terminal().zone());
      Table table =
          Table.of("AUDIT", "TIME", "BY", "STATE", ">DIFFER", ">WRONGLY MAILED", ">CALLS");
      for (Audit audit : audits) {
        table.row(
            Long.toString(audit.id()),
            display.exact(audit.startedAt()),
            audit.by(),
            audit.state().words(),
            "%,d".formatted(audit.result().differing()),
            "%,d".formatted(audit.result().wronglyMailed()),
            "%,d".formatted(audit.result().calls()));
      }
      printer.lines(table.lines());
    }
    return ExitCode.OK.number();
  }
}
