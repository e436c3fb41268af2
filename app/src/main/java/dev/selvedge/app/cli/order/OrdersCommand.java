package dev.selvedge.app.cli.order;

import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.SharedOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `selvedge orders`: looking after orders.
@Command(
    name = "orders",
    description = "Look after what is known of orders. A hub may run at the same time.")
public final class OrdersCommand implements Callable<Integer> {
  // picocli fills it, and the edge looks it up
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private final SharedOptions shared = new SharedOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private OrdersCommand() {}

  /// The command with those below it.
  public static CommandLine tree(Desk desk) {
    return new CommandLine(new OrdersCommand())
        .addSubcommand(new ShowCommand(desk))
        .addSubcommand(new OrphansCommand(desk));
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "say what to do: 'orders show' or 'orphans'");
  }
}
