package dev.selvedge.watch.alarm;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/// When only what is critical is told, by the clocks of a zone: hours of every day, which may go
/// over midnight, and whole days. Immutable.
///
/// @param from the first minute; the same as `to` for no hours
/// @param to the first minute that is not quiet any more
/// @param days quiet from midnight to midnight
public record QuietHours(LocalTime from, LocalTime to, Set<DayOfWeek> days, ZoneId zone) {
  private static final int STEPS_AT_MOST = 20;

  public QuietHours {
    days = Set.copyOf(days);
  }

  /// No quiet hours.
  public static QuietHours none() {
    return new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, Set.of(), ZoneId.of("UTC"));
  }

  /// This moment when it is not quiet, else the first that is not; a week later where it is always
  /// quiet.
  public Instant over(Instant now) {
    ZonedDateTime at = now.atZone(zone);
    for (int step = 0; step < STEPS_AT_MOST; step++) {
      if (days.contains(at.getDayOfWeek())) {
        at = at.toLocalDate().plusDays(1).atStartOfDay(zone);
      } else if (isQuiet(at.toLocalTime())) {
        ZonedDateTime end = at.toLocalDate().atTime(to).atZone(zone);
        at = end.isAfter(at) ? end : at.toLocalDate().plusDays(1).atTime(to).atZone(zone);
      } else {
        return at.toInstant();
      }
    }
    return now.atZone(zone).plusWeeks(1).toInstant();
  }

  private boolean isQuiet(LocalTime time) {
    boolean late = !time.isBefore(from);
    boolean early = time.isBefore(to);
    return from.isBefore(to) ? late && early : to.isBefore(from) && (late || early);
  }
}
