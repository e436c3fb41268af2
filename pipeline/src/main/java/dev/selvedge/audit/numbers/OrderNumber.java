package dev.selvedge.audit.numbers;

import java.util.Optional;

/// The number of an order, taken apart: `#1001-UK` is `#`, `1001` and `-UK`. Immutable.
///
/// @param before what stands before its last digits
/// @param digits the last digits in it, 1 to 18 of them
/// @param after what stands behind them
record OrderNumber(String before, String digits, String after) {
  /// So many digits fit into a whole number.
  private static final int MOST_DIGITS = 18;

  /// Empty for what has no digits, or more than any system counts up to.
  static Optional<OrderNumber> of(String text) {
    int end = text.length();
    while (end > 0 && !isDigit(text.charAt(end - 1))) {
      end--;
    }
    int from = end;
    while (from > 0 && isDigit(text.charAt(from - 1))) {
      from--;
    }
    return from == end || end - from > MOST_DIGITS
        ? Optional.empty()
        : Optional.of(
            new OrderNumber(
                text.substring(0, from), text.substring(from, end), text.substring(end)));
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }

  long value() {
    return Long.parseLong(digits);
  }
}
