package dev.selvedge.app.cli.order;

import dev.selvedge.Masking;
import dev.selvedge.RecordRef;
import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectFolder;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.cli.console.Table;
import dev.selvedge.app.page.Display;
import dev.selvedge.commerce.Orphan;
import dev.selvedge.commerce.Orphans;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.work.Store;
import dev.selvedge.work.resolve.OrphanReport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge orders orphans`: parcels, refunds and cancellations whose order has not come.
@Command(
    name = "orphans",
    description = {
      "List parcels, refunds and cancellations whose order no system has told yet, those that wait"
          + " longest first. Changes nothing. A hub may run at the same time."
    })
final class OrphansCommand implements Callable<Integer> {
  private static final int STANDARD_LIMIT = 100;

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  @Option(
      names = "--limit",
      paramLabel = "number",
      description = "How many to list; the others are counted. Default: ${DEFAULT-VALUE}.")
  private int limit = STANDARD_LIMIT;

  OrphansCommand(Desk desk) {
    this.desk = desk;
  }

  /// What is listed, of one moment.
  private record Found(
      Orphans.Tally tally, List<Orphan> oldest, Map<OrderKey, List<RecordRef>> records) {
    List<RecordRef> of(Orphan orphan) {
      return records.getOrDefault(orphan.order(), List.of());
    }
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new CommandException(ExitCode.USAGE, "--limit begins at 1", "leave it out");
    }
    Printer printer = new Printer(desk.terminal(), shared);
    Found found;
    try (Store store = desk.backstage().look(desk.project(folder.path()))) {
      found = store.read(this::read);
    }
    if (shared.json()) {
      printer.json(document(found));
    } else {
      print(found, printer);
    }
    return (found.tally().reported() == 0 ? ExitCode.OK : ExitCode.PROBLEMS).number();
  }

  private Found read(Store.Ports ports) {
    List<Orphan> oldest = ports.orphans().oldest(limit);
    return new Found(
        ports.orphans().tally(),
        oldest,
        OrphanReport.records(oldest.stream().map(Orphan::order).toList(), ports));
  }

  private void print(Found found, Printer printer) {
    if (found.oldest().isEmpty()) {
      printer.line("No part waits for its order.");
      return;
    }
    Display display = new Display(desk.terminal().zone());
    Table table = Table.of("ORDER", "WAITS SINCE", "TOLD BY", "LONG");
    for (Orphan orphan : found.oldest()) {
      table.row(
          Masking.maskAddresses(orphan.order().value()),
          display.exact(orphan.since()),
          found.of(orphan).stream().map(OrphansCommand::shown).collect(Collectors.joining(", ")),
          orphan.reported() ? "yes" : "");
    }
    printer.lines(table.lines());
    if (found.tally().waiting() > found.oldest().size()) {
      printer.line(
          "The first %,d of %,d; --limit lists more."
              .formatted(found.oldest().size(), found.tally().waiting()));
    }
    printer.note(
        "Each is joined when its order comes. Check that the order's system is read, and that both"
            + " write its number alike.");
  }

  private static String shown(RecordRef ref) {
    return Masking.maskAddresses(ref.text());
  }

  private static ObjectNode document(Found found) {
    ObjectNode document =
        JsonNodeFactory.instance
            .objectNode()
            .put("waiting", found.tally().waiting())
            .put("reported", found.tally().reported());
    ArrayNode orders = document.putArray("orders");
    for (Orphan orphan : found.oldest()) {
      ObjectNode one =
          orders
              .addObject()
              .put("order", Masking.maskAddresses(orphan.order().value()))
              .put("since", orphan.since().toString())
              .put("reported", orphan.reported());
      ArrayNode records = one.putArray("records");
      found.of(orphan).forEach(ref -> records.add(shown(ref)));
    }
    return document;
  }
}
