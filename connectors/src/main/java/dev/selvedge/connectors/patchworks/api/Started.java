package dev.selvedge.connectors.patchworks.api;

/// What came of starting a flow.
public sealed interface Started {
  /// It is queued.
  ///
  /// @param run its number; empty where the answer did not tell one
  record Run(String run) implements Started {}

  /// It was not started.
  record Not(Reply why) implements Started {}

  /// No answer, or one that says that Patchworks is in trouble: it may have been started.
  record Unknown(String why) implements Started {}
}
