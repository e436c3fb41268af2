package dev.selvedge.automation;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The hours of the day, and the days of the week, in which somebody is spoken to: as their clock
/// shows them, whatever is done to it in spring and autumn. Immutable.
///
/// @param from minutes since midnight
/// @param to minutes since midnight, after `from`; not part of them any more
/// @param zone of those of whom no zone is known
/// @param field the person's field that holds a time zone or a country; empty where none does
public record Hours(int from, int to, Set<DayOfWeek> days, ZoneId zone, String field) {
  private static final int MINUTES_A_DAY = 24 * 60;
  private static final int MOST_DAYS = 9;

  public Hours {
    if (from < 0 || to > MINUTES_A_DAY || from >= to || days.isEmpty()) {
      throw new IllegalArgumentException("there is no such hour: " + from + " to " + to);
    }
    days = java.util.Collections.unmodifiableSet(EnumSet.copyOf(days));
  }

  /// This moment if it is one of them, else the next that is.
  public Instant next(Instant now, ZoneId in) {
    if (isOpen(now, in)) {
      return now;
    }
    LocalDate today = now.atZone(in).toLocalDate();
    for (int day = 0; day < MOST_DAYS; day++) {
      for (Instant opening : openings(today.plusDays(day), in)) {
        if (!opening.isBefore(now) && isOpen(opening, in)) {
          return opening;
        }
      }
    }
    // Every day of a zone that has no such hour: there is none.
    return now.plus(java.time.Duration.ofDays(MOST_DAYS));
  }

  /// When the hours in which this moment lies are over; empty where they never are, or where it
  /// lies in none.
  public Optional<Instant> end(Instant now, ZoneId in) {
    if (!isOpen(now, in)) {
      return Optional.empty();
    }
    LocalDate today = now.atZone(in).toLocalDate();
    for (int day = 0; day < MOST_DAYS; day++) {
      Instant end = today.plusDays(day).atStartOfDay().plusMinutes(to).atZone(in).toInstant();
      if (end.isAfter(now) && !isOpen(end, in)) {
        return Optional.of(end);
      }
    }
    return Optional.empty();
  }

  private boolean isOpen(Instant at, ZoneId in) {
    LocalDateTime local = at.atZone(in).toLocalDateTime();
    int minutes = local.getHour() * 60 + local.getMinute();
    return days.contains(local.getDayOfWeek()) && minutes >= from && minutes < to;
  }

  /// When the clock shows the first of them on a day: twice where it is put back over it, and where
  /// it is put forward over it the moment in which that is done.
  private List<Instant> openings(LocalDate day, ZoneId in) {
    LocalDateTime local = day.atTime(LocalTime.of(from / 60, from % 60));
    List<ZoneOffset> offsets = in.getRules().getValidOffsets(local);
    List<Instant> openings = new ArrayList<>();
    if (offsets.isEmpty()) {
      ZoneOffsetTransition gap = in.getRules().getTransition(local);
      openings.add(gap.getInstant());
    }
    offsets.forEach(offset -> openings.add(local.toInstant(offset)));
    // Put back over the hours themselves, they begin again.
    ZoneOffsetTransition next = in.getRules().nextTransition(day.atStartOfDay(in).toInstant());
    if (next != null && next.getDateTimeBefore().toLocalDate().equals(day)) {
      openings.add(next.getInstant());
    }
    openings.sort(null);
    return openings;
  }
}
