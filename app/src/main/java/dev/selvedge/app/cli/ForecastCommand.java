package dev.selvedge.app.cli;

import dev.selvedge.app.config.Project;
import dev.selvedge.app.page.ForecastWords;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Forecast;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Store;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge forecast`: what a backlog will cost, before and during a backfill.
@Command(
    name = "forecast",
    description =
        "Say how many calls a backlog needs, about how long it takes at the present allowance, and"
            + " what stays free for live traffic.")
final class ForecastCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  @Option(
      names = "--contacts",
      description = "So many contacts more than wait already, as before a first sync.")
  private long contacts;

  @Option(names = "--orders", description = "So many order records more than wait already.")
  private long orders;

  ForecastCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    if (contacts < 0 || orders < 0) {
      throw new CommandException(
          ExitCode.USAGE, "a number of records is not negative", "leave it out for none");
    }
    Printer printer = new Printer(desk.terminal(), shared);
    Project project = desk.project(folder.path());
    Map<Facet, Long> more = new EnumMap<>(Facet.class);
    more.put(Facet.CONTACT, contacts);
    more.put(Facet.ORDER, orders);
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode targets = document.putArray("targets");
    try (Store store = desk.backstage().look(project)) {
      for (Outlook outlook : desk.backstage().outlooks(project)) {
        if (outlook.imports().isEmpty()) {
          // Gets no records, only what people decide about them.
          continue;
        }
        Forecast forecast =
            store.read(ports -> outlook.forecast(ports, more, desk.terminal().clock().instant()));
        if (shared.json()) {
          targets.add(document(outlook, forecast));
        } else {
          printer.line(ForecastWords.sentence(forecast, outlook.title()));
        }
      }
    }
    if (shared.json()) {
      printer.json(document);
    }
    return ExitCode.OK.number();
  }

  private static ObjectNode document(Outlook outlook, Forecast forecast) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("target", outlook.target().value())
        .put("records", forecast.records())
        .put("calls", forecast.calls())
        .put("seconds", forecast.takes().toSeconds())
        .put("bound", bound(forecast))
        .put("free_percent", forecast.freePercent())
        .put("allowance_measured", forecast.measured());
  }

  private static String bound(Forecast forecast) {
    return switch (forecast.bound()) {
      case Forecast.Bound.Nothing ignored -> "";
      case Forecast.Bound.ByAllowance(String scope) -> scope;
      case Forecast.Bound.BySpeed ignored -> "speed";
    };
  }
}
