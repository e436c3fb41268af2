package dev.selvedge.watch.report;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/// A report that is sent by itself each time its period is over. Immutable.
///
/// @param name its own among all
/// @param at at which time of the day it is due
/// @param zone by whose clocks
/// @param queues of the outbox, one for each who gets it
public record Mailing(String name, Period period, LocalTime at, ZoneId zone, List<String> queues) {
  /// What the queues of all of them begin with. No channel of alarms does.
  public static final String QUEUES = "report/";

  public Mailing {
    queues = List.copyOf(queues);
  }

  /// When the report of a span is due: at the first such time of the day after the span is over. At
  /// a time that clocks leave out it is due as much later.
  public Instant dueAt(Span span) {
    LocalDateTime over = LocalDateTime.ofInstant(span.end(), zone);
    LocalDateTime sameDay = over.toLocalDate().atTime(at);
    LocalDateTime due = sameDay.isBefore(over) ? sameDay.plusDays(1) : sameDay;
    Instant found = due.atZone(zone).toInstant();
    return found.isBefore(span.end()) ? span.end() : found;
  }

  /// The last span whose report was due by then.
  ///
  /// @param midnights by which days begin and end
  public Span last(Instant now, ZoneId midnights) {
    Span over = Span.lastBefore(now, period, midnights);
    // not only the last one: a day may be shorter than it takes until its hour elsewhere
    while (dueAt(over).isAfter(now)) {
      over = over.before();
    }
    return over;
  }

  /// When the next report is due.
  ///
  /// @param midnights by which days begin and end
  public Instant next(Instant now, ZoneId midnights) {
    return dueAt(last(now, midnights).next());
  }
}
