package dev.selvedge.sandbox.contact;

import java.util.Optional;

/// How a person opted in.
public enum OptInType {
  UNKNOWN("Unknown"),
  SINGLE("Single"),
  DOUBLE("Double"),
  VERIFIED_DOUBLE("VerifiedDouble");

  private final String wire;

  OptInType(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }

  /// The type of that name, in any case.
  public static Optional<OptInType> read(String text) {
    for (OptInType type : values()) {
      if (type.wire.equalsIgnoreCase(text)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
