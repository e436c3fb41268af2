package dev.selvedge.app.cli;

import dev.selvedge.app.cli.console.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `selvedge` and its commands.
@Command(
    name = "selvedge",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Keeps a brand's systems in step with its Dotdigital account.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Begin with 'selvedge demo', or 'selvedge init my-brand'."})
public final class CommandTree {
  private static final int WIDTH = 100;

  private CommandTree() {}

  /// The commands of this package; others can be added to it.
  public static CommandLine of(Desk desk) {
    CommandLine tree =
        new CommandLine(new CommandTree())
            .addSubcommand(new InitCommand(desk))
            .addSubcommand(new CheckCommand(desk))
            .addSubcommand(new RunCommand(desk))
            .addSubcommand(new StatusCommand(desk))
            .addSubcommand(new FreshnessCommand(desk))
            .addSubcommand(new ForecastCommand(desk))
            .addSubcommand(new TrailCommand(desk))
            .addSubcommand(new SandboxCommand(desk))
            .addSubcommand(UserCommand.tree(desk));
    return tree;
  }

  /// To be called when all commands are there.
  public static CommandLine finish(CommandLine tree, Terminal terminal) {
    Edge edge = new Edge(terminal);
    return tree.setUsageHelpWidth(WIDTH)
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setExecutionExceptionHandler(edge)
        .setParameterExceptionHandler(edge);
  }
}
