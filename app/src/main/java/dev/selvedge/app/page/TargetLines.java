package dev.selvedge.app.page;

import dev.selvedge.plan.Facet;
import dev.selvedge.send.Condition;
import dev.selvedge.send.Forecast;
import dev.selvedge.send.allowance.Scope;
import dev.selvedge.send.allowance.Window;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// How the targets are, from the store. Immutable.
public record TargetLines(List<Outlook> outlooks) {
  /// Fewer records than this are gone before anybody has read a forecast.
  private static final long WORTH_A_WORD = 500;

  public TargetLines {
    outlooks = List.copyOf(outlooks);
  }

  /// One line a target.
  public List<TargetLine> read(Store.Ports ports, Instant now) {
    return outlooks.stream().map(outlook -> line(outlook, ports, now)).toList();
  }

  private static TargetLine line(Outlook outlook, Store.Ports ports, Instant now) {
    List<TargetLine.Meter> meters =
        ports.allowances().of(outlook.target()).stream()
            .filter(window -> window.limit() < Scope.UNLIMITED)
            .map(window -> meter(window.at(now)))
            .toList();
    Forecast forecast = outlook.forecast(ports, Map.<Facet, Long>of(), now);
    String words =
        forecast.records() < WORTH_A_WORD ? "" : ForecastWords.sentence(forecast, outlook.title());
    String waits = outlook.waits(ports);
    return switch (ports.conditions().of(outlook.target())) {
      case Condition.Well ignored ->
          new TargetLine(outlook.title(), true, "", Instant.EPOCH, waits, meters, words);
      case Condition.Ill ill ->
          new TargetLine(outlook.title(), false, ill.sentence(), ill.since(), waits, meters, words);
    };
  }

  private static TargetLine.Meter meter(Window window) {
    return new TargetLine.Meter(
        window.scope(),
        window.limit(),
        window.taken().all(),
        window.strangers(),
        window.renewsAt(),
        window.stated());
  }
}
