package dev.selvedge;

import java.util.regex.Pattern;

/// What sort of thing a system tells us about: `customer`, `order`, `refund`. Immutable.
public record RecordKind(String value) implements Comparable<RecordKind> {
  private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

  /// @throws IllegalArgumentException unless the kind is 1 to 40 lower-case letters, digits,
  ///     hyphens and underscores and starts with a letter
  public RecordKind {
    if (!ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a record kind is 1 to 40 lower-case letters, digits, '-' and '_', beginning with a"
              + " letter; got '"
              + value
              + "'");
    }
  }

  @Override
  public int compareTo(RecordKind other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
