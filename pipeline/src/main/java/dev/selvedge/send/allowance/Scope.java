package dev.selvedge.send.allowance;

import java.time.Duration;

/// A counter of calls that a target keeps for us and for strangers alike. Immutable.
///
/// @param name the target's own name for it, such as `lowCallRate`
/// @param window after how long it starts anew
/// @param assumed how many calls a window allows, until an answer tells
public record Scope(String name, Duration window, long assumed) {
  /// What stands for no limit: more than could be made.
  public static final long UNLIMITED = 1_000_000;

  public Scope {
    if (assumed < 1 || !window.isPositive()) {
      throw new IllegalArgumentException("a scope allows at least one call in a window: " + name);
    }
  }
}
