package dev.selvedge.app.cli.parked;

import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.cli.console.Progress;
import dev.selvedge.app.parked.ForecastView;
import dev.selvedge.app.parked.ParkedView;
import dev.selvedge.work.replay.Choice;
import dev.selvedge.work.replay.Forecast;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge parked preview`: what a replay would come to.
@Command(
    name = "preview",
    description =
        "Say what a replay would come to by the mapping of today: what would change, and which calls"
            + " it would make. Changes nothing.")
final class PreviewCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption project = new ProjectOption();
  @Mixin private final ChoiceOptions options = new ChoiceOptions();
  @Mixin private final WhoOption who = new WhoOption();

  @Option(names = "--reveal", description = "Show every value; the trail says who looked.")
  private boolean reveal;

  PreviewCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Printer printer = new Printer(desk.terminal(), shared);
    try (OpenRoom open = OpenRoom.of(desk, project)) {
      if (options.choice() instanceof Choice.One(long number)) {
        one(open, number, printer);
      } else {
        many(open, printer);
      }
    }
    return ExitCode.OK.number();
  }

  private void one(OpenRoom open, long number, Printer printer) {
    Optional<ParkedView> found =
        reveal ? open.room().show(number, who.because("")) : open.room().look(number);
    ParkedView view = found.orElseThrow(() -> OpenRoom.notParked(number));
    if (shared.json()) {
      ObjectNode document = JsonNodeFactory.instance.objectNode().put("number", number);
      Lines.preview(document, view.preview());
      printer.json(document);
    } else {
      Lines.preview(view.preview(), printer);
      if (!view.full() && !view.preview().effects().isEmpty()) {
        printer.note("");
        printer.note("Personal values are covered; --reveal shows them.");
      }
    }
  }

  private void many(OpenRoom open, Printer printer) {
    long total = open.count(options.choice());
    Progress progress = new Progress("looking", desk.terminal());
    Forecast forecast =
        open.rehearsal()
            .forecast(
                options.choice(),
                done -> {
                  if (!shared.json() && !shared.quiet()) {
                    progress.show(done, Math.max(done, total));
                  }
                });
    progress.end();
    if (shared.json()) {
      ObjectNode document =
          JsonNodeFactory.instance
              .objectNode()
              .put("looked_at", forecast.looked())
              .put("through", forecast.through())
              .put("change_nothing", forecast.idle())
              .put("left_out", forecast.leftOut())
              .put("impossible", forecast.impossible());
      ObjectNode again = document.putObject("parked_again");
      forecast.again().forEach(again::put);
      ObjectNode writes = document.putObject("writes_at_most");
      forecast.writes().forEach(writes::put);
      printer.json(document);
    } else if (forecast.looked() == 0) {
      printer.line("Nothing is parked for that.");
    } else {
      printer.lines(ForecastView.lines(forecast));
    }
  }
}
