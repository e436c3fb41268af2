package dev.selvedge.dotdigital.insight;

/// What a write that succeeded did.
public enum Stored {
  CREATED,
  REPLACED
}
