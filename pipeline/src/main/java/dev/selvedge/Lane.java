package dev.selvedge;

/// How urgent a due item is. Each lane has its share of the allowance.
public enum Lane {
  /// consent, automations
  URGENT,
  /// what just changed in a source
  NORMAL,
  /// first syncs and backfills
  BULK
}
