package dev.selvedge.automation;

import java.time.Duration;
import java.time.Instant;

/// An automation as a project declares it: which fact makes the hub do what for the
/// person, and until when that makes sense. Immutable.
///
/// @param name the project's own; with the fact it says what happens once, so a rule that gets
///     another name is another rule
/// @param action what is done
/// @param within how long after the fact the enrolment still makes sense
public record Rule(String name, FactKind on, Action action, Duration within, Purpose purpose) {
  public Rule {
    if (name.isEmpty() || !within.isPositive()) {
      throw new IllegalArgumentException("a rule has a name and a time: " + name);
    }
  }

  /// What the program's messages are for.
  public enum Purpose {
    /// only to those who agreed to it, as their consent stands when they are enrolled
    MARKETING,
    /// belongs to what the person bought; needs no consent
    TRANSACTIONAL
  }

  /// The last moment in which somebody may be enrolled for a fact.
  public Instant deadline(Fact fact) {
    return fact.happenedAt().plus(within);
  }

  /// The enrolment it asks for because of a fact of its kind.
  public EnrolmentKey enrolment(Fact fact) {
    return new EnrolmentKey(name, fact.kind(), fact.order(), fact.part());
  }
}
