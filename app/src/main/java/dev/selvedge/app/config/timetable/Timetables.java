package dev.selvedge.app.config.timetable;

import dev.selvedge.watch.Timetable;
import dev.selvedge.yaml.YamlSection;
import java.time.ZoneId;
import java.util.Optional;

/// Reads timetables from settings.
public final class Timetables {
  private Timetables() {}

  /// A cron expression; what is wrong with it is noted in the section.
  ///
  /// @param key which key of the section holds it
  public static Optional<Timetable> cron(
      YamlSection section, String key, String text, ZoneId zone) {
    try {
      return Optional.of(CronTimetable.of(text, zone));
    } catch (IllegalArgumentException e) {
      section.problem(
          key,
          "'" + text + "' is no time to read at: " + e.getMessage(),
          "write minute, hour, day of the month, month and day of the week, for example"
              + " '30 3 * * *'");
      return Optional.empty();
    }
  }
}
