package dev.selvedge.automation;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What a rule says beside its fact, what it does and its deadline. Immutable.
///
/// @param unless what cancels it while it has not gone
/// @param delay how long after the fact it goes at the earliest
/// @param past facts since then may start it although a first sync told them
/// @param enabled whether it is switched on; one that is off plans nothing
/// @param condition what must hold in the last moment
/// @param hours when it may go; at any time where empty
/// @param cap how often it may go; as often as its facts come where empty
public record Terms(
    Set<FactKind> unless,
    Duration delay,
    Optional<Instant> past,
    boolean enabled,
    Optional<Condition> condition,
    Optional<Hours> hours,
    Optional<Cap> cap) {
  /// Of a rule that says nothing more.
  public static final Terms NONE =
      new Terms(
          Set.of(),
          Duration.ZERO,
          Optional.empty(),
          true,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public Terms {
    unless =
        unless.isEmpty() ? Set.of() : java.util.Collections.unmodifiableSet(EnumSet.copyOf(unless));
    if (delay.isNegative()) {
      throw new IllegalArgumentException("nothing is done before its fact: " + delay);
    }
  }

  /// The same, cancelled by these kinds of facts and no others.
  public Terms unless(FactKind... kinds) {
    return new Terms(Set.of(kinds), delay, past, enabled, condition, hours, cap);
  }

  /// The same with another wait before it is due.
  public Terms after(Duration other) {
    return new Terms(unless, other, past, enabled, condition, hours, cap);
  }

  /// The same, also starting for the past, from this time on.
  public Terms since(Instant other) {
    return new Terms(unless, delay, Optional.of(other), enabled, condition, hours, cap);
  }

  /// The same, switched on.
  public Terms on() {
    return new Terms(unless, delay, past, true, condition, hours, cap);
  }

  /// The same, switched off: nothing is planned of it.
  public Terms off() {
    return new Terms(unless, delay, past, false, condition, hours, cap);
  }

  /// The same, where this holds in the moment of acting.
  public Terms when(Condition other) {
    return new Terms(unless, delay, past, enabled, Optional.of(other), hours, cap);
  }

  /// The same, in these hours only.
  public Terms during(Hours other) {
    return new Terms(unless, delay, past, enabled, condition, Optional.of(other), cap);
  }

  /// The same, no more often than this for one person.
  public Terms atMost(Cap other) {
    return new Terms(unless, delay, past, enabled, condition, hours, Optional.of(other));
  }
}
