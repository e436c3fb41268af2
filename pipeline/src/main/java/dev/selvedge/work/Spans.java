package dev.selvedge.work;

import java.time.Duration;

/// Says how long something took, as people say it.
public final class Spans {
  private static final int DAYS_FROM_HOURS = 48;
  private static final int HOURS_FROM_MINUTES = 120;

  private Spans() {}

  /// `40 s`, `90 min`, `30 h`, `4 days`.
  public static String words(Duration span) {
    if (span.toHours() >= DAYS_FROM_HOURS) {
      return span.toDays() + " days";
    }
    if (span.toMinutes() >= HOURS_FROM_MINUTES) {
      return span.toHours() + " h";
    }
    return span.toMinutes() > 0 ? span.toMinutes() + " min" : span.toSeconds() + " s";
  }
}
