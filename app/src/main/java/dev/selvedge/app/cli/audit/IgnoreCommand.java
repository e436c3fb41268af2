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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `selvedge audit ignore`: leaves a difference alone.
@Command(
    name = "ignore",
    description = {
      "Leave a difference alone, with a reason: later audits do not tell of it for as long as"
          + " Dotdigital shows the same."
    })
final class IgnoreCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption folder = new ProjectOption();
  @Mixin private final Hand hand = new Hand();

  @Parameters(paramLabel = "number", description = "Its number in 'audit differences'.")
  private long number;

  @Option(
      names = "--audit",
      paramLabel = "audit",
      description = "The audit's number, as 'audit list' shows it. Default: the newest.")
  private long id;

  IgnoreCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    if (!hand.saysWhy()) {
      throw new CommandException(ExitCode.USAGE, "there is no reason", "say why: --why \"…\"");
    }
    Printer printer = new Printer(desk.terminal(), shared);
    try (AuditRoom room = desk.backstage().audits(desk.project(folder.path()))) {
      Audit audit = AuditPrint.find(id, room.parts().store());
      if (!new Mending(room.parts()).ignore(audit.id(), number, hand.hand())) {
        throw new CommandException(
            ExitCode.FAILED,
            "audit " + audit.id() + " has no difference " + number,
            "'selvedge audit differences' lists them");
      }
    }
    printer.line("It is left alone until Dotdigital shows something else.");
    return ExitCode.OK.number();
  }
}
