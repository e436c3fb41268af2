package dev.selvedge.audit;

import dev.selvedge.PersonId;
import dev.selvedge.plan.Subject;
import java.math.BigDecimal;
import java.time.Instant;

/// One difference that an audit found, explained. Immutable.
///
/// @param subject what it is about
/// @param remote the target's name of it: a contact's number, a record's key; empty for what is not
///     there
/// @param person whose it is; 0 for nobody's
/// @param hop where it arose
/// @param why a sentence: what the hub knows of it
/// @param since when it arose, as far as is known; EPOCH where it is not
/// @param money what is missing of an order's value by it, 0 for none
/// @param currency of that, empty for none
public record Difference(
    Subject subject,
    String remote,
    PersonId person,
    Gap gap,
    Hop hop,
    String why,
    Instant since,
    BigDecimal money,
    String currency) {
  /// Of nobody's.
  public static final PersonId NOBODY = new PersonId(0);

  /// Whether it is no fault, and goes by itself.
  public boolean isPassing() {
    return hop == Hop.ON_ITS_WAY;
  }
}
