package dev.selvedge.person;

import dev.selvedge.RecordRef;
import java.util.Collection;
import java.util.List;

/// The port to all addresses that source records have or ever had. What it comes to does not depend
/// on the order in which versions arrive, and a version that came too late to count is noted as
/// well. Every method runs inside the caller's transaction; results come in the order of their
/// records and addresses.
public interface FormerAddresses {
  /// Widens what is known: the earliest `firstSeen` and the latest `lastSeen` of a record and
  /// address stay.
  void note(Collection<FormerAddress> seen);

  /// All that these records have or had, also the times at which they had none.
  List<FormerAddress> ofRecords(Collection<RecordRef> records);

  /// Which records have or had one of these addresses.
  List<FormerAddress> at(Collection<String> addresses);

  /// The same of one address, of the first records at most so many: one that a shop writes where it
  /// knows none may have a million.
  List<RecordRef> recordsAt(String address, int most);
}
