package dev.selvedge.app.cli.audit;

import dev.selvedge.app.audit.AuditRoom;
import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.audit.Audit;
import dev.selvedge.work.audit.Mending;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge audit mend`: does something about what an audit found.
@Command(
    name = "mend",
    description = {
      "Mend what an audit found: send, read or map it again, or adopt an opt-out that no feed told"
          + " of. The hub does the work when it runs. Nothing is done where more would change than"
          + " --at-most."
    })
final class MendCommand implements Callable<Integer> {
  private static final int STANDARD_AT_MOST = 100;

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption folder = new ProjectOption();
  @Mixin private final Which which = new Which();
  @Mixin private final Hand hand = new Hand();

  @Parameters(
      arity = "0..1",
      paramLabel = "audit",
      description = "Its number, as 'audit list' shows it. Default: the newest.")
  private long id;

  @Option(
      names = "--number",
      paramLabel = "number",
      description = "Only this one, by its number in 'audit differences'.")
  private long number;

  @Option(
      names = "--at-most",
      paramLabel = "number",
      description = "How many things may change. Default: ${DEFAULT-VALUE}.")
  private int atMost = STANDARD_AT_MOST;

  MendCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    if (atMost < 0 || number < 0) {
      throw new CommandException(ExitCode.USAGE, "a number is not negative", "leave it out");
    }
    Printer printer = new Printer(desk.terminal(), shared);
    Mending.Tally tally;
    try (AuditRoom room = desk.backstage().audits(desk.project(folder.path()))) {
      Audit audit = AuditPrint.find(id, room.parts().store());
      Mending mending = new Mending(room.parts());
      tally =
          number > 0
              ? mending.mend(audit.id(), number, hand.hand())
              : mending.mend(audit.id(), which.choice(true), atMost, hand.hand());
    }
    if (!tally.refused().isEmpty()) {
      throw new CommandException(ExitCode.FAILED, tally.refused(), "raise --at-most");
    }
    if (shared.json()) {
      printer.json(document(tally));
    } else {
      tally
          .done()
          .forEach((remedy, count) -> printer.line(remedy.words() + ": %,d".formatted(count)));
      printer.line(
          tally.all() == 0
              ? "Nothing was mended."
              : "The hub works it through within a second when it runs, else when it is started.");
      if (tally.left() > 0) {
        printer.note(
            tally.left() == 1
                ? "About one difference the hub can do nothing."
                : "About %,d differences the hub can do nothing.".formatted(tally.left()));
      }
      tally.troubles().forEach(printer::complain);
    }
    return (tally.troubles().isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS).number();
  }

  private static ObjectNode document(Mending.Tally tally) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ObjectNode done = document.putObject("done");
    tally
        .done()
        .forEach((remedy, count) -> done.put(remedy.name().toLowerCase(Locale.ROOT), count));
    document.put("left", tally.left());
    tally.troubles().forEach(document.putArray("troubles")::add);
    return document;
  }
}
