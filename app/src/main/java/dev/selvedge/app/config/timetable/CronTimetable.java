package dev.selvedge.app.config.timetable;

import dev.selvedge.watch.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.scheduling.support.CronExpression;

/// The minutes that a cron expression of five fields names, on the clocks of a time zone. When they
/// are put forward, what is planned in the hour that is left out comes an hour later; when they are
/// put back, what is planned by the hour comes in both. Immutable.
public final class CronTimetable implements Timetable {
  private static final int FIELDS = 5;
  private static final Duration NEVER = Duration.ofDays(3650);

  private final CronExpression expression;
  private final ZoneId zone;

  private CronTimetable(CronExpression expression, ZoneId zone) {
    this.expression = expression;
    this.zone = zone;
  }

  /// Reads minute, hour, day of the month, month and day of the week; or a word such as `@daily`.
  ///
  /// @throws IllegalArgumentException when that is none, or names no day there ever is
  public static CronTimetable of(String text, ZoneId zone) {
    String trimmed = text.strip();
    if (!trimmed.startsWith("@") && trimmed.split("\\s+").length != FIELDS) {
      throw new IllegalArgumentException("it needs five fields");
    }
    CronExpression expression =
        CronExpression.parse(trimmed.startsWith("@") ? trimmed : "0 " + trimmed);
    if (expression.next(ZonedDateTime.of(2000, 1, 1, 0, 0, 0, 0, zone)) == null) {
      throw new IllegalArgumentException("there is no such day");
    }
    return new CronTimetable(expression, zone);
  }

  @Override
  public Instant after(Instant last) {
    ZonedDateTime before = last.atZone(zone);
    ZonedDateTime next = expression.next(before);
    // The library leaves a time out that the clocks leave out; by the wall it is an hour later.
    LocalDateTime onTheWall = expression.next(before.toLocalDateTime());
    return Stream.of(
            Optional.ofNullable(next), Optional.ofNullable(onTheWall).map(at -> at.atZone(zone)))
        .flatMap(Optional::stream)
        .map(ZonedDateTime::toInstant)
        .filter(at -> at.isAfter(last))
        .min(Comparator.naturalOrder())
        .orElseGet(() -> last.plus(NEVER));
  }

  @Override
  public boolean readsAtStart() {
    return false;
  }
}
