package dev.selvedge.app.cli.alarm;

import dev.selvedge.app.alarm.Channels;
import dev.selvedge.app.alarm.Trial;
import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.config.Project;
import dev.selvedge.watch.alarm.Channel;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge alert test`: really sends.
@Command(
    name = "test",
    description = {
      "Send a trial alarm, and that it is over, on every channel, and say what each receiver"
          + " answered. Needs no running hub. Ends with 1 where one of them did not take it."
    })
final class TestCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption folder = new ProjectOption();

  @Option(names = "--channel", paramLabel = "name", description = "Only on this channel.")
  private String only = "";

  TestCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Project project = desk.project(folder.path());
    Printer printer = new Printer(desk.terminal(), shared);
    List<Trial.Result> results;
    try (Channels channels = Channels.open(project, desk.terminal().clock())) {
      results =
          chosen(channels.all()).stream()
              .map(channel -> Trial.of(channel, desk.terminal().clock().instant()))
              .toList();
    }
    if (shared.json()) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      for (Trial.Result result : results) {
        ObjectNode one = all.addObject();
        one.put("channel", result.channel())
            .put("taken", result.taken())
            .put("said", result.said());
      }
      printer.json(all);
    } else {
      results.forEach(
          result ->
              printer.line(
                  (result.taken() ? "ok      " : "FAILED  ")
                      + result.channel()
                      + ": "
                      + result.said()));
    }
    return (results.stream().allMatch(Trial.Result::taken) ? ExitCode.OK : ExitCode.PROBLEMS)
        .number();
  }

  private List<Channel> chosen(List<Channel> all) {
    if (all.isEmpty()) {
      throw new CommandException(
          ExitCode.FAILED,
          "the project has no channels: nobody is told of alarms",
          "declare some below 'alarms: channels:' in selvedge.yaml");
    }
    List<Channel> chosen =
        all.stream().filter(one -> only.isEmpty() || one.name().equals(only)).toList();
    if (chosen.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          "there is no channel '" + only + "'",
          "there are: " + all.stream().map(Channel::name).collect(Collectors.joining(", ")));
    }
    return chosen;
  }
}
