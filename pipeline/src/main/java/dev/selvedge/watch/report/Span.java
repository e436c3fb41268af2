package dev.selvedge.watch.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/// One day, week or month by the clocks of a zone, from midnight to midnight: where they are put
/// forward or back it has an hour less or more. Immutable.
///
/// @param first its first day
public record Span(Period period, LocalDate first, ZoneId zone) {
  /// @throws IllegalArgumentException where it is not the first day of one
  public Span {
    if (!period.first(first).equals(first)) {
      throw new IllegalArgumentException("no " + period.word() + " begins on " + first);
    }
  }

  /// The one in which a day is.
  public static Span of(Period period, LocalDate day, ZoneId zone) {
    return new Span(period, period.first(day), zone);
  }

  /// The last one that was over by then.
  public static Span lastBefore(Instant now, Period period, ZoneId zone) {
    return of(period, now.atZone(zone).toLocalDate(), zone).before();
  }

  /// The one of a word.
  ///
  /// @param word as [#word] says it; empty for anything else
  public static Optional<Span> ofWord(String word, ZoneId zone) {
    int slash = word.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.parse(word.substring(slash + 1));
      return Period.ofWord(word.substring(0, slash)).map(period -> of(period, day, zone));
    } catch (DateTimeException notADay) {
      return Optional.empty();
    }
  }

  /// `week/2026-11-23`: its period and its first day.
  public String word() {
    return period.word() + '/' + first;
  }

  /// The one before.
  public Span before() {
    return new Span(period, period.plus(first, -1), zone);
  }

  /// The one after.
  public Span next() {
    return new Span(period, period.plus(first, 1), zone);
  }

  /// Its last day.
  public LocalDate last() {
    return period.plus(first, 1).minusDays(1);
  }

  /// Its first instant.
  public Instant start() {
    return first.atStartOfDay(zone).toInstant();
  }

  /// The first instant after it.
  public Instant end() {
    return period.plus(first, 1).atStartOfDay(zone).toInstant();
  }

  /// Whether it is over.
  public boolean isOver(Instant now) {
    return !end().isAfter(now);
  }
}
