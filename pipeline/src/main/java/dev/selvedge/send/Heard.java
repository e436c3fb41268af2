package dev.selvedge.send;

import dev.selvedge.send.allowance.Reading;
import java.time.Duration;
import java.time.Instant;

/// Something a call told about the target as a whole, beside what it told about its items.
/// Immutable.
public sealed interface Heard {

  /// It answered, whatever it said.
  record Answered() implements Heard {}

  /// No answer, or one that says that it is in trouble.
  record NoAnswer(String sentence) implements Heard {}

  /// It will not talk to us at all until a person acts or time passes.
  ///
  /// @param cause groups alarms of one kind
  /// @param restFor when it is worth asking again
  record Refused(String cause, String sentence, Duration restFor) implements Heard {}

  /// How many calls are left.
  record Allowed(Reading reading) implements Heard {}

  /// No call is left of a scope until then.
  record UsedUp(String scope, Instant until) implements Heard {}
}
