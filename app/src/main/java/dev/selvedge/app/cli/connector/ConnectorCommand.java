package dev.selvedge.app.cli.connector;

import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.SharedOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `selvedge connector`: describing systems.
@Command(
    name = "connector",
    description =
        "List connectors, describe a system that has none of its own, or this hub to one that calls"
            + " it.")
public final class ConnectorCommand implements Callable<Integer> {
  // picocli fills it, and the edge looks it up
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private final SharedOptions shared = new SharedOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private ConnectorCommand() {}

  /// The command with those below it.
  public static CommandLine tree(Desk desk) {
    return new CommandLine(new ConnectorCommand())
        .addSubcommand(new ListCommand(desk))
        .addSubcommand(new SeedCommand(desk))
        .addSubcommand(new PostmanCommand(desk));
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to do: 'connector list', 'connector seed' or 'connector postman'");
  }
}
