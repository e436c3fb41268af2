package dev.selvedge.person;

import dev.selvedge.SystemName;
import java.util.Set;

/// What a project decided about consent, within what the law leaves open. Immutable.
///
/// @param resubscribers the systems whose opt-in counts after an opt-out; none named: every system
/// @param mailers the systems that mail addresses; what they say of an address counts for whoever
///     has it, and an opt-in given there always counts
/// @param softOptIn whether a purchase stands for an opt-in where nobody ever decided anything
/// @param unasked what becomes of people nobody asked
public record ConsentPolicy(
    Set<SystemName> resubscribers, Set<SystemName> mailers, boolean softOptIn, Unasked unasked) {
  /// Every system may resubscribe, a purchase says nothing, and who was not asked is kept as
  /// unsubscribed.
  public static final ConsentPolicy STANDARD =
      new ConsentPolicy(
          Set.of(), Set.of(new SystemName("dotdigital")), false, Unasked.AS_UNSUBSCRIBED);

  public ConsentPolicy {
    resubscribers = Set.copyOf(resubscribers);
    mailers = Set.copyOf(mailers);
  }

  /// What becomes of people who neither agreed nor declined.
  public enum Unasked {
    /// the target gets them as unsubscribed, so that their orders can be kept and shown there
    AS_UNSUBSCRIBED,
    /// the target does not get them until they decide
    NOBODY
  }

  boolean mayResubscribe(LedgerEntry optIn) {
    return mayResubscribe(optIn.origin().system());
  }

  /// Whether the opt-in of this system counts after an opt-out.
  public boolean mayResubscribe(SystemName system) {
    return resubscribers.isEmpty() || resubscribers.contains(system) || mailers.contains(system);
  }
}
