package dev.selvedge.app.cli.alarm;

import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.SharedOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `selvedge alert`: whether people would hear of an alarm.
@Command(name = "alert", description = "Try out the channels on which people are told of alarms.")
public final class AlertCommand implements Callable<Integer> {
  // picocli fills it, and the edge looks it up
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private final SharedOptions shared = new SharedOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private AlertCommand() {}

  /// The command with those below it.
  public static CommandLine tree(Desk desk) {
    return new CommandLine(new AlertCommand()).addSubcommand(new TestCommand(desk));
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "say what to do: 'alert test'");
  }
}
