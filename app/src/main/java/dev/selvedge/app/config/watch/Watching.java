package dev.selvedge.app.config.watch;

import dev.selvedge.Secret;
import dev.selvedge.watch.freshness.Goal;
import java.time.Duration;
import java.util.Map;

/// How a project is watched. Immutable.
///
/// @param freshness how fresh flows, kinds and matters are to be, see
///     [dev.selvedge.watch.freshness.Goals]
/// @param heartbeat who is told that the hub works
public record Watching(Map<String, Goal> freshness, Beat heartbeat) {
  public Watching {
    freshness = Map.copyOf(freshness);
  }

  /// Who is told that the hub works.
  ///
  /// @param url what is called; empty for nobody
  /// @param every how long from one call to the next
  /// @param stuckAfter how long a loop may be at one step
  public record Beat(Secret url, Duration every, Duration stuckAfter) {
    /// Whether anybody is told.
    public boolean isOn() {
      return !url.reveal().isEmpty();
    }
  }
}
