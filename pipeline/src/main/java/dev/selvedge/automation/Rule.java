package dev.selvedge.automation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// An automation as a project declares it: which fact makes the hub do what for the
/// person, and until when that makes sense. Immutable.
///
/// @param name the project's own; with the fact it says what happens once, so a rule that gets
///     another name is another rule
/// @param trigger which facts start it
/// @param action what is done
/// @param within how long after the fact the enrolment still makes sense
/// @param terms what else it asks for
public record Rule(
    String name, Trigger trigger, Action action, Duration within, Purpose purpose, Terms terms) {
  public Rule {
    if (name.isEmpty() || within.compareTo(terms.delay()) <= 0) {
      throw new IllegalArgumentException("a rule has a name and a time: " + name);
    }
  }

  /// One that asks for nothing more.
  public Rule(String name, FactKind on, Action action, Duration within, Purpose purpose) {
    this(name, Trigger.of(on), action, within, purpose, Terms.NONE);
  }

  /// What the program's messages are for.
  public enum Purpose {
    /// only to those who agreed to it, as their consent stands when they are enrolled
    MARKETING,
    /// belongs to what the person bought; needs no consent
    TRANSACTIONAL
  }

  /// The kind of fact that starts it.
  public FactKind on() {
    return trigger.kind();
  }

  /// The same rule with other terms.
  public Rule with(Terms other) {
    return new Rule(name, trigger, action, within, purpose, other);
  }

  /// The first moment in which somebody may be enrolled for a fact. What is told of a time that
  /// lies ahead, as by a clock that is fast, counts as now, unless it is foreseen.
  public Instant due(Fact fact) {
    return terms.delay().isZero() && !fact.kind().isForeseen()
        ? Instant.EPOCH
        : fact.happenedAt().plus(terms.delay());
  }

  /// The last moment in which somebody may be enrolled for a fact.
  public Instant deadline(Fact fact) {
    return fact.happenedAt().plus(within);
  }

  /// The enrolment it asks for because of a fact of its kind.
  public EnrolmentKey enrolment(Fact fact) {
    return new EnrolmentKey(name, fact.kind(), fact.key(), fact.part());
  }

  /// What it may not exceed.
  public List<Cap> caps() {
    List<Cap> caps = new ArrayList<>(2);
    if (on().isOnceInALife()) {
      caps.add(Cap.ofLife(name));
    }
    terms.cap().ifPresent(caps::add);
    return caps;
  }

  /// Whether it takes all that is known of a person to say whether it still holds.
  public boolean looksAtPerson() {
    return on().isOfPerson() || !terms.unless().isEmpty();
  }
}
