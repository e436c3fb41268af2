package dev.selvedge.audit;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/// The orders of one feed that were placed on one day, as its system counts them and as they came.
/// Immutable.
///
/// @param feed `system/kind`
/// @param there how many the system counts
/// @param came how many the hub holds
/// @param sums what they come to, by currency; empty where the system tells no sums
/// @param leftAlone whether somebody looked at just this, and lets it be
public record Counted(
    String feed, LocalDate day, long there, long came, List<Sum> sums, boolean leftAlone) {
  public Counted {
    sums = List.copyOf(sums);
  }

  /// The value of the orders in one currency.
  public record Sum(String currency, BigDecimal there, BigDecimal came) {
    /// Whether both are the same.
    public boolean isEven() {
      return there.compareTo(came) == 0;
    }
  }

  /// Whether both count the same.
  public boolean isEven() {
    return there == came && sums.stream().allMatch(Sum::isEven);
  }

  /// Whether something is to be told.
  public boolean isWrong() {
    return !isEven() && !leftAlone;
  }

  /// The same, known to be let be.
  public Counted letBe() {
    return new Counted(feed, day, there, came, sums, true);
  }
}
