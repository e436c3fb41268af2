package dev.selvedge.person;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.Contribution;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;

/// An address that a source record has or once had. Immutable.
///
/// @param address normalised; empty for the versions in which the record had none
/// @param firstSeen the smallest change time of a version with this address, in whole milliseconds
/// @param lastSeen the greatest
public record FormerAddress(RecordRef record, String address, Instant firstSeen, Instant lastSeen) {

  /// What one version of a record tells.
  public static FormerAddress of(Contribution contribution) {
    Instant at = contribution.version().changedAt().truncatedTo(ChronoUnit.MILLIS);
    return new FormerAddress(contribution.ref(), contribution.identity().email(), at, at);
  }

  /// When the record left this address: the smallest change time of a later version with another
  /// one, or with none. Empty while the record still has it. Of an address that it had before and
  /// after only the first and the last time are known: it may have gone back there at once, so this
  /// one counts as left when it was last seen.
  ///
  /// @param ofTheRecord all that is known of the same record; others are passed over
  public Optional<Instant> leftAt(Collection<FormerAddress> ofTheRecord) {
    return ofTheRecord.stream()
        .filter(other -> other.record.equals(record) && !other.address.equals(address))
        .filter(other -> other.lastSeen.isAfter(lastSeen))
        .map(other -> other.firstSeen.isAfter(lastSeen) ? other.firstSeen : lastSeen)
        .min(Instant::compareTo);
  }
}
