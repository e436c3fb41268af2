package dev.selvedge.app.cli.alarm;

import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `selvedge alarms acknowledge`: somebody looks after it.
@Command(
    name = "acknowledge",
    description =
        "Say that you look after an alarm: nobody else is called and nobody is reminded, unless it"
            + " gets worse. A hub may run at the same time.")
final class AcknowledgeCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption project = new ProjectOption();
  @Mixin private final Hand hand = new Hand();

  @Parameters(paramLabel = "<number>", description = "The alarm's number.")
  private long number;

  AcknowledgeCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    return Hand.act(
        desk,
        shared,
        project,
        acts -> acts.acknowledge(number, hand.because("")),
        alarm ->
            "Alarm "
                + alarm.number()
                + " is acknowledged by "
                + alarm.care().acknowledgedBy()
                + ". It ends by itself when what is wrong is gone.");
  }
}
