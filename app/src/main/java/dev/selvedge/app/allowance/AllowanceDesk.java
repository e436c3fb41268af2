package dev.selvedge.app.allowance;

/// Where people look at allowances. Called by many threads at once.
@FunctionalInterface
public interface AllowanceDesk {
  /// How they are now.
  AllowancePage allowance();
}
