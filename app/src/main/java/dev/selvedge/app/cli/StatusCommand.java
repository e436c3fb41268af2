package dev.selvedge.app.cli;

import dev.selvedge.app.cli.console.Table;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.page.Display;
import dev.selvedge.app.page.Overview;
import dev.selvedge.app.page.Overview.Activity;
import dev.selvedge.app.page.Overview.Freshness;
import dev.selvedge.app.page.StoreViews;
import dev.selvedge.app.page.TargetLine;
import dev.selvedge.app.page.TargetLines;
import dev.selvedge.automation.Automations;
import dev.selvedge.watch.Concern;
import dev.selvedge.work.Store;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge status`: how a project's flows are doing.
@Command(
    name = "status",
    description = "Show how every flow of a project is doing; a hub may run at the same time.")
final class StatusCommand implements Callable<Integer> {
  private static final String TARGET = "Dotdigital";

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  StatusCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Printer printer = new Printer(desk.terminal(), shared);
    Project project = desk.project(folder.path());
    List<StoreViews.Route> routes =
        project.read().stream()
            .map(
                feed ->
                    new StoreViews.Route(
                        feed, project.destination(feed, TARGET), project.timetable(feed)))
            .toList();
    try (Store store = desk.backstage().look(project)) {
      Overview overview =
          new StoreViews(
                  store,
                  routes,
                  person -> Optional.empty(),
                  new TargetLines(desk.backstage().outlooks(project)),
                  desk.terminal().clock(),
                  StoreViews.concerns(routes, project.calendar()),
                  Automations.NONE,
                  asked -> Optional.empty())
              .promising(project.promises(), flow -> Optional.empty())
              .overview();
      if (shared.json()) {
        printer.json(document(project, overview));
      } else {
        print(overview, new Display(desk.terminal().zone()), printer);
      }
    }
    return ExitCode.OK.number();
  }

  private static void print(Overview overview, Display display, Printer printer) {
    Table table =
        Table.of(
            "FLOW",
            "STATE",
            ">RECEIVED",
            ">DELIVERED",
            ">DUE",
            ">PARKED",
            ">FRESHNESS",
            ">IN TIME",
            "LAST");
    for (Overview.FlowLine flow : overview.flows()) {
      table.row(
          flow.name() + " → " + flow.target(),
          flow.standing().words(),
          display.number(flow.received()),
          display.number(flow.delivered()),
          display.number(flow.due() + flow.waiting()),
          display.number(flow.parked()),
          freshness(flow.activity(), display),
          flow.inTime().isKnown() ? flow.inTime().words() : "",
          last(flow.activity(), overview, display));
    }
    printer.lines(table.lines());
    printer.line("");
    printer.line(display.sentence(overview));
    overview.concerns().forEach(concern -> printer.line(display.sentence(concern, overview.at())));
    if (overview.orphans().waiting() > 0) {
      printer.line(display.orphans(overview));
    }
    for (TargetLine target : overview.targets()) {
      if (!target.well()) {
        printer.line(
            target.title()
                + " is left alone since "
                + display.clock(target.since())
                + ": "
                + target.trouble()
                + ". Nothing is lost; it is asked again by itself.");
      }
      if (!target.waits().isEmpty()) {
        printer.line(target.title() + ": " + target.waits() + ". Opt-outs do not wait.");
      }
      if (!target.outlook().isEmpty()) {
        printer.line(target.outlook());
      }
    }
    if (overview.parked() > 0) {
      printer.note("'selvedge parked' shows what waits for you.");
    }
    if (overview.orphans().reported() > 0) {
      printer.note("'selvedge orders orphans' lists the parts without an order.");
    }
  }

  private static String freshness(Activity activity, Display display) {
    return switch (activity) {
      case Activity.Never ignored -> "";
      case Activity.Last(var at, Freshness.NotMeasured ignored) -> "";
      case Activity.Last(var at, Freshness.Measured measured) ->
          display.duration(measured.nowMillis());
    };
  }

  private static String last(Activity activity, Overview overview, Display display) {
    return switch (activity) {
      case Activity.Never ignored -> "never";
      case Activity.Last last -> display.ago(last.at(), overview.at());
    };
  }

  private static void concerns(Overview overview, ArrayNode list) {
    for (Concern concern : overview.concerns()) {
      ObjectNode line = list.addObject().put("flow", concern.flow());
      switch (concern) {
        case Concern.Late late ->
            line.put("concern", "late")
                .put("last_read", late.lastRead().toString())
                .put("due_at", late.dueAt().toString());
        case Concern.Troubled troubled ->
            line.put("concern", "troubled")
                .put("why", troubled.why())
                .put("since", troubled.since().toString());
        case Concern.Silent silent ->
            line.put("concern", "silent")
                .put("last", silent.last().toString())
                .put("usual_seconds", silent.usual().toSeconds());
        case Concern.Unheeded unheeded ->
            line.put("concern", "unheeded")
                .put("records", unheeded.records())
                .put("since", unheeded.since().toString())
                .put("why", unheeded.why());
      }
    }
  }

  private static ObjectNode document(Project project, Overview overview) {
    ObjectNode document =
        JsonNodeFactory.instance
            .objectNode()
            .put("project", project.name())
            .put("at", overview.at().toString())
            .put("standing", overview.standing().words())
            .put("people", overview.people())
            .put("inbox_waiting", overview.inboxWaiting())
            .put("due", overview.due())
            .put("parked", overview.parked())
            .put("orphans", overview.orphans().waiting())
            .put("orphans_reported", overview.orphans().reported());
    flows(overview, document.putArray("flows"));
    concerns(overview, document.putArray("concerns"));
    targets(overview, document.putArray("targets"));
    return document;
  }

  private static void flows(Overview overview, ArrayNode flows) {
    for (Overview.FlowLine flow : overview.flows()) {
      ObjectNode line =
          flows
              .addObject()
              .put("flow", flow.name())
              .put("target", flow.target())
              .put("standing", flow.standing().words())
              .put("received", flow.received())
              .put("waiting", flow.waiting())
              .put("due", flow.due())
              .put("delivered", flow.delivered())
              .put("parked", flow.parked());
      if (flow.inTime().isKnown()) {
        line.put("in_time_percent", flow.inTime().share().tenThousandths() / 100.0)
            .put("goal", flow.inTime().promise())
            .put("kept", flow.inTime().kept())
            .put("late", flow.inTime().late());
      }
      switch (flow.activity()) {
        case Activity.Never ignored -> {}
        case Activity.Last(var at, Freshness freshness) -> {
          line.put("last", at.toString());
          if (freshness instanceof Freshness.Measured measured) {
            line.put("freshness_ms", measured.nowMillis());
          }
        }
      }
    }
  }

  private static void targets(Overview overview, ArrayNode targets) {
    for (TargetLine target : overview.targets()) {
      ObjectNode line =
          targets
              .addObject()
              .put("target", target.title())
              .put("well", target.well())
              .put("trouble", target.trouble())
              .put("waits", target.waits())
              .put("outlook", target.outlook());
      ArrayNode meters = line.putArray("allowance");
      for (TargetLine.Meter meter : target.meters()) {
        meters
            .addObject()
            .put("scope", meter.scope())
            .put("limit", meter.limit())
            .put("stated", meter.stated())
            .put("ours", meter.ours())
            .put("others", meter.others())
            .put("left", meter.left())
            .put("renews_at", meter.renewsAt().toString());
      }
    }
  }
}
