package dev.selvedge.testkit.source;

import java.time.Duration;

/// A system that is read over HTTP, on a real socket, and can be made to misbehave.
public interface HttpVendor extends Vendor {
  /// What goes wrong with the next call that asks for records.
  void next(Fault fault);

  /// How many calls have asked for records so far, whatever they were answered.
  int calls();

  /// Time passes, in the system and in the hub.
  void pass(Duration time);

  /// Whatever the connector logged in with is worth nothing from now on; it may log in again.
  void endSessions();

  /// A piece of the secret, to look for where it must not be.
  String secret();

  /// A way to misbehave.
  sealed interface Fault {
    /// Status 429, with `Retry-After` in seconds.
    record Throttled(int seconds) implements Fault {}

    /// In the vendor's own words, where it has any.
    record ThrottledItsWay() implements Fault {}

    /// A status, with a page for people as its body.
    record Failing(int status) implements Fault {}

    /// Hangs up in the middle of the answer.
    record CutOff() implements Fault {}

    /// A complete answer that ends in the middle of its JSON.
    record HalfJson() implements Fault {}

    /// A page for people, with status 200.
    record NotJson() implements Fault {}

    /// An answer without end.
    record Endless() implements Fault {}
  }
}
