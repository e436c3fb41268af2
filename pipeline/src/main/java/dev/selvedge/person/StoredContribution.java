package dev.selvedge.person;

import dev.selvedge.PersonId;
import dev.selvedge.mapping.Contribution;
import java.util.Optional;

/// A contribution and the person it counts for.
///
/// @param inboxId the inbox item it came from
/// @param holder whose it is
public record StoredContribution(Contribution contribution, long inboxId, Holder holder) {

  /// Whose a contribution is.
  public sealed interface Holder {
    record Known(PersonId person) implements Holder {}

    /// No address yet: it waits for the record it belongs to.
    record Nobody() implements Holder {}
  }

  /// Who it is of; empty where it is of nobody.
  public Optional<PersonId> person() {
    return switch (holder) {
      case Holder.Known(PersonId person) -> Optional.of(person);
      case Holder.Nobody ignored -> Optional.empty();
    };
  }
}
