package dev.selvedge.app.cli.audit;

import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.SharedOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `selvedge audit`: what is there is checked, not assumed.
@Command(
    name = "audit",
    description =
        "Check what is there instead of assuming it: read the sources and Dotdigital back and compare"
            + " them. A hub may run at the same time.")
public final class AuditCommand implements Callable<Integer> {
  // picocli fills it, and the edge looks it up
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private final SharedOptions shared = new SharedOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private AuditCommand() {}

  /// The command with those below it.
  public static CommandLine tree(Desk desk) {
    return new CommandLine(new AuditCommand())
        .addSubcommand(new RunAuditCommand(desk))
        .addSubcommand(new ListAuditsCommand(desk))
        .addSubcommand(new ShowAuditCommand(desk))
        .addSubcommand(new DifferencesCommand(desk))
        .addSubcommand(new MendCommand(desk))
        .addSubcommand(new IgnoreCommand(desk))
        .addSubcommand(new SchemaCommand(desk));
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "say what to do: 'audit run'");
  }
}
