package dev.selvedge.sandbox.contact;

import java.time.Instant;

/// A marketing preference, or a category of them.
///
/// @param id its number
/// @param publicName what people see
/// @param privateName what marketers see
/// @param real a preference, as opposed to a category
/// @param visible whether people see it
/// @param category the id of its category; 0 for none
/// @param created when it was made
/// @param modified when it last changed
public record Preference(
    int id,
    String publicName,
    String privateName,
    boolean real,
    boolean visible,
    int category,
    Instant created,
    Instant modified) {

  Preference withId(int newId) {
    return new Preference(
        newId, publicName, privateName, real, visible, category, created, modified);
  }
}
