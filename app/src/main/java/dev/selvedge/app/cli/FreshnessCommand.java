package dev.selvedge.app.cli;

import dev.selvedge.app.cli.console.Table;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.flow.InTime;
import dev.selvedge.app.page.Display;
import dev.selvedge.connector.Feed;
import dev.selvedge.watch.freshness.Burn;
import dev.selvedge.watch.freshness.Freshness;
import dev.selvedge.watch.freshness.FreshnessLog.Stamps;
import dev.selvedge.watch.freshness.FreshnessLog.Why;
import dev.selvedge.work.Store;
import dev.selvedge.yaml.Nearest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge freshness`: how fresh each flow is against what was promised.
@Command(
    name = "freshness",
    description = {
      "Show how fresh every flow is: how much of it reached its target in time over the last day, how"
          + " long it took, and how much of what may be late in 28 days is left. What is not told yet"
          + " and is too late counts as late; first syncs do not count. A hub may run at the same"
          + " time."
    })
final class FreshnessCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  @Option(names = "--flow", paramLabel = "FLOW", description = "Only this flow: shop/order.")
  private String flow = "";

  FreshnessCommand(Desk desk) {
    this.desk = desk;
  }

  private record Seen(List<Freshness> parts, List<Stamps> stamps) {}

  @Override
  public Integer call() {
    Printer printer = new Printer(desk.terminal(), shared);
    Project project = desk.project(folder.path());
    List<String> flows = project.read().stream().map(Feed::toString).toList();
    if (!flow.isEmpty() && !flows.contains(flow)) {
      throw new CommandException(
          ExitCode.USAGE, "there is no flow '" + flow + "'", Nearest.suggestion(flow, flows));
    }
    Instant now = desk.terminal().clock().instant();
    Seen seen;
    try (Store store = desk.backstage().look(project)) {
      seen =
          store.read(
              ports ->
                  new Seen(
                      project.promises().read(ports, now).stream()
                          .filter(one -> isAsked(one.strand().flow()))
                          .toList(),
                      ports.freshness().stamps(now.minus(Duration.ofDays(28))).stream()
                          .filter(one -> isAsked(one.flow()))
                          .toList()));
    }
    if (shared.json()) {
      printer.json(document(project, seen, now));
    } else {
      print(seen, printer, new Display(desk.terminal().zone()));
    }
    return ExitCode.OK.number();
  }

  private boolean isAsked(String name) {
    return flow.isEmpty() || name.equals(flow);
  }

  private static void print(Seen seen, Printer printer, Display display) {
    Table table =
        Table.of(
            "FLOW",
            "WHAT",
            "PROMISED",
            ">IN TIME",
            ">OF",
            ">HALF",
            ">95 %",
            ">99 %",
            ">LATE NOW",
            ">LEFT TO BE LATE");
    for (Freshness one : seen.parts()) {
      InTime inTime = InTime.of(one);
      table.row(
          one.strand().flow() + " → " + one.strand().target(),
          one.strand().matter().word(),
          one.goal().words(),
          inTime.isKnown() ? inTime.words() : "",
          display.number(one.ofDay().total()),
          time(one, 0.5, display),
          time(one, 0.95, display),
          time(one, 0.99, display),
          display.number(one.lateNow()),
          InTime.budget(one));
    }
    printer.lines(table.lines());
    seen.parts().stream()
        .flatMap(one -> one.burn().alarm(name(one)).stream())
        .map(Burn.Alarm::sentence)
        .forEach(printer::line);
    for (Stamps stamps : seen.stamps()) {
      if (stamps.receipt() > 0) {
        printer.note(
            stamps.flow()
                + ": "
                + display.number(stamps.receipt())
                + " of "
                + display.number(stamps.own() + stamps.receipt())
                + " records came without a change time of their own in 28 days; they are measured"
                + " from when they were received.");
      }
    }
  }

  private static String name(Freshness one) {
    return one.strand().matter().word() + " of " + one.strand().flow();
  }

  private static String time(Freshness one, double share, Display display) {
    return one.day().total() == 0 ? "" : display.duration(one.day().quantile(share).toMillis());
  }

  private static ObjectNode document(Project project, Seen seen, Instant now) {
    ObjectNode document =
        JsonNodeFactory.instance
            .objectNode()
            .put("project", project.name())
            .put("at", now.toString());
    ArrayNode flows = document.putArray("freshness");
    seen.parts().forEach(one -> part(one, flows.addObject()));
    ArrayNode measured = document.putArray("measured_from");
    for (Stamps stamps : seen.stamps()) {
      measured
          .addObject()
          .put("flow", stamps.flow())
          .put("own_change_time", stamps.own())
          .put("receipt", stamps.receipt());
    }
    return document;
  }

  private static void part(Freshness one, ObjectNode line) {
    line.put("flow", one.strand().flow())
        .put("target", one.strand().target())
        .put("what", one.strand().matter().word())
        .put("goal", one.goal().words())
        .put("told_last_day", one.day().total())
        .put("in_time", one.ofDay().met())
        .put("late", one.ofDay().missed())
        .put("in_time_percent", one.ofDay().tenThousandths() / 100.0)
        .put("kept", one.isKept())
        .put("budget_left_percent", Math.floor(one.budgetLeft() * 10_000) / 100);
    if (one.day().total() > 0) {
      line.put("p50_ms", one.day().quantile(0.5).toMillis())
          .put("p95_ms", one.day().quantile(0.95).toMillis())
          .put("p99_ms", one.day().quantile(0.99).toMillis());
    }
    ObjectNode late = line.putObject("late_now");
    for (Why why : Why.values()) {
      late.put(why.name().toLowerCase(Locale.ROOT), one.late().getOrDefault(why, 0L));
    }
    ObjectNode burning = line.putObject("burn");
    for (Burn.Seen pair : one.burn().pairs()) {
      burning
          .putObject(pair.pair().name().toLowerCase(Locale.ROOT))
          .put("long_window_hours", pair.pair().longer().toHours())
          .put("long_window", round(pair.longer().burn(one.goal())))
          .put("short_window_minutes", pair.pair().shorter().toMinutes())
          .put("short_window", round(pair.shorter().burn(one.goal())))
          .put("alarm_from", round(pair.pair().rate(one.goal())));
    }
    one.burn()
        .alarm(name(one))
        .ifPresent(
            alarm ->
                line.put("alarm", alarm.severity().name().toLowerCase(Locale.ROOT))
                    .put("sentence", alarm.sentence()));
  }

  private static double round(double rate) {
    return Math.round(rate * 100) / 100.0;
  }
}
