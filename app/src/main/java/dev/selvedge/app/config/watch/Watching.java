package dev.selvedge.app.config.watch;

import dev.selvedge.watch.freshness.Goal;
import java.util.Map;

/// How a project is watched. Immutable.
///
/// @param freshness how fresh flows, kinds and matters are to be, see
///     [dev.selvedge.watch.freshness.Goals]
public record Watching(Map<String, Goal> freshness) {
  /// Of a project that says nothing of it.
  public static final Watching STANDARD = new Watching(Map.of());

  public Watching {
    freshness = Map.copyOf(freshness);
  }
}
