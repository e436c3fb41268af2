package dev.selvedge.privacy;

import dev.selvedge.RecordRef;
import dev.selvedge.trail.ByHand;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The port to erasures and their tombstones. Addresses and records are kept as hashes under a key
/// that is not in the store (HMAC-SHA-256): whoever has the store alone cannot try out addresses.
/// Every method runs inside the caller's transaction.
///
/// Where the key at hand is not the one the tombstones were made with, every method but
/// [#unfinished] fails: an erased person must not come back because a key was lost.
public interface Erasures {
  /// Whether anybody is under a tombstone; costs next to nothing.
  boolean any();

  /// Of these addresses, those under a tombstone.
  Map<String, Erasure> ofAddresses(Collection<String> addresses);

  /// Of these records, those under a tombstone.
  Map<RecordRef, Erasure> ofRecords(Collection<RecordRef> records);

  /// Puts tombstones on addresses and records. Where one of the addresses is under one already,
  /// that erasure goes on, with what is new added; begun anew when it was done.
  Erasure begin(
      Collection<String> addresses, Collection<RecordRef> records, ByHand hand, Instant now);

  /// It is at this stage now.
  void move(long number, Erasure.Stage stage, Instant now);

  /// What was turned away said that they declined then: no consent given before that lifts it.
  void refused(long number, Instant at);

  /// A new consent came: its tombstones go.
  void lift(long number, Instant now);

  Optional<Erasure> find(long number);

  /// Those that were begun and are not done, oldest first.
  List<Erasure> unfinished();

  /// The keyed hash of an address, as audit entries name it: `address:` and 32 hexadecimal digits.
  /// Makes the key, where there is none yet.
  String mark(String address);

  /// The same, where there is a key already.
  Optional<String> knownMark(String address);
}
