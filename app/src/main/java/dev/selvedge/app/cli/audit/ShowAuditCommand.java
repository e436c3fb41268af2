package dev.selvedge.app.cli.audit;

import dev.selvedge.app.audit.AuditDocument;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.page.Display;
import dev.selvedge.audit.Audit;
import dev.selvedge.work.Store;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `selvedge audit show`: what an audit found, in figures and sentences.
@Command(
    name = "show",
    description = "Tell what an audit found, in sentences and figures. Changes nothing.")
final class ShowAuditCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption folder = new ProjectOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "audit",
      description = "Its number, as 'audit list' shows it. Default: the newest.")
  private long id;

  ShowAuditCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Printer printer = new Printer(desk.terminal(), shared);
    try (Store store = desk.backstage().look(desk.project(folder.path()))) {
      Audit audit = AuditPrint.find(id, store);
      if (shared.json()) {
        printer.json(AuditDocument.json(audit));
      } else {
        AuditPrint.print(audit, printer, new Display(desk.terminal().zone()));
      }
    }
    return ExitCode.OK.number();
  }
}
