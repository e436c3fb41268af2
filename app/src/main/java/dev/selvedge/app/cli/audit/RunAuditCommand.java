package dev.selvedge.app.cli.audit;

import dev.selvedge.app.audit.AuditDocument;
import dev.selvedge.app.audit.AuditRoom;
import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectFolder;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.page.Display;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditPlan;
import dev.selvedge.work.audit.Auditor;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `selvedge audit run`: reads everything back, or a sample.
@Command(
    name = "run",
    description = {
      "Read back what Dotdigital and the sources hold, compare it with what the hub holds, and say"
          + " of each difference where it arose. Says beforehand what that costs. Changes nothing;"
          + " 'audit mend' does. Ends with 1 where something differs"
          + " or order numbers are missing."
    })
final class RunAuditCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  @ArgGroup(exclusive = true)
  private final Basis basis = new Basis();

  @Option(
      names = "--calls",
      paramLabel = "number",
      description = "How many calls to Dotdigital it may make. Default: audits.calls.")
  private int calls;

  @Option(
      names = "--source-calls",
      paramLabel = "number",
      description = "How many reads of each source it may make. Default: audits.source_calls.")
  private int sourceCalls = -1;

  @Option(names = "--plan", description = "Only say what it would look at, and what that costs.")
  private boolean planOnly;

  RunAuditCommand(Desk desk) {
    this.desk = desk;
  }

  /// How much is looked at.
  static final class Basis {
    @Option(names = "--sweep", description = "Read everything.")
    private boolean sweep;

    @Option(names = "--sample", description = "Read people drawn by chance.")
    private boolean sample;

    AuditOrder of(AuditOrder order) {
      if (sweep) {
        return order.on(AuditOrder.Basis.SWEEP);
      }
      return sample ? order.on(AuditOrder.Basis.SAMPLE) : order;
    }
  }

  @Override
  public Integer call() {
    if (calls < 0 || sourceCalls < -1) {
      throw new CommandException(
          ExitCode.USAGE,
          "a number of calls is not negative",
          "leave it out for the project's own");
    }
    Printer printer = new Printer(desk.terminal(), shared);
    Project project = desk.project(folder.path());
    try (AuditRoom room = desk.backstage().audits(project)) {
      Auditor auditor = new Auditor(room.parts());
      AuditOrder order = order(project);
      AuditPlan plan = auditor.plan(order);
      if (!shared.json()) {
        printer.line(plan.words());
      }
      if (planOnly) {
        return ExitCode.OK.number();
      }
      Audit audit = auditor.run(order, System.getProperty("user.name", "somebody"));
      if (shared.json()) {
        printer.json(AuditDocument.json(audit));
      } else {
        AuditPrint.print(audit, printer, new Display(desk.terminal().zone()));
      }
      boolean even = audit.state() == Audit.State.DONE && audit.result().isClean();
      return (even ? ExitCode.OK : ExitCode.PROBLEMS).number();
    }
  }

  private AuditOrder order(Project project) {
    AuditOrder order =
        basis
            .of(project.audits().order())
            .withSeed(desk.terminal().clock().instant().getEpochSecond());
    AuditOrder called = calls == 0 ? order : order.withCalls(calls);
    return sourceCalls < 0 ? called : called.withSourceCalls(sourceCalls);
  }
}
