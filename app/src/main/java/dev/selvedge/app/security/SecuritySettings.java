package dev.selvedge.app.security;

import java.time.Duration;

/// How strict the log-in is. Immutable.
///
/// @param idle a session ends after this long without a person doing something; pages that refresh
///     themselves do not count
/// @param longest a session ends after this long in any case
/// @param tries wrong passwords before a name is locked for an address
/// @param lockedFor how long it stays locked
public record SecuritySettings(Duration idle, Duration longest, int tries, Duration lockedFor) {
  /// Half an hour idle, twelve hours at most, five tries, then a pause of five minutes.
  public static final SecuritySettings STANDARD =
      new SecuritySettings(Duration.ofMinutes(30), Duration.ofHours(12), 5, Duration.ofMinutes(5));

  /// @throws IllegalArgumentException when a limit is not positive
  public SecuritySettings {
    if (!idle.isPositive() || !longest.isPositive() || tries < 1 || lockedFor.isNegative()) {
      throw new IllegalArgumentException("the limits of the log-in must be positive");
    }
  }
}
