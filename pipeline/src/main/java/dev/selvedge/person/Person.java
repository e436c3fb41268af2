package dev.selvedge.person;

import dev.selvedge.PersonId;

/// Somebody, known by one normalised e-mail address. Immutable.
public record Person(PersonId id, String email) {}
