package dev.selvedge.app;

import dev.selvedge.app.cli.CommandTree;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.StopSignal;
import dev.selvedge.app.cli.alarm.AlarmsCommand;
import dev.selvedge.app.cli.alarm.AlertCommand;
import dev.selvedge.app.cli.audit.AuditCommand;
import dev.selvedge.app.cli.automation.AutomationsCommand;
import dev.selvedge.app.cli.connector.ConnectorCommand;
import dev.selvedge.app.cli.console.Terminal;
import dev.selvedge.app.cli.order.OrdersCommand;
import dev.selvedge.app.cli.parked.ParkedCommand;
import dev.selvedge.app.cli.person.PersonCommand;
import dev.selvedge.app.cli.report.ReportCommand;
import dev.selvedge.app.cli.search.FindCommand;
import dev.selvedge.app.cli.subject.AuditLogCommand;
import dev.selvedge.app.demo.DemoCommand;
import dev.selvedge.yaml.Environment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import picocli.CommandLine;

/// One run of the command line, as a script sees it.
final class CommandRun {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final int exitCode;

  private CommandRun(InstantSource clock, StopSignal stop, String... arguments) {
    Terminal terminal = new Terminal(stream(out), stream(err), false, false, clock, ZoneOffset.UTC);
    exitCode = tree(terminal, stop).execute(arguments);
  }

  static CommandRun of(InstantSource clock, String... arguments) {
    StopSignal stopped = new StopSignal();
    stopped.stop();
    return new CommandRun(clock, stopped, arguments);
  }

  /// Of a command that ends by itself.
  static CommandRun endless(InstantSource clock, String... arguments) {
    return new CommandRun(clock, new StopSignal(), arguments);
  }

  static CommandLine tree(Terminal terminal, StopSignal stop) {
    Desk desk =
        new Desk(
            new Wiring(new Environment(Map.of()), terminal.clock(), new Random(1)),
            terminal,
            stop,
            new Random(2));
    return CommandTree.finish(
        CommandTree.of(desk)
            .addSubcommand(ParkedCommand.tree(desk))
            .addSubcommand(OrdersCommand.tree(desk))
            .addSubcommand(FindCommand.of(desk))
            .addSubcommand(ConnectorCommand.tree(desk))
            .addSubcommand(AutomationsCommand.tree(desk))
            .addSubcommand(PersonCommand.tree(desk))
            .addSubcommand(AuditCommand.tree(desk))
            .addSubcommand(AuditLogCommand.of(desk))
            .addSubcommand(ReportCommand.of(desk))
            .addSubcommand(AlarmsCommand.tree(desk))
            .addSubcommand(AlertCommand.tree(desk))
            .addSubcommand(new DemoCommand(desk)),
        terminal);
  }

  int exitCode() {
    return exitCode;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
