package dev.selvedge.person;

import java.util.Optional;

/// What a person's ledger comes to for one topic. Immutable.
public sealed interface Verdict {
  /// Nobody ever decided anything: absence is not consent, and no refusal either.
  record Unasked() implements Verdict {}

  /// Somebody agreed.
  ///
  /// @param by the opt-in that decides
  record Granted(LedgerEntry by) implements Verdict {}

  /// Somebody declined.
  ///
  /// @param by the opt-out that decides
  record Refused(LedgerEntry by) implements Verdict {}

  /// Not to be contacted, whatever they wish.
  ///
  /// @param by the suppression that decides; no opt-in of a shop lifts it
  record Suppressed(LedgerEntry by) implements Verdict {}

  /// Whether marketing may go out.
  default boolean allows() {
    return this instanceof Granted;
  }

  /// The line of the ledger that decides.
  default Optional<LedgerEntry> deciding() {
    return switch (this) {
      case Unasked ignored -> Optional.empty();
      case Granted granted -> Optional.of(granted.by());
      case Refused refused -> Optional.of(refused.by());
      case Suppressed suppressed -> Optional.of(suppressed.by());
    };
  }
}
