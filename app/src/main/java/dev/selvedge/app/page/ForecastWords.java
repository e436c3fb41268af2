package dev.selvedge.app.page;

import dev.selvedge.send.Forecast;
import dev.selvedge.send.Forecast.Bound;
import java.time.Duration;
import java.time.ZoneOffset;

/// A forecast as people read it.
public final class ForecastWords {
  private static final Display DISPLAY = new Display(ZoneOffset.UTC);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private ForecastWords() {}

  /// `1,000,000 records wait for Dotdigital: 100 calls, about 3 min at the present allowance,
  /// leaving 20 % of it for live traffic.`
  public static String sentence(Forecast forecast, String target) {
    if (forecast.records() == 0) {
      return "Nothing waits for " + target + ".";
    }
    String bound =
        switch (forecast.bound()) {
          case Bound.Nothing ignored -> "";
          case Bound.ByAllowance ignored -> " at the present allowance";
          case Bound.BySpeed ignored -> " at the speed of the last hour";
        };
    String assumed =
        forecast.measured()
            ? ""
            : " The allowance is assumed, since " + target + " has not told it yet.";
    return DISPLAY.count(forecast.records(), "record")
        + (forecast.records() == 1 ? " waits for " : " wait for ")
        + target
        + ": "
        + DISPLAY.count(forecast.calls(), "call")
        + ", "
        + about(forecast.takes())
        + bound
        + ", leaving "
        + forecast.freePercent()
        + " % of it for live traffic."
        + assumed;
  }

  private static String about(Duration takes) {
    if (takes.compareTo(MINUTE) < 0) {
      return "less than a minute";
    }
    if (takes.compareTo(Duration.ofHours(2)) < 0) {
      return "about " + Math.round(takes.toSeconds() / 60.0) + " min";
    }
    return "about " + DISPLAY.duration(takes.toMinutes() * 60_000);
  }
}
