package dev.selvedge.send;

import java.time.Duration;

/// A counter of calls that a target keeps for us and for strangers alike. Immutable.
///
/// @param name the target's own name for it, such as `lowCallRate`
/// @param window after how long it starts anew
/// @param assumed how many calls a window allows, until an answer tells
public record Scope(String name, Duration window, long assumed) {
  public Scope {
    if (assumed < 1 || !window.isPositive()) {
      throw new IllegalArgumentException("a scope allows at least one call in a window: " + name);
    }
  }
}
