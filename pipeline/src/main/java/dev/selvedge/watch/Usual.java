package dev.selvedge.watch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What is usual with a flow: how its records came over the last weeks. Immutable.
///
/// @param hours how many came in each full hour, by its start; hours without any are missing
public record Usual(Rhythm rhythm, Map<Instant, Long> hours) {
  public Usual {
    hours = Collections.unmodifiableMap(new TreeMap<>(hours));
  }

  /// By which a day is a day.
  ///
  /// @param holidays days that may be as quiet as any
  public record Calendar(ZoneId zone, Set<LocalDate> holidays) {
    public Calendar {
      holidays = Set.copyOf(holidays);
    }

    /// Days by the clocks of Greenwich, and no holidays known.
    public static Calendar plain() {
      return new Calendar(ZoneId.of("UTC"), Set.of());
    }

    LocalDate day(Instant at) {
      return at.atZone(zone).toLocalDate();
    }

    boolean isHoliday(LocalDate day) {
      return holidays.contains(day);
    }

    /// The same time on the clock so many days before: where the clocks were changed since, that is
    /// not a multiple of 24 hours.
    Instant before(Instant at, int days) {
      LocalDateTime local = at.atZone(zone).toLocalDateTime().minusDays(days);
      return local.atZone(zone).toInstant();
    }
  }

  /// How many came at least in a time: hours of which only a part is in it do not count.
  long atLeast(Instant from, Instant to) {
    Instant first = from.truncatedTo(ChronoUnit.HOURS);
    Instant start = first.equals(from) ? first : first.plus(1, ChronoUnit.HOURS);
    long count = 0;
    for (Instant hour = start;
        !hour.plus(1, ChronoUnit.HOURS).isAfter(to);
        hour = hour.plus(1, ChronoUnit.HOURS)) {
      count += hours.getOrDefault(hour, 0L);
    }
    return count;
  }
}
