package dev.selvedge.app.cli.alarm;

import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.config.setting.Parsed;
import dev.selvedge.app.config.setting.SettingKinds;
import dev.selvedge.app.page.Display;
import dev.selvedge.work.alarm.AlarmActs;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `selvedge alarms silence`: nothing is told of it for a time.
@Command(
    name = "silence",
    description =
        "Have nothing told of an alarm for a time, also if it comes back within that time; only that"
            + " it is over is told to those who know of it. What is still wrong then is told again.")
final class SilenceCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption project = new ProjectOption();
  @Mixin private final Hand hand = new Hand();

  @Parameters(paramLabel = "<number>", description = "The alarm's number.")
  private long number;

  @Option(
      names = "--for",
      required = true,
      paramLabel = "time",
      description = "For how long: 30m, 4h, 7d; 30 days at most.")
  private String length = "";

  @Option(
      names = "--why",
      required = true,
      paramLabel = "reason",
      description = "Why; shown with the alarm.")
  private String why = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  SilenceCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    if (why.isBlank()) {
      throw new ParameterException(spec.commandLine(), "say why: --why \"…\"");
    }
    Duration time =
        switch (SettingKinds.duration(Duration.ofMinutes(1)).parse(length)) {
          case Parsed.Good<Duration>(Duration read) -> read;
          case Parsed.Bad<Duration> bad ->
              throw new ParameterException(
                  spec.commandLine(), "--for " + bad.message() + "; " + bad.fix());
        };
    if (time.compareTo(AlarmActs.LONGEST_SILENCE) > 0) {
      throw new ParameterException(spec.commandLine(), "--for must be 30d at most");
    }
    Display display = new Display(desk.terminal().zone());
    return Hand.act(
        desk,
        shared,
        project,
        acts -> acts.silence(number, time, hand.because(why)),
        alarm ->
            "Alarm "
                + alarm.number()
                + " is silent until "
                + display.exact(alarm.care().silentUntil())
                + ".");
  }
}
