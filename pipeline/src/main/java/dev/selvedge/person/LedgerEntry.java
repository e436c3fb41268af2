package dev.selvedge.person;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.ConsentClaim;
import java.time.Instant;

/// One line of the consent ledger: on whose word, what, when it was entered. Never changed, never
/// taken out. Unique by (origin, channel, choice, at).
public record LedgerEntry(RecordRef origin, ConsentClaim claim, Instant enteredAt) {}
