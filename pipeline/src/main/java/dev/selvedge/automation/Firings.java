package dev.selvedge.automation;

import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import java.util.Collection;
import java.util.List;

/// The port to what was handed out of automations that are limited. Every method runs inside the
/// caller's transaction.
public interface Firings {
  /// Until this transaction ends nobody else hands out anything limited to this target.
  void hold(SystemName target);

  /// What counts for one of these groups and is one of these persons', or was told by one of these
  /// records; oldest first.
  List<Firing> find(
      Collection<String> groups, Collection<PersonId> persons, Collection<String> records);

  /// Inserts, or replaces by group and enrolment.
  void note(Collection<Firing> firings);

  /// They did not go after all.
  ///
  /// @param enrolments as [EnrolmentKey#text] writes them
  void forget(Collection<String> enrolments);
}
