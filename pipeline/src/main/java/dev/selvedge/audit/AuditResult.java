package dev.selvedge.audit;

import dev.selvedge.audit.numbers.Numbered;
import dev.selvedge.plan.Facet;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What an audit found, in figures. Immutable.
///
/// @param calls how many calls to the target were made
/// @param sourceCalls how many reads of sources
/// @param parts one for each kind of thing that was looked at
/// @param groups differences that are alike, the most frequent first
/// @param days orders day by day, the hub's and the target's
/// @param statements what a marketing manager reads, one sentence each
/// @param numbers what the numbers of orders tell, one for each feed that tells orders
/// @param counted orders day by day, as their systems count them and as they came
public record AuditResult(
    int calls,
    int sourceCalls,
    List<Part> parts,
    List<Group> groups,
    List<Day> days,
    List<String> statements,
    List<Numbered> numbers,
    List<Counted> counted) {
  /// Before anything was looked at.
  public static final AuditResult NOTHING =
      new AuditResult(0, 0, List.of(), List.of(), List.of(), List.of());

  public AuditResult {
    parts = List.copyOf(parts);
    groups = List.copyOf(groups);
    days = List.copyOf(days);
    statements = List.copyOf(statements);
    // what was kept before there was such a list is read without one
    numbers = Optional.ofNullable(numbers).map(List::copyOf).orElseGet(List::of);
    counted = Optional.ofNullable(counted).map(List::copyOf).orElseGet(List::of);
  }

  /// One in which no numbers of orders were looked at.
  public AuditResult(
      int calls,
      int sourceCalls,
      List<Part> parts,
      List<Group> groups,
      List<Day> days,
      List<String> statements) {
    this(calls, sourceCalls, parts, groups, days, statements, List.of(), List.of());
  }

  /// The same with other sentences.
  public AuditResult saying(List<String> other) {
    return new AuditResult(calls, sourceCalls, parts, groups, days, other, numbers, counted);
  }

  /// The same with what tells whether all orders came.
  public AuditResult with(List<Numbered> others, List<Counted> counts) {
    return new AuditResult(calls, sourceCalls, parts, groups, days, statements, others, counts);
  }

  /// How many order numbers never came.
  public long missingNumbers() {
    return numbers.stream().mapToLong(Numbered::missing).sum();
  }

  /// On how many days another number of orders came from a feed than its system counts.
  public long wrongDays() {
    return counted.stream().filter(Counted::isWrong).count();
  }

  /// Whether nothing is wrong, as far as was looked.
  public boolean isClean() {
    return differing() == 0 && missingNumbers() == 0 && wrongDays() == 0;
  }

  /// How many things differ that should not.
  public long differing() {
    return parts.stream().mapToLong(Part::differing).sum();
  }

  /// How many may be mailed there and should not.
  public long wronglyMailed() {
    return groups.stream()
        .filter(group -> group.kind() == Gap.Kind.WRONGLY_MAILED && group.hop() != Hop.ON_ITS_WAY)
        .mapToLong(Group::count)
        .sum();
  }

  /// The value of orders that are missing, by currency.
  public Map<String, BigDecimal> missing() {
    Map<String, BigDecimal> sums = new TreeMap<>();
    parts.forEach(
        part ->
            part.missing().forEach((currency, sum) -> sums.merge(currency, sum, BigDecimal::add)));
    return sums;
  }

  /// One kind of thing.
  ///
  /// @param name what people call them: `contacts`, `orders`
  /// @param here how many the hub holds
  /// @param there how many the target showed; -1 where only a sample was read
  /// @param looked how many were compared
  /// @param differing how many of them differ, each counted once
  /// @param passing how many differ because they are on their way
  /// @param missing the value of orders that are missing, by currency
  public record Part(
      Facet facet,
      String name,
      long here,
      long there,
      long looked,
      long differing,
      long passing,
      Map<String, BigDecimal> missing) {
    public Part {
      missing = Map.copyOf(missing);
    }
  }

  /// Differences that are alike.
  public record Group(Facet facet, Gap.Kind kind, String field, Hop hop, long count) {}

  /// The orders of one day and currency.
  public record Day(
      LocalDate day,
      String currency,
      long here,
      BigDecimal valueHere,
      long there,
      BigDecimal valueThere) {
    /// Whether both ends hold the same.
    public boolean isEven() {
      return here == there && valueHere.compareTo(valueThere) == 0;
    }
  }
}
