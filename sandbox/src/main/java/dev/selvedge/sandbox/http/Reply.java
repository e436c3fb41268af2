package dev.selvedge.sandbox.http;

import dev.selvedge.sandbox.call.Answer;

/// What goes back over the connection, if anything.
sealed interface Reply {

  /// A whole answer.
  record Whole(Answer answer) implements Reply {}

  /// Half of an answer's body under a correct length: JSON that ends in the middle.
  record Torn(Answer answer) implements Reply {}

  /// Nothing: the connection is cut.
  record Cut() implements Reply {}
}
