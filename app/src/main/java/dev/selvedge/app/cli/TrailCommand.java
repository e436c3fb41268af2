package dev.selvedge.app.cli;

import dev.selvedge.app.cli.console.Table;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.page.Display;
import dev.selvedge.person.Person;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.Store;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge trail`: everything that happened to a person, an order or a source record.
@Command(
    name = "trail",
    description = "Show what happened to a person, an order or a source record, newest first.")
final class TrailCommand implements Callable<Integer> {
  private static final int STANDARD_LIMIT = 50;

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption project = new ProjectOption();

  @Parameters(
      index = "0",
      paramLabel = "e-mail|order|record",
      description = "An e-mail address, an order's number, or a record as system/kind/key.")
  private String about = "";

  @Option(names = "--limit", description = "How many entries at most. Default: ${DEFAULT-VALUE}.")
  private int limit = STANDARD_LIMIT;

  TrailCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Printer printer = new Printer(desk.terminal(), shared);
    Project loaded = desk.project(project.path());
    List<TrailEntry> entries;
    try (Store store = desk.backstage().look(loaded)) {
      entries = store.read(this::entries);
    }
    if (shared.json()) {
      printer.json(document(entries));
    } else if (entries.isEmpty()) {
      printer.line("Nothing is known of '" + about + "'.");
    } else {
      Display display = new Display(desk.terminal().zone());
      Table table = Table.of("TIME", "STAGE", "WORD", "RECORD", "WHAT HAPPENED");
      for (TrailEntry entry : entries) {
        table.row(
            display.exact(entry.at()),
            stage(entry),
            entry.word(),
            entry.about().source(),
            entry.sentence());
      }
      printer.lines(table.lines());
    }
    return ExitCode.OK.number();
  }

  private List<TrailEntry> entries(Store.Ports ports) {
    if (about.indexOf('@') > 0 && about.indexOf('/') < 0) {
      List<TrailEntry> found = new ArrayList<>();
      for (Person person : ports.people().byEmail(List.of(normal(about)))) {
        found.addAll(ports.trail().ofPerson(person.id().value(), limit));
      }
      return found;
    }
    List<TrailEntry> ofOrder = ports.trail().ofOrder(about, limit);
    return ofOrder.isEmpty() ? ports.trail().ofSource(about, limit) : ofOrder;
  }

  private static String normal(String email) {
    return Normalizer.normalize(email.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  private static String stage(TrailEntry entry) {
    return entry.stage().name().toLowerCase(Locale.ROOT);
  }

  private ObjectNode document(List<TrailEntry> entries) {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("about", about);
    ArrayNode list = document.putArray("entries");
    for (TrailEntry entry : entries) {
      list.addObject()
          .put("at", entry.at().toString())
          .put("stage", stage(entry))
          .put("word", entry.word())
          .put("person", entry.about().person())
          .put("order", entry.about().order())
          .put("source", entry.about().source())
          .put("system", entry.about().system())
          .put("sentence", entry.sentence());
    }
    return document;
  }
}
