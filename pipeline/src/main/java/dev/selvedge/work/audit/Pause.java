package dev.selvedge.work.audit;

import java.time.Duration;

/// Lets time pass, as the world outside the pipeline does it.
@FunctionalInterface
public interface Pause {
  /// Returns after about so long, or at once where the thread is asked to stop.
  ///
  /// @return whether to go on
  boolean rest(Duration time);
}
