package dev.selvedge.audit.sample;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// A statement that a sample is to show: "with 95 % confidence fewer than 0.5 % differ".
///
/// @param confidence from 0.5 to 0.9999: in how many of all samples such a statement, when it is
///     made, may not be wrong
/// @param under the share that fewer than differ, above 0 and at most 1
public record Claim(BigDecimal confidence, BigDecimal under) {
  private static final BigDecimal LEAST = new BigDecimal("0.5");
  private static final BigDecimal MOST = new BigDecimal("0.9999");

  /// What an audit shows unless it is told otherwise: 95 % sure that under 0.5 % differ.
  public static final Claim USUAL = new Claim(new BigDecimal("0.95"), new BigDecimal("0.005"));

  /// Checks both.
  ///
  /// @throws IllegalArgumentException if one of them is out of bounds
  public Claim {
    if (confidence.compareTo(LEAST) < 0 || confidence.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "The confidence must be from 0.5 to 0.9999 (95 % is 0.95), not " + confidence);
    }
    if (under.signum() <= 0 || under.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "The share must be above 0 and at most 1 (0.5 % is 0.005), not " + under);
    }
  }

  /// The fewest that differ with which the statement is wrong, at least one.
  ///
  /// @param population how many there are, not negative
  public long breaking(long population) {
    BigDecimal count = under.multiply(BigDecimal.valueOf(population));
    return Math.max(1, count.setScale(0, RoundingMode.CEILING).longValueExact());
  }

  /// How often the statement may be wrong.
  double risk() {
    return BigDecimal.ONE.subtract(confidence).doubleValue();
  }

  /// The statement without its subject: "With 95 % confidence fewer than 0.5 %".
  String text() {
    return "With " + percent(confidence) + " confidence fewer than " + percent(under);
  }

  static String percent(BigDecimal share) {
    return share.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  /// A share of a count in two digits, rounded the way that claims less.
  static String percent(long count, long of, RoundingMode rounding) {
    if (of == 0 || count == 0) {
      return "0 %";
    }
    return percent(
        BigDecimal.valueOf(count).divide(BigDecimal.valueOf(of), new MathContext(2, rounding)));
  }
}
