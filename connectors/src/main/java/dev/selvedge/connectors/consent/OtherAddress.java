package dev.selvedge.connectors.consent;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.connector.ConsentTarget.Decision;
import dev.selvedge.connector.ConsentTarget.Told;
import java.util.Optional;

/// An opt-in is for the address it was given for: a record that has another by now is left alone.
public final class OtherAddress {
  private OtherAddress() {}

  /// What is said where a decision must not be written; nothing where it may.
  ///
  /// @param email as the record has it
  public static Optional<Told> objection(Decision decision, String email, SystemName system) {
    boolean other = !email.strip().equalsIgnoreCase(decision.email());
    return decision.optIn() && other
        ? Optional.of(
            Told.answered(
                new Outcome.Drop(
                    system
                        + " has another address of them than the one that was opted in; it is left"
                        + " as it is")))
        : Optional.empty();
  }
}
