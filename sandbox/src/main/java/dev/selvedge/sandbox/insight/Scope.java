package dev.selvedge.sandbox.insight;

import java.util.Optional;

/// Whether a collection's records belong to contacts or to the account.
public enum Scope {
  ACCOUNT("account"),
  CONTACT("contact");

  private final String wire;

  Scope(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }

  /// The scope of that name, in any case.
  public static Optional<Scope> read(String text) {
    for (Scope scope : values()) {
      if (scope.wire.equalsIgnoreCase(text)) {
        return Optional.of(scope);
      }
    }
    return Optional.empty();
  }
}
