package dev.selvedge.sandbox.call;

import java.util.Optional;

/// The tier of the call allowance an operation belongs to.
///
/// The assignment of operations is inferred: Dotdigital publishes the idea, not the table.
public enum Tier {
  LOW("lowCallRate"),
  MEDIUM("mediumCallRate"),
  HIGH("highCallRate"),
  UNLIMITED("unlimitedCallRate");

  private final String scope;

  Tier(String scope) {
    this.scope = scope;
  }

  /// The value of `X-RateLimit-Scope`.
  public String scope() {
    return scope;
  }

  /// The tier of that name, in any case.
  public static Optional<Tier> read(String text) {
    for (Tier tier : values()) {
      if (tier.name().equalsIgnoreCase(text.strip())) {
        return Optional.of(tier);
      }
    }
    return Optional.empty();
  }
}
