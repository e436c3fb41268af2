package dev.selvedge.app.parked;

import dev.selvedge.work.replay.Forecast;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A forecast in words. Immutable.
///
/// @param total how many there are
/// @param looked how many of them were looked at, the oldest first
public record ForecastView(String cause, long total, long looked, List<String> lines) {
  public ForecastView {
    lines = List.copyOf(lines);
  }

  static ForecastView of(String cause, long total, Forecast forecast) {
    return new ForecastView(cause, total, forecast.looked(), lines(forecast));
  }

  /// What would come of them, a line each.
  public static List<String> lines(Forecast forecast) {
    List<String> lines = new ArrayList<>();
    add(lines, forecast.through(), "would go through");
    add(lines, forecast.idle(), "of these would change nothing");
    forecast
        .again()
        .forEach((cause, count) -> add(lines, count, "would be parked again: " + cause));
    add(lines, forecast.leftOut(), "would be left out: a newer record is known, or a rule says so");
    add(lines, forecast.impossible(), "cannot be replayed");
    forecast
        .writes()
        .forEach(
            (what, count) ->
                lines.add(
                    "at most " + number(count) + (count == 1 ? " write: " : " writes: ") + what));
    return lines;
  }

  private static void add(List<String> lines, long count, String what) {
    if (count > 0) {
      lines.add(number(count) + " " + what);
    }
  }

  private static String number(long count) {
    return String.format(Locale.UK, "%,d", count);
  }
}
