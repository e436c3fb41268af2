package dev.selvedge.mapping.collection;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The types of insight data, spelt as Dotdigital spells them (OpenAPI: insight data v3, schema).
public enum ColumnType {
  STRING("a text"),
  FLOAT("a number"),
  INTEGER("a whole number"),
  TIMESTAMP("a date or time such as 2026-02-01T10:00:00Z"),
  BOOLEAN("true or false"),
  RECORD("a group of values");

  private final String words;

  ColumnType(String words) {
    this.words = words;
  }

  /// As a sentence names one value of it.
  public String words() {
    return words;
  }

  /// {@return the type of this name in any case; nothing for a name of none}
  public static Optional<ColumnType> of(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(type -> type.name().equals(upper)).findFirst();
  }
}
