package dev.selvedge.inbox;

/// How hard those who hand in press at the moment: asked by the loops, which share disk and
/// processors with them. Safe for use by many threads.
@FunctionalInterface
public interface IntakePressure {
  Level level();

  /// Three degrees, the lightest first.
  enum Level {
    /// Nobody has handed anything in for a while.
    CALM,
    /// Somebody does now and then, and should not wait for a long transaction.
    ARRIVING,
    /// Many wait at once: who has time stands aside.
    PRESSING
  }
}
