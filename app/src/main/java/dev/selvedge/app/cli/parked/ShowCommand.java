package dev.selvedge.app.cli.parked;

import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.cli.console.Ink;
import dev.selvedge.app.page.Display;
import dev.selvedge.app.parked.ParkedView;
import dev.selvedge.trail.ParkedItem;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge parked show`: one parked item with its record.
@Command(
    name = "show",
    description =
        "Show one parked item with its record. Personal values are covered unless --reveal is given,"
            + " which is put on the trail.")
final class ShowCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption project = new ProjectOption();
  @Mixin private final WhoOption who = new WhoOption();

  @Parameters(index = "0", paramLabel = "number", description = "The number of the item.")
  private long number;

  @Option(names = "--reveal", description = "Show every value; the trail says who looked.")
  private boolean reveal;

  ShowCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Printer printer = new Printer(desk.terminal(), shared);
    try (OpenRoom open = OpenRoom.of(desk, project)) {
      Optional<ParkedView> found =
          reveal ? open.room().show(number, who.because("")) : open.room().look(number);
      ParkedView view = found.orElseThrow(() -> OpenRoom.notParked(number));
      if (shared.json()) {
        printer.json(document(view));
      } else {
        print(view, printer);
      }
    }
    return ExitCode.OK.number();
  }

  private void print(ParkedView view, Printer printer) {
    Display display = new Display(desk.terminal().zone());
    Ink ink = printer.ink();
    Instant now = desk.terminal().clock().instant();
    ParkedItem item = view.parked().item();
    printer.line(ink.strong(view.number() + "  " + item.source()));
    printer.line(item.sentence());
    printer.line("");
    line(printer, "cause", item.cause());
    line(printer, "rule", item.rule());
    line(printer, "field", item.field());
    line(printer, "first seen", display.exact(item.firstSeen()));
    line(
        printer,
        "last seen",
        display.ago(item.lastSeen(), now)
            + (item.times() > 1 ? ", " + display.number(item.times()) + " times" : ""));
    if (view.parked().isOnItsWay()) {
      line(printer, "replayed", display.ago(view.parked().replayedAt(), now));
    }
    switch (view.papers()) {
      case ParkedView.Papers.None ignored -> {}
      case ParkedView.Papers.Kept kept -> {
        for (ParkedView.EditLine edit : kept.edits()) {
          line(
              printer,
              "edit " + edit.version(),
              edit.by() + ", " + display.ago(edit.at(), now) + ": " + edit.why());
        }
        printer.line("");
        printer.line(kept.standing().text());
        if (!kept.edits().isEmpty()) {
          printer.line("");
          printer.line("As it came:");
          printer.line(kept.original().text());
        }
        if (!view.full()) {
          printer.note("");
          printer.note("Personal values are covered; --reveal shows them.");
        }
      }
    }
  }

  private static void line(Printer printer, String name, String value) {
    if (!value.isEmpty()) {
      printer.line(String.format("  %-11s %s", name, value));
    }
  }

  private static ObjectNode document(ParkedView view) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    Lines.item(document, view.parked());
    document.put("revealed", view.full());
    switch (view.papers()) {
      case ParkedView.Papers.None ignored -> {}
      case ParkedView.Papers.Kept kept -> {
        document.put("body", kept.standing().text());
        document.put("original", kept.original().text());
        ArrayNode edits = document.putArray("history");
        for (ParkedView.EditLine edit : kept.edits()) {
          edits
              .addObject()
              .put("version", edit.version())
              .put("at", edit.at().toString())
              .put("by", edit.by())
              .put("why", edit.why());
        }
      }
    }
    return document;
  }
}
