package dev.selvedge.sandbox.call;

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
}
