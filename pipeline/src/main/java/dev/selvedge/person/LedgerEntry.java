package dev.selvedge.person;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.ConsentClaim;
import java.time.Instant;

/// One line of the consent ledger: on whose word, what, when it was entered. Never changed, never
/// taken out. Unique by (origin, topic, choice, at, timing, voice).
///
/// @param origin the record that said or was told it; for what a target says of an address see
///     [AddressRef]
/// @param enteredAt of what was told, whose time is that of handing it over: when the answer came
public record LedgerEntry(RecordRef origin, ConsentClaim claim, Instant enteredAt, Voice voice) {

  /// Who spoke.
  public enum Voice {
    /// the origin said it
    SAID,
    /// the hub told the origin; what the origin then repeats is an echo
    TOLD,
    /// the hub tried to tell the origin and does not know whether it got through
    MAYBE_TOLD
  }

  /// Said by its origin.
  public static LedgerEntry said(RecordRef origin, ConsentClaim claim, Instant enteredAt) {
    return new LedgerEntry(origin, claim, enteredAt, Voice.SAID);
  }

  /// Said to its origin by the hub.
  public boolean isOurs() {
    return voice != Voice.SAID;
  }
}
