package dev.selvedge.work.replay;

/// Which parked items something is to be done with. Immutable.
public sealed interface Choice {
  /// Whatever has been parked by the time it is done.
  long NOW = Long.MAX_VALUE;

  record One(long number) implements Choice {}

  /// All of one cause.
  ///
  /// @param upTo none with a greater number, so that nothing is taken that was not seen
  record OfCause(String cause, long upTo) implements Choice {
    public OfCause {
      if (cause.isBlank()) {
        throw new IllegalArgumentException("a cause has a name");
      }
    }
  }

  /// Everything.
  ///
  /// @param upTo none with a greater number, so that nothing is taken that was not seen
  record All(long upTo) implements Choice {}
}
