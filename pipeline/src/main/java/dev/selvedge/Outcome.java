package dev.selvedge;

import java.time.Instant;

/// What became of a piece of work: the only six words for it, in code, tables, metrics, pages and
/// docs.
public sealed interface Outcome {

  /// It is done, and the other side said so.
  record Done() implements Outcome {}

  /// It failed in a way that may pass; this was an attempt.
  record Retry(String why, Instant at) implements Outcome {}

  /// Not an attempt: rate limited, system asleep, quiet hours.
  record Snooze(String why, Instant until) implements Outcome {}

  /// A person must look. `cause` groups items of one kind; `sentence` is what they will read.
  record Park(String cause, String sentence) implements Outcome {}

  /// Deliberately not done, and recorded.
  record Drop(String why) implements Outcome {}

  /// Timed out or cut off: it may have happened.
  record Unknown(String why, Instant checkAt) implements Outcome {}

  /// The one word, as stored and shown.
  default String word() {
    return switch (this) {
      case Done ignored -> "done";
      case Retry ignored -> "retry";
      case Snooze ignored -> "snooze";
      case Park ignored -> "park";
      case Drop ignored -> "drop";
      case Unknown ignored -> "unknown";
    };
  }
}
