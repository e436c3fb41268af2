package dev.selvedge.privacy;

import dev.selvedge.PersonId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/// The port to all that a store holds of one human being, wherever it is. Every method runs inside
/// the caller's transaction.
public interface Traces {
  /// Looks everywhere, which takes a while: every text of the store is searched for the address, as
  /// it is, in other case, as in a URL and as JSON escapes it, and every raw body, unpacked. To be
  /// called in a reading transaction.
  ///
  /// @param address normalised
  Found find(String address);

  /// Nothing more is sent about these persons: what is due or waits is set aside, and nobody finds
  /// it, or what was set aside before, among what is parked, to try it again.
  void hold(Collection<PersonId> persons);

  /// Whether a call about one of these persons, or an import with them, is under way.
  Flight flight(Collection<PersonId> persons, Instant now);

  /// Deletes what was found. Rows of other people that only name the address lose it and stay.
  void forget(Found found);

  /// Deletes inbox items with their bodies, edits and places in the queue: a record that must not
  /// be kept.
  void dropItems(Collection<Long> items);

  /// Where the address still stands: `table.column` → how often. To be called in a reading
  /// transaction.
  Map<String, Long> mentions(Collection<String> addresses);

  /// What is under way about persons.
  enum Flight {
    NONE,
    /// a call, which ends within its time-out
    CALL,
    /// an import, which ends when the target has worked through it
    IMPORT
  }
}
