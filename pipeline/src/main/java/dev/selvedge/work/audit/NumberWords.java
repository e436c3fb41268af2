package dev.selvedge.work.audit;

import dev.selvedge.audit.numbers.Numbered;
import dev.selvedge.audit.numbers.Numbered.Range;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a marketing manager reads of the numbers of one feed's orders.
final class NumberWords {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

  /// A sentence names so many ranges, the newest.
  private static final int FEW = 3;

  /// Of fewer of the orders in a hundred it is said of how many.
  private static final int MOST = 95;

  private static final int HUNDRED = 100;

  private NumberWords() {}

  /// A sentence or two; empty where the numbers tell nothing.
  static Optional<String> of(Numbered numbered) {
    if (!numbered.verdict().tells()) {
      return Optional.empty();
    }
    if (!numbered.isLacking()) {
      return Optional.of(
          "No order number of "
              + numbered.feed()
              + " is missing"
              + besides(numbered)
              + "."
              + (numbered.but().isEmpty() ? "" : ' ' + numbered.but()));
    }
    List<Range> ranges = numbered.runs().stream().flatMap(run -> run.ranges().stream()).toList();
    long all =
        numbered.runs().stream().mapToLong(run -> run.ranges().size() + (long) run.more()).sum();
    String named =
        ranges.stream().limit(FEW).map(NumberWords::range).collect(Collectors.joining("; "));
    long more = all - Math.min(FEW, ranges.size());
    return Optional.of(
        String.format(
            Locale.UK,
            "%,d %s of %s never came: %s%s.%s",
            numbered.missing(),
            numbered.missing() == 1 ? "order number" : "order numbers",
            numbered.feed(),
            named,
            more == 0 ? "" : String.format(Locale.UK, "; and %,d gaps more", more),
            numbered.but().isEmpty() ? "" : ' ' + numbered.but()));
  }

  /// What the good word does not cover.
  private static String besides(Numbered numbered) {
    long seen = numbered.runs().stream().mapToLong(Numbered.Run::present).sum();
    String waiting =
        numbered.waiting() == 0
            ? ""
            : String.format(Locale.UK, "; %,d may still be on their way", numbered.waiting());
    return seen * HUNDRED >= numbered.orders() * MOST
        ? waiting
        : waiting
            + String.format(
                Locale.UK,
                " among the %,d of its %,d orders that are numbered one by one",
                seen,
                numbered.orders());
  }

  /// `1043 to 1051 (9 numbers, between 3 and 4 November 2026)`.
  private static String range(Range range) {
    String when = when(range);
    if (range.count() == 1) {
      return range.from() + (when.isEmpty() ? "" : " (" + when + ')');
    }
    return String.format(
        Locale.UK,
        "%s to %s (%,d numbers%s)",
        range.from(),
        range.to(),
        range.count(),
        when.isEmpty() ? "" : ", " + when);
  }

  private static String when(Range range) {
    Optional<LocalDate> after = day(range.after());
    Optional<LocalDate> before = day(range.before());
    if (after.isEmpty() || before.isEmpty()) {
      return after
          .map(day -> "after " + DAY.format(day))
          .or(() -> before.map(day -> "before " + DAY.format(day)))
          .orElse("");
    }
    return after.equals(before)
        ? "on " + DAY.format(after.get())
        : "between " + DAY.format(after.get()) + " and " + DAY.format(before.get());
  }

  private static Optional<LocalDate> day(Instant at) {
    return at.equals(Instant.EPOCH)
        ? Optional.empty()
        : Optional.of(LocalDate.ofInstant(at, ZoneOffset.UTC));
  }
}
