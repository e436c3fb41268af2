package dev.selvedge.sandbox.contact;

import java.util.Locale;
import java.util.Optional;

/// The types a contact data field can have.
public enum FieldType {
  STRING("String"),
  NUMERIC("Numeric"),
  DATE("Date"),
  BOOLEAN("Boolean");

  private final String wire;

  FieldType(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }

  /// The type of that name, in any case.
  public static Optional<FieldType> read(String text) {
    for (FieldType type : values()) {
      if (type.wire.toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
