package dev.selvedge.app.cli.alarm;

import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.trail.ByHand;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.work.Store;
import dev.selvedge.work.alarm.AlarmActs;
import dev.selvedge.work.alarm.AlarmActs.Acted;
import dev.selvedge.work.alarm.StoreAlarmActs;
import java.util.function.Function;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// On whose word something is done about an alarm.
final class Hand {
  @Option(
      names = "--by",
      paramLabel = "name",
      defaultValue = "${sys:user.name:-somebody}",
      description = "Who did it. Default: the user of this machine.")
  private String who = "somebody";

  ByHand because(String why) {
    return new ByHand(who.isBlank() ? "somebody" : who.strip() + " (command line)", why);
  }

  /// Does it, and says what came of it.
  ///
  /// @param said what is said of the alarm then
  static int act(
      Desk desk,
      SharedOptions shared,
      ProjectOption project,
      Function<AlarmActs, Acted> deed,
      Function<Alarm, String> said) {
    Acted acted;
    try (Store store = desk.backstage().replays(desk.project(project.path())).store()) {
      acted = deed.apply(new StoreAlarmActs(store, desk.terminal().clock()));
    }
    Printer printer = new Printer(desk.terminal(), shared);
    return switch (acted) {
      case Acted.Done(Alarm alarm) -> {
        if (shared.json()) {
          ObjectNode document = JsonNodeFactory.instance.objectNode();
          AlarmsCommand.json(alarm, document);
          printer.json(document);
        } else {
          printer.line(said.apply(alarm));
        }
        yield ExitCode.OK.number();
      }
      case Acted.Over ignored ->
          throw new CommandException(
              ExitCode.FAILED, "this alarm is over already", "'selvedge alarms --all' says when");
      case Acted.NotThere ignored ->
          throw new CommandException(
              ExitCode.FAILED, "there is no such alarm", "'selvedge alarms' lists the open ones");
    };
  }
}
