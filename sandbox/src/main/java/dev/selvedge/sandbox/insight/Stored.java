package dev.selvedge.sandbox.insight;

/// What became of a record that should be stored.
public sealed interface Stored {

  /// It is new.
  record Created() implements Stored {}

  /// It took the place of an older one.
  record Replaced() implements Stored {}

  /// It was refused; nothing was stored.
  record Rejected(Rejection rejection) implements Stored {}
}
