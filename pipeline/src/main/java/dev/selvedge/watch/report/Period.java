package dev.selvedge.watch.report;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How much time a report tells of.
public enum Period {
  DAY,
  /// from Monday to Sunday
  WEEK,
  MONTH;

  /// The word in links and options.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The period of a word.
  public static Optional<Period> ofWord(String word) {
    return Arrays.stream(values()).filter(period -> period.word().equals(word)).findFirst();
  }

  /// The first day of the one in which a day is.
  public LocalDate first(LocalDate day) {
    return switch (this) {
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
    };
  }

  /// The first day of the one so many later, or earlier for less than nothing.
  ///
  /// @param first of the one from which it is counted
  public LocalDate plus(LocalDate first, long periods) {
    return switch (this) {
      case DAY -> first.plusDays(periods);
      case WEEK -> first.plusWeeks(periods);
      case MONTH -> first.plusMonths(periods);
    };
  }
}
