package dev.selvedge.app.cli;

import dev.selvedge.app.config.Project;
import dev.selvedge.app.page.Display;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.ParkedItems;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge parked`: what waits for a person to look.
@Command(
    name = "parked",
    description = "Show what waits for a person to look, with what to do about it.")
final class ParkedCommand implements Callable<Integer> {
  private static final int STANDARD_LIMIT = 20;

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  @Option(
      names = "--limit",
      description = "How many of the newest to show. Default: ${DEFAULT-VALUE}.")
  private int limit = STANDARD_LIMIT;

  ParkedCommand(Desk desk) {
    this.desk = desk;
  }

  private record Shown(long total, List<ParkedItems.Group> groups, List<ParkedItem> newest) {}

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
                      ports.parked().groups(),
                      ports.parked().newest(limit)));
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
    Table groups = Table.of(">COUNT", "CAUSE");
    shown.groups().forEach(group -> groups.row(display.number(group.count()), group.cause()));
    printer.lines(groups.lines());
    Instant now = desk.terminal().clock().instant();
    for (ParkedItem item : shown.newest()) {
      printer.line("");
      printer.line(ink.strong(item.source()) + "  " + display.ago(item.lastSeen(), now));
      printer.line("    " + item.sentence());
      if (!item.rule().isEmpty()) {
        printer.line("    " + ink.faint(item.rule()));
      }
    }
    if (shown.newest().size() < shown.total()) {
      printer.line("");
      printer.line(
          "The newest " + shown.newest().size() + " of " + display.number(shown.total()) + ".");
    }
  }

  private static ObjectNode document(Shown shown) {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("total", shown.total());
    ArrayNode groups = document.putArray("groups");
    shown
        .groups()
        .forEach(
            group -> groups.addObject().put("cause", group.cause()).put("count", group.count()));
    ArrayNode items = document.putArray("newest");
    for (ParkedItem item : shown.newest()) {
      items
          .addObject()
          .put("record", item.source())
          .put("cause", item.cause())
          .put("sentence", item.sentence())
          .put("rule", item.rule())
          .put("field", item.field())
          .put("first_seen", item.firstSeen().toString())
          .put("last_seen", item.lastSeen().toString())
          .put("times", item.times());
    }
    return document;
  }
}
