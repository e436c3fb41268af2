package dev.selvedge.dotdigital.answer;

import java.time.Instant;

/// How many calls are left, as one answer told. Immutable.
///
/// The counters are kept per account and shared with every other integration of that customer, so
/// this is a measurement that ages quickly and not a constant (Dotdigital docs: call rate limits).
public sealed interface Allowance {
  Allowance UNSTATED = new Unstated();

  /// What the headers of an answer said.
  ///
  /// @param scope the tier this call counts against, such as `lowCallRate`; empty when not named
  /// @param limit calls allowed in the window
  /// @param remaining calls left in the window
  /// @param resetAt when the window is renewed, never more than two minutes after the answer
  record Stated(String scope, long limit, long remaining, Instant resetAt) implements Allowance {}

  /// The answer told nothing, as those of unlimited calls and of the flat scheme do.
  record Unstated() implements Allowance {}
}
