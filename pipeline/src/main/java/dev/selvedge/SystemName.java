package dev.selvedge;

import java.util.regex.Pattern;

/// The user's own name for an external system: `shop`, `erp`, `dotdigital`. Immutable.
public record SystemName(String value) implements Comparable<SystemName> {
  private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  /// @throws IllegalArgumentException unless the name is 1 to 40 lower-case letters, digits and
  ///     hyphens and starts with a letter
  public SystemName {
    if (!ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a system's name is 1 to 40 lower-case letters, digits and hyphens, beginning with a"
              + " letter; got '"
              + value
              + "'");
    }
  }

  @Override
  public int compareTo(SystemName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
