package dev.selvedge.app.cli.alarm;

import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectFolder;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.cli.console.Ink;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.page.Display;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge alarms`: what is wrong now.
@Command(
    name = "alarms",
    description = {
      "Show what is wrong now, since when, and what to do about it. Ends with 1 where an alarm is"
          + " open."
    })
public final class AlarmsCommand implements Callable<Integer> {
  private static final int STANDARD_LIMIT = 20;

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  @Option(names = "--all", description = "Also those that are over, the last first.")
  private boolean all;

  @Option(
      names = "--limit",
      description = "How many of those that are over. Default: ${DEFAULT-VALUE}.")
  private int limit = STANDARD_LIMIT;

  private AlarmsCommand(Desk desk) {
    this.desk = desk;
  }

  /// The command with those below it.
  public static CommandLine tree(Desk desk) {
    return new CommandLine(new AlarmsCommand(desk))
        .addSubcommand(new AcknowledgeCommand(desk))
        .addSubcommand(new SilenceCommand(desk));
  }

  private record Shown(List<Alarm> open, List<Alarm> past) {}

  @Override
  public Integer call() {
    Printer printer = new Printer(desk.terminal(), shared);
    Project project = desk.project(folder.path());
    Shown shown;
    try (Store store = desk.backstage().look(project)) {
      shown =
          store.read(
              ports ->
                  new Shown(
                      ports.alarms().open(), all ? ports.alarms().past(limit, 0) : List.of()));
    }
    if (shared.json()) {
      printer.json(document(shown));
    } else {
      print(shown, printer);
    }
    return (shown.open().isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS).number();
  }

  private void print(Shown shown, Printer printer) {
    Display display = new Display(desk.terminal().zone());
    if (shown.open().isEmpty()) {
      printer.line("No alarm is open.");
    }
    shown.open().forEach(alarm -> print(alarm, display, printer));
    if (!shown.past().isEmpty()) {
      printer.line("");
      printer.line(printer.ink().strong("Over"));
      shown.past().forEach(alarm -> print(alarm, display, printer));
    }
    if (!shown.open().isEmpty()) {
      printer.note("");
      printer.note("'selvedge alarms acknowledge <number>' says that you look after one.");
    }
  }

  private void print(Alarm alarm, Display display, Printer printer) {
    Ink ink = printer.ink();
    Instant now = desk.terminal().clock().instant();
    Finding finding = alarm.finding();
    printer.line("");
    printer.line(
        ink.strong(
                alarm.number()
                    + "  "
                    + finding.severity().word().toUpperCase(Locale.ROOT)
                    + "  "
                    + finding.kind().title()
                    + ": "
                    + finding.about())
            + "  "
            + ink.faint(state(alarm, display, now)));
    printer.line("    " + finding.words().what());
    if (alarm.stage() == Alarm.Stage.OPEN) {
      printer.line("    " + finding.words().who());
      printer.line("    " + ink.faint("The hub: " + finding.words().doing()));
      printer.line("    To do: " + finding.words().advice());
    }
  }

  private static String state(Alarm alarm, Display display, Instant now) {
    StringBuilder state = new StringBuilder();
    state.append("since ").append(display.exact(alarm.finding().since()));
    if (alarm.stage() == Alarm.Stage.ENDED) {
      state.append(" until ").append(display.exact(alarm.course().endedAt()));
    }
    if (!alarm.owner().isEmpty()) {
      state.append(", owner ").append(alarm.owner());
    }
    if (alarm.care().isAcknowledged()) {
      state.append(", acknowledged by ").append(alarm.care().acknowledgedBy());
    }
    if (alarm.care().isSilent(now)) {
      state
          .append(", silenced until ")
          .append(display.exact(alarm.care().silentUntil()))
          .append(" by ")
          .append(alarm.care().silentBy());
    }
    return state.toString();
  }

  private static ObjectNode document(Shown shown) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode open = document.putArray("open");
    shown.open().forEach(alarm -> json(alarm, open.addObject()));
    ArrayNode past = document.putArray("past");
    shown.past().forEach(alarm -> json(alarm, past.addObject()));
    return document;
  }

  static void json(Alarm alarm, ObjectNode into) {
    Finding finding = alarm.finding();
    into.put("number", alarm.number())
        .put("kind", finding.kind().word())
        .put("about", finding.about())
        .put("severity", finding.severity().word())
        .put("owner", alarm.owner())
        .put("since", finding.since().toString())
        .put("what", finding.words().what())
        .put("who", finding.words().who())
        .put("doing", finding.words().doing())
        .put("advice", finding.words().advice())
        .put("acknowledged_by", alarm.care().acknowledgedBy());
    time(into, "raised_at", alarm.course().raisedAt());
    time(into, "ended_at", alarm.course().endedAt());
    time(into, "silent_until", alarm.care().silentUntil());
  }

  private static void time(ObjectNode into, String key, Instant at) {
    if (at.equals(Alarm.NEVER)) {
      into.putNull(key);
    } else {
      into.put(key, at.toString());
    }
  }
}
