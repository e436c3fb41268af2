package dev.selvedge.dotdigital.insight;

/// What asking for a collection did.
public enum Created {
  CREATED,
  /// There was one of that name, possibly of another scope or type.
  EXISTED
}
