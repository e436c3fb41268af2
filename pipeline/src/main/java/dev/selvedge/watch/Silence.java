package dev.selvedge.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// Whether it is quieter than usual: a webhook that somebody removed, a permission that shrank, a
/// filter that matches nothing any more all look like a calm day. Three rules, each safe against
/// nights, weekends, holidays and changed clocks in its own way. A flow is silent
///
/// - when nothing has come for over twice the longest time without anything in the four weeks
///   before: nights and weekends are in that time already;
/// - sooner, when on each single day of the four weeks before, Sundays among them, a good deal came
///   in the same hours of the clock: such a flow rests on no holiday either;
/// - sooner, where the holidays are known, when a good deal came in the same hours of the clock on
///   the same weekday of each week before, but for holidays. Where they are not known a holiday
///   could not be told from a fault, and this is not judged.
///
/// Judged only of flows with a week behind them and some traffic, by the second and third rule
/// with two weeks, and not within an hour.
public final class Silence {
  /// How far back what is usual is looked for.
  public static final Duration MEMORY = Duration.ofDays(28);

  private static final Duration KNOWN_FOR = Duration.ofDays(7);
  private static final Duration KNOWN_BY_THE_HOUR = Duration.ofDays(14);
  private static final long MINUTES = 50;
  private static final Duration AT_LEAST = Duration.ofHours(1);

  /// Where so many came each time it would be odd if none did: were they as few as that by chance,
  /// none at all would come once in over a hundred such times, and it is the least of at least two
  /// weeks.
  private static final long A_GOOD_DEAL = 5;

  private static final int WEEK = 7;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LOOKED_AT_EVERY = Duration.ofHours(1);

  private Silence() {}

  /// What is unlike usual, if anything, by the first rule.
  ///
  /// @param rhythm of the last [#MEMORY]
  public static Optional<Concern> of(String flow, Rhythm rhythm, Instant now) {
    Duration quiet = Duration.between(rhythm.last(), now);
    boolean unlike =
        quiet.compareTo(AT_LEAST) > 0 && quiet.compareTo(rhythm.longestGap().multipliedBy(2)) > 0;
    return isKnown(rhythm, KNOWN_FOR) && unlike
        ? Optional.of(new Concern.Silent(flow, rhythm.last(), rhythm.longestGap()))
        : Optional.empty();
  }

  /// The same by all rules.
  ///
  /// @param usual of the last [#MEMORY]
  public static Optional<Concern> of(
      String flow, Usual usual, Usual.Calendar calendar, Instant now) {
    Rhythm rhythm = usual.rhythm();
    return of(flow, rhythm, now)
        .or(
            () ->
                isByTheHour(usual, calendar, now)
                    ? Optional.of(new Concern.Silent(flow, rhythm.last(), rhythm.longestGap()))
                    : Optional.empty());
  }

  private static boolean isKnown(Rhythm rhythm, Duration knownFor) {
    return rhythm.minutes() >= MINUTES
        && Duration.between(rhythm.first(), rhythm.last()).compareTo(knownFor) >= 0;
  }

  /// Whether at some time since the last record it was too quiet for that time: what was silent
  /// stays so until something comes, also over a weekend.
  private static boolean isByTheHour(Usual usual, Usual.Calendar calendar, Instant now) {
    Rhythm rhythm = usual.rhythm();
    if (!isKnown(rhythm, KNOWN_BY_THE_HOUR)) {
      return false;
    }
    Instant earliest = rhythm.last().plus(AT_LEAST);
    for (Instant at = now; at.isAfter(earliest); at = at.minus(LOOKED_AT_EVERY)) {
      if (isUsual(usual, calendar, at, 1)
          || (!calendar.holidays().isEmpty() && isUsual(usual, calendar, at, WEEK))) {
        return true;
      }
    }
    return false;
  }

  /// Whether a good deal came in the hours up to a time, a day at most, each time before, as far as
  /// is remembered.
  ///
  /// @param step so many days apart
  private static boolean isUsual(Usual usual, Usual.Calendar calendar, Instant at, int step) {
    Instant last = usual.rhythm().last();
    Instant dayBefore = at.minus(DAY);
    Instant begin = last.isAfter(dayBefore) ? last : dayBefore;
    if (step == WEEK && touchesHoliday(calendar, begin, at)) {
      return false;
    }
    int compared = 0;
    for (int days = step; days <= MEMORY.toDays(); days += step) {
      Instant from = calendar.before(begin, days);
      Instant to = calendar.before(at, days);
      boolean comparable =
          !from.isBefore(usual.rhythm().first())
              && !to.isAfter(last)
              && !(step == WEEK && touchesHoliday(calendar, from, to));
      if (comparable) {
        if (usual.atLeast(from, to) < A_GOOD_DEAL) {
          return false;
        }
        compared++;
      }
    }
    // Two weeks of days, or two of the same weekday.
    return compared >= (step == WEEK ? 2 : KNOWN_BY_THE_HOUR.toDays() - 1);
  }

  private static boolean touchesHoliday(Usual.Calendar calendar, Instant from, Instant to) {
    for (LocalDate day = calendar.day(from);
        !day.isAfter(calendar.day(to));
        day = day.plusDays(1)) {
      if (calendar.isHoliday(day)) {
        return true;
      }
    }
    return false;
  }
}
