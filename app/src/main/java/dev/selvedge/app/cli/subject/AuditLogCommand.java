package dev.selvedge.app.cli.subject;

import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.cli.console.Table;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.page.Display;
import dev.selvedge.mapping.EmailAddress;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.trail.AuditEntry;
import dev.selvedge.work.Store;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge audit-log`: who did what with what is held of people.
@Command(
    name = "audit-log",
    description =
        "Show who exported and erased what is held of people, newest first. People are named by a"
            + " keyed hash: give the address to find what was done about one.")
public final class AuditLogCommand implements Callable<Integer> {
  private static final int STANDARD_LIMIT = 100;

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption project = new ProjectOption();

  @Option(names = "--about", paramLabel = "e-mail", description = "Only what is about this person.")
  private String about = "";

  @Option(names = "--csv", description = "Print comma-separated values.")
  private boolean csv;

  @Option(names = "--limit", description = "How many entries at most. Default: ${DEFAULT-VALUE}.")
  private int limit = STANDARD_LIMIT;

  private AuditLogCommand(Desk desk) {
    this.desk = desk;
  }

  public static CommandLine of(Desk desk) {
    return new CommandLine(new AuditLogCommand(desk));
  }

  @Override
  public Integer call() {
    Printer printer = new Printer(desk.terminal(), shared);
    Project loaded = desk.project(project.path());
    List<AuditEntry> entries;
    try (Store store = desk.backstage().look(loaded)) {
      entries =
          store.read(
              ports ->
                  about.isEmpty()
                      ? ports.auditLog().newest("", limit)
                      : ports
                          .erasures()
                          .knownMark(address(loaded.identity().emails()))
                          .map(mark -> ports.auditLog().newest(mark, limit))
                          .orElse(List.of()));
    }
    if (shared.json()) {
      printer.json(document(entries));
    } else if (csv) {
      printer.line("at,who,act,whom,result,why");
      entries.forEach(entry -> printer.line(line(entry)));
    } else if (entries.isEmpty()) {
      printer.line("Nothing is on record.");
    } else {
      Display display = new Display(desk.terminal().zone());
      Table table = Table.of("TIME", "WHO", "ACT", "WHOM", "RESULT", "WHY");
      for (AuditEntry entry : entries) {
        table.row(
            display.exact(entry.at()),
            entry.who(),
            entry.act(),
            entry.whom(),
            entry.result(),
            entry.why());
      }
      printer.lines(table.lines());
    }
    return ExitCode.OK.number();
  }

  private String address(EmailRules rules) {
    return EmailAddress.normalise(about)
        .map(normalised -> PersonOptions.written(normalised, rules))
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.FAILED, "that is not an e-mail address", "give it with --about"));
  }

  private static ObjectNode document(List<AuditEntry> entries) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode list = document.putArray("entries");
    for (AuditEntry entry : entries) {
      list.addObject()
          .put("at", entry.at().toString())
          .put("who", entry.who())
          .put("act", entry.act())
          .put("whom", entry.whom())
          .put("result", entry.result())
          .put("why", entry.why());
    }
    return document;
  }

  /// A cell that a spreadsheet would take for a formula gets a mark of its own.
  private static String line(AuditEntry entry) {
    return Stream.of(
            entry.at().toString(),
            entry.who(),
            entry.act(),
            entry.whom(),
            entry.result(),
            entry.why())
        .map(
            text ->
                "=+-@\t\r".indexOf(text.isEmpty() ? ' ' : text.charAt(0)) >= 0 ? "'" + text : text)
        .map(text -> '"' + text.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(","));
  }
}
