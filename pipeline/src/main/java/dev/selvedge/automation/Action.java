package dev.selvedge.automation;

/// What an automation does when its fact has come. Immutable.
public sealed interface Action {
  /// Starts the person in a program.
  ///
  /// @param program the target's number of the program
  record Enrol(int program) implements Action {
    public Enrol {
      if (program < 1) {
        throw new IllegalArgumentException("no program has this number: " + program);
      }
    }
  }
}
