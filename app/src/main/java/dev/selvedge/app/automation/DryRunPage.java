package dev.selvedge.app.automation;

import dev.selvedge.plan.states.DryRun.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What one automation would have done over the last days, as far as it is known. Immutable.
///
/// @param rule its name
/// @param says what it answers and does, in words
/// @param enabled whether it is switched on
/// @param days how far it looks back
public record DryRunPage(String rule, String says, boolean enabled, int days, State state) {
  /// How many days pages offer to look back.
  public static final List<Integer> SPANS = List.of(7, 30, 90, 365);

  private static final int MOST_REASONS = 20;
  private static final int DAYS_OF_A_WEEK = 7;

  /// Beyond these a bar is of a week.
  private static final int MOST_DAYS_AS_DAYS = 92;

  /// What is asked.
  ///
  /// @param days how far to look back, 1 to 366
  public record Asked(String rule, int days) {}

  /// How far it is.
  public sealed interface State {
    /// It is being looked at, or others before it.
    ///
    /// @param looked at so many people
    /// @param of about so many
    record Running(long looked, long of) implements State {}

    /// It was looked at.
    ///
    /// @param at when it began to
    /// @param bars the days, the oldest first
    record Done(DryRunReport report, Instant at, List<Bar> bars) implements State {
      public Done {
        bars = List.copyOf(bars);
      }

      /// The examples that came to this end.
      public List<DryRunReport.Example> examples(Verdict verdict) {
        return report.examples().stream().filter(one -> one.would().verdict() == verdict).toList();
      }

      /// Why it would have come to this end, the most frequent reasons first, at most twenty.
      public List<Map.Entry<String, Long>> reasons(Verdict verdict) {
        return report.reasons().getOrDefault(verdict, Map.of()).entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST_REASONS)
            .toList();
      }

      /// Whether a bar is of a week and not of a day.
      public boolean weekly() {
        return bars.stream().anyMatch(bar -> bar.to().isAfter(bar.from()));
      }

      /// The most of one bar, at least 1.
      public long most() {
        return bars.stream().mapToLong(Bar::all).reduce(1, Math::max);
      }
    }

    /// Too many others are waiting.
    record Busy() implements State {}

    /// The store could not be read.
    record Failed() implements State {}
  }

  /// `Would have gone`, `Would have been cancelled`, `Would have been dropped`.
  public static String heading(Verdict verdict) {
    return switch (verdict) {
      case FIRED -> "Would have gone";
      case CANCELLED -> "Would have been cancelled";
      case DROPPED -> "Would have been dropped";
    };
  }

  /// A day, or a week of a long time.
  ///
  /// @param from its first day
  /// @param to its last day
  public record Bar(LocalDate from, LocalDate to, long gone, long cancelled, long dropped) {
    private static final int FULL = 1000;

    /// Whatever became of it.
    public long all() {
      return gone + cancelled + dropped;
    }

    /// A part as thousandths of the highest bar's height.
    public static int height(long part, long most) {
      return (int) (part * FULL / most);
    }
  }

  /// The bars of a time, also for the days on which nothing would have happened.
  ///
  /// @param first its first day
  /// @param last its last day
  public static List<Bar> bars(
      Map<LocalDate, Map<Verdict, Long>> days, LocalDate first, LocalDate last) {
    int width = first.plusDays(MOST_DAYS_AS_DAYS).isBefore(last) ? DAYS_OF_A_WEEK : 1;
    List<Bar> bars = new ArrayList<>();
    for (LocalDate from = first; !from.isAfter(last); from = from.plusDays(width)) {
      LocalDate end = from.plusDays(width - 1L);
      LocalDate to = end.isAfter(last) ? last : end;
      long gone = 0;
      long cancelled = 0;
      long dropped = 0;
      for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
        Map<Verdict, Long> counts = days.getOrDefault(day, Map.of());
        gone += counts.getOrDefault(Verdict.FIRED, 0L);
        cancelled += counts.getOrDefault(Verdict.CANCELLED, 0L);
        dropped += counts.getOrDefault(Verdict.DROPPED, 0L);
      }
      bars.add(new Bar(from, to, gone, cancelled, dropped));
    }
    return bars;
  }
}
