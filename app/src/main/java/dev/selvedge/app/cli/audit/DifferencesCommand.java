package dev.selvedge.app.cli.audit;

import dev.selvedge.Masking;
import dev.selvedge.app.audit.AuditDocument;
import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.cli.console.Table;
import dev.selvedge.app.page.Display;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.Audits;
import dev.selvedge.audit.Difference;
import dev.selvedge.audit.Remedy;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge audit differences`: what an audit found, one by one.
@Command(
    name = "differences",
    description = {
      "List what an audit found, one by one: what it should be, what it is, where that arose and"
          + " what can be done. Addresses are masked. Changes nothing."
    })
final class DifferencesCommand implements Callable<Integer> {
  private static final int STANDARD_LIMIT = 100;

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption folder = new ProjectOption();
  @Mixin private final Which which = new Which();

  @Parameters(
      arity = "0..1",
      paramLabel = "audit",
      description = "Its number, as 'audit list' shows it. Default: the newest.")
  private long id;

  @Option(names = "--csv", description = "Print comma-separated values.")
  private boolean csv;

  @Option(names = "--open", description = "Only those about which nothing was done.")
  private boolean open;

  @Option(
      names = "--limit",
      paramLabel = "number",
      description = "How many to list. Default: ${DEFAULT-VALUE}.")
  private int limit = STANDARD_LIMIT;

  DifferencesCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new CommandException(ExitCode.USAGE, "--limit begins at 1", "leave it out");
    }
    Printer printer = new Printer(desk.terminal(), shared);
    List<Audits.Found> found;
    try (Store store = desk.backstage().look(desk.project(folder.path()))) {
      Audit audit = AuditPrint.find(id, store);
      found =
          store.read(ports -> ports.audits().differences(audit.id(), which.choice(open), 0, limit));
    }
    if (shared.json()) {
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      ArrayNode all = document.putArray("differences");
      found.forEach(one -> all.add(AuditDocument.json(one)));
      printer.json(document);
    } else if (csv) {
      printer.line(AuditDocument.HEADING);
      found.forEach(one -> printer.line(AuditDocument.line(one)));
    } else if (found.isEmpty()) {
      printer.line("There is no such difference.");
    } else {
      print(found, printer);
    }
    return ExitCode.OK.number();
  }

  private void print(List<Audits.Found> found, Printer printer) {
    Display display = new Display(desk.terminal().zone());
    Table table =
        Table.of(">NO.", "WHAT", "DIFFERENCE", "SHOULD BE", "IS", "HOP", "SINCE", "REMEDY");
    for (Audits.Found one : found) {
      Difference it = one.difference();
      table.row(
          Long.toString(one.number()),
          Masking.maskAddresses(it.subject().toString()),
          it.gap().field().isEmpty() ? it.gap().kind().words() : it.gap().field(),
          Masking.maskAddresses(it.gap().wanted()),
          Masking.maskAddresses(it.gap().shown()),
          it.hop().words(),
          it.since().equals(Instant.EPOCH) ? "" : display.exact(it.since()),
          one.mended().isEmpty() ? Remedy.of(it).words() : one.mended());
    }
    printer.lines(table.lines());
  }
}
