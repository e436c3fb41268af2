package dev.selvedge.app.audit;

import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.audit.Hop;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The figures of an audit as plots show them. Immutable.
///
/// @param hops how many differences arose where, the most first
/// @param bars orders here and there, the oldest first, so wide that they are at most a hundred
/// @param sums the value of all of them, by currency
/// @param uneven days on which the ends differ, the newest first
/// @param shares of the last audits, the oldest first
public record AuditPlots(
    List<HopLine> hops,
    List<Bar> bars,
    List<Sum> sums,
    List<AuditResult.Day> uneven,
    List<Share> shares) {
  private static final int FULL = 1000;
  private static final int MOST_BARS = 100;
  private static final int DAYS_OF_A_WEEK = 7;
  private static final int TWO_DIGITS = 2;

  public AuditPlots {
    hops = List.copyOf(hops);
    bars = List.copyOf(bars);
    sums = List.copyOf(sums);
    uneven = List.copyOf(uneven);
    shares = List.copyOf(shares);
  }

  /// Differences of one hop.
  public record HopLine(Hop hop, long count) {}

  /// A day, or several of a long time.
  ///
  /// @param from its first day
  /// @param to its last day
  public record Bar(LocalDate from, LocalDate to, long here, long there) {}

  /// The value of orders in one currency.
  public record Sum(String currency, BigDecimal here, BigDecimal there) {}

  /// How much of what an audit looked at differed.
  public record Share(Audit audit, long looked, long differing) {
    /// The share of an audit.
    public static Share of(Audit audit) {
      return new Share(
          audit,
          audit.result().parts().stream().mapToLong(AuditResult.Part::looked).sum(),
          audit.result().differing());
    }

    /// From 0 to 1.
    public double share() {
      return looked == 0 ? 0 : (double) differing / looked;
    }

    /// `0.42 %`
    public String percent() {
      return AuditPlots.percent(differing, looked);
    }
  }

  /// What there is of an audit.
  ///
  /// @param last the last audits, the newest first
  public static AuditPlots of(Audit audit, List<Audit> last) {
    List<AuditResult.Day> days = audit.result().days();
    return new AuditPlots(
        hops(audit.result()),
        bars(days),
        sums(days),
        days.stream()
            .filter(day -> !day.isEven())
            .sorted(Comparator.comparing(AuditResult.Day::day).reversed())
            .toList(),
        shares(last));
  }

  private static List<HopLine> hops(AuditResult result) {
    return Arrays.stream(Hop.values())
        .map(
            hop ->
                new HopLine(
                    hop,
                    result.groups().stream()
                        .filter(group -> group.hop() == hop)
                        .mapToLong(AuditResult.Group::count)
                        .sum()))
        .filter(line -> line.count() > 0)
        .sorted(Comparator.comparingLong(HopLine::count).reversed())
        .toList();
  }

  /// Also for the days on which there was nothing.
  private static List<Bar> bars(List<AuditResult.Day> days) {
    if (days.isEmpty()) {
      return List.of();
    }
    TreeMap<LocalDate, long[]> counts = new TreeMap<>();
    for (AuditResult.Day day : days) {
      long[] count = counts.computeIfAbsent(day.day(), key -> new long[2]);
      count[0] += day.here();
      count[1] += day.there();
    }
    LocalDate first = counts.firstKey();
    LocalDate last = counts.lastKey();
    long span = last.toEpochDay() - first.toEpochDay() + 1;
    long width = 1;
    if (span > MOST_BARS) {
      long weeks = (span - 1) / ((long) MOST_BARS * DAYS_OF_A_WEEK) + 1;
      width = weeks * DAYS_OF_A_WEEK;
    }
    List<Bar> bars = new ArrayList<>();
    for (LocalDate from = first; !from.isAfter(last); from = from.plusDays(width)) {
      LocalDate end = from.plusDays(width - 1);
      long here = 0;
      long there = 0;
      for (long[] count : counts.subMap(from, true, end, true).values()) {
        here += count[0];
        there += count[1];
      }
      bars.add(new Bar(from, end.isAfter(last) ? last : end, here, there));
    }
    return bars;
  }

  private static List<Sum> sums(List<AuditResult.Day> days) {
    Map<String, Sum> sums = new TreeMap<>();
    for (AuditResult.Day day : days) {
      sums.merge(
          day.currency(),
          new Sum(day.currency(), day.valueHere(), day.valueThere()),
          (a, b) -> new Sum(a.currency(), a.here().add(b.here()), a.there().add(b.there())));
    }
    return List.copyOf(sums.values());
  }

  /// The shares of audits that came to their end and looked at something, the oldest first.
  static List<Share> shares(List<Audit> newestFirst) {
    return newestFirst.reversed().stream()
        .filter(audit -> audit.state() == Audit.State.DONE)
        .map(Share::of)
        .filter(share -> share.looked() > 0)
        .toList();
  }

  /// Whether a bar is of several days.
  public boolean isWide() {
    return bars.stream().anyMatch(bar -> bar.to().isAfter(bar.from()));
  }

  /// The most of one bar, at least 1.
  public long mostOfBar() {
    return bars.stream().mapToLong(bar -> Math.max(bar.here(), bar.there())).reduce(1, Math::max);
  }

  /// The most of one hop, at least 1.
  public long mostOfHop() {
    return hops.stream().mapToLong(HopLine::count).reduce(1, Math::max);
  }

  /// The highest of some shares; the whole where all are none.
  public static double highest(List<Share> shares) {
    double most = shares.stream().mapToDouble(Share::share).max().orElse(0);
    return most == 0 ? 1 : most;
  }

  /// A part as thousandths of the most; what is there at all can be seen.
  public static int height(double part, double most) {
    return part <= 0 ? 0 : (int) Math.max(8, Math.round(part / most * FULL));
  }

  /// A count as a share of another, in two digits: `0.42 %`.
  public static String percent(long count, long of) {
    if (of == 0 || count == 0) {
      return "0 %";
    }
    return BigDecimal.valueOf(count)
            .multiply(BigDecimal.valueOf(100))
            .divide(BigDecimal.valueOf(of), new MathContext(TWO_DIGITS, RoundingMode.HALF_UP))
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }
}
