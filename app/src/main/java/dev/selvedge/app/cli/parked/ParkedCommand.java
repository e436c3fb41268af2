package dev.selvedge.app.cli.parked;

import dev.selvedge.Masking;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectFolder;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.cli.console.Ink;
import dev.selvedge.app.cli.console.Table;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.page.Display;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.ParkedItems;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge parked`: what waits for a person to look.
@Command(
    name = "parked",
    description = {
      "Show what waits for a person to look, with what to do about it; the commands below take care"
          + " of it. A hub may run at the same time, and does the work then."
    })
public final class ParkedCommand implements Callable<Integer> {
  private static final int STANDARD_LIMIT = 20;

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  @Option(
      names = "--cause",
      paramLabel = "cause",
      description = "Only what is parked for this cause.")
  private String cause = "";

  @Option(
      names = "--limit",
      description = "How many of the newest to show. Default: ${DEFAULT-VALUE}.")
  private int limit = STANDARD_LIMIT;

  private ParkedCommand(Desk desk) {
    this.desk = desk;
  }

  /// The command with those below it.
  public static CommandLine tree(Desk desk) {
    return new CommandLine(new ParkedCommand(desk))
        .addSubcommand(new ShowCommand(desk))
        .addSubcommand(new PreviewCommand(desk))
        .addSubcommand(new EditCommand(desk))
        .addSubcommand(new ReplayCommand(desk))
        .addSubcommand(new RestartCommand(desk))
        .addSubcommand(new DiscardCommand(desk))
        .addSubcommand(new ExportCommand(desk));
  }

  /// @param count how many there are of what is shown
  private record Shown(
      long total, long count, List<ParkedItems.Group> groups, List<Parked> newest) {}

  @Override
  public Integer call() {
    Printer printer = new Printer(desk.terminal(), shared);
    Project project = desk.project(folder.path());
    Shown shown;
    try (Store store = desk.backstage().look(project)) {
      shown =
          store.read(
              ports ->
                  new Shown(
                      ports.parked().count(),
                      cause.isEmpty() ? ports.parked().count() : ports.parked().count(cause),
                      ports.parked().groups(),
                      ports.parked().newest(cause, limit, 0)));
    }
    if (shared.json()) {
      printer.json(document(shown));
    } else {
      print(shown, printer);
    }
    return ExitCode.OK.number();
  }

  private void print(Shown shown, Printer printer) {
    if (shown.total() == 0) {
      printer.line("Nothing waits for you.");
      return;
    }
    Display display = new Display(desk.terminal().zone());
    Ink ink = printer.ink();
    Instant now = desk.terminal().clock().instant();
    Table groups = Table.of(">COUNT", "CAUSE", "SINCE", "LAST");
    shown
        .groups()
        .forEach(
            group ->
                groups.row(
                    display.number(group.count()),
                    group.cause(),
                    display.ago(group.firstSeen(), now),
                    display.ago(group.lastSeen(), now)));
    printer.lines(groups.lines());
    for (Parked parked : shown.newest()) {
      ParkedItem item = parked.item();
      printer.line("");
      printer.line(
          ink.strong(parked.number() + "  " + Masking.maskAddresses(item.source()))
              + "  "
              + display.ago(item.lastSeen(), now)
              + (parked.isOnItsWay() ? ", on its way again" : ""));
      printer.line("    " + item.sentence());
      if (!item.rule().isEmpty()) {
        printer.line("    " + ink.faint(item.rule()));
      }
    }
    if (shown.newest().size() < shown.count()) {
      printer.line("");
      printer.line(
          "The newest " + shown.newest().size() + " of " + display.number(shown.count()) + ".");
    }
    printer.note("");
    printer.note("'selvedge parked preview <number>' says what a replay would come to.");
  }

  private static ObjectNode document(Shown shown) {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("total", shown.total());
    ArrayNode groups = document.putArray("groups");
    for (ParkedItems.Group group : shown.groups()) {
      groups
          .addObject()
          .put("cause", group.cause())
          .put("count", group.count())
          .put("first_seen", group.firstSeen().toString())
          .put("last_seen", group.lastSeen().toString());
    }
    ArrayNode items = document.putArray("newest");
    shown.newest().forEach(parked -> Lines.item(items.addObject(), parked));
    return document;
  }
}
