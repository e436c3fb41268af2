package dev.selvedge.app.cli.search;

import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.cli.console.Table;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.search.Finder;
import dev.selvedge.app.search.Found;
import dev.selvedge.app.search.Hit;
import dev.selvedge.work.Store;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge find`: what goes by an address or a number.
@Command(
    name = "find",
    description = {
      "Find people, orders, records and what is parked by an e-mail address, an order's number, a"
          + " source's own id or a parcel's tracking number. Where nothing goes by just that, lists"
          + " the addresses and order numbers that begin with it. Changes nothing. A hub may run at"
          + " the same time."
    })
public final class FindCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption project = new ProjectOption();

  @Parameters(
      index = "0",
      paramLabel = "text",
      description = "An address, an order's number, a source's own id or a tracking number.")
  private String sought = "";

  private FindCommand(Desk desk) {
    this.desk = desk;
  }

  /// The command.
  public static CommandLine of(Desk desk) {
    return new CommandLine(new FindCommand(desk));
  }

  @Override
  public Integer call() {
    Project loaded = desk.project(project.path());
    Found found;
    try (Store store = desk.backstage().look(loaded)) {
      found = new Finder(store, loaded.read(), loaded.identity().emails()).find(sought);
    }
    Printer printer = new Printer(desk.terminal(), shared);
    if (shared.json()) {
      printer.json(document(found));
    } else {
      print(found, printer);
    }
    return (found.hits().isEmpty() ? ExitCode.PROBLEMS : ExitCode.OK).number();
  }

  private static void print(Found found, Printer printer) {
    if (found.hits().isEmpty()) {
      printer.line(
          "Nothing goes by '"
              + found.sought()
              + (found.sought().length() > 1 ? "', and nothing begins with it." : "'."));
      return;
    }
    Table table = Table.of("WHAT", "NAME", "WHY", "PAGE");
    for (Hit hit : found.hits()) {
      table.row(hit.kind().word(), hit.name(), hit.why(), hit.link());
    }
    printer.lines(table.lines());
    if (!found.whole()) {
      printer.note("Nothing goes by just '" + found.sought() + "'; these begin with it.");
    }
    if (found.cut()) {
      printer.note("There are more than are looked for: give more of it.");
    }
  }

  private static ObjectNode document(Found found) {
    ObjectNode document =
        JsonNodeFactory.instance
            .objectNode()
            .put("sought", found.sought())
            .put("whole", found.whole())
            .put("complete", !found.cut());
    ArrayNode hits = document.putArray("found");
    for (Hit hit : found.hits()) {
      hits.addObject()
          .put("kind", hit.kind().word())
          .put("name", hit.name())
          .put("why", hit.why())
          .put("page", hit.link());
    }
    return document;
  }
}
