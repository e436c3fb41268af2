package dev.selvedge.trail;

import dev.selvedge.Stage;
import java.time.Instant;

/// One decision of one stage: to what, what, why. Holds references, never payloads. Immutable.
///
/// @param word what came of it: one of the six outcomes, or the stage's own verb (`stored`,
///     `stale`, `joined`, `renamed`, `due`)
/// @param about what it concerns
/// @param sentence for a person; holds no values of personal fields
public record TrailEntry(Instant at, Stage stage, String word, About about, String sentence) {

  /// What an entry can be found by; each empty (or 0) when it does not apply.
  ///
  /// @param person the person's number, or 0
  /// @param order the order's key
  /// @param source the source record, `system/kind/key`
  /// @param system the system
  /// @param inboxId the inbox item, or 0
  public record About(long person, String order, String source, String system, long inboxId) {}
}
