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
import dev.selvedge.app.demo.WarmUpCommand;
import dev.selvedge.yaml.Environment;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;

/// Where the program begins: the one place that takes time, chance and environment from the
/// machine.
public final class Main {
  private static final Duration STOP_WITHIN = Duration.ofSeconds(40);

  private Main() {}

  public static void main(String[] arguments) {
    InstantSource clock = Clock.systemUTC();
    SecureRandom chance = new SecureRandom();
    Terminal terminal = terminal(clock);
    StopSignal stop = new StopSignal();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.stop();
                  stop.awaitFinished(STOP_WITHIN);
                },
                "stop"));
    Desk desk =
        new Desk(
            new Wiring(new Environment(System.getenv()), clock, chance), terminal, stop, chance);
    int exit =
        CommandTree.finish(
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
                    .addSubcommand(new DemoCommand(desk))
                    .addSubcommand(new WarmUpCommand(desk)),
                terminal)
            .execute(arguments);
    stop.finished();
    if (!stop.isAsked()) {
      System.exit(exit);
    }
  }

  private static Terminal terminal(InstantSource clock) {
    boolean interactive =
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    return new Terminal(
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        interactive,
        interactive && System.getenv("NO_COLOR") == null,
        clock,
        ZoneId.systemDefault());
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
