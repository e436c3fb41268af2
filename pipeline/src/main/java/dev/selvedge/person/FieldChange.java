package dev.selvedge.person;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import java.time.Instant;

/// That what is held true of somebody became another. Immutable.
///
/// @param person whose it was then
/// @param number counts the changes of that field of that person, from one
/// @param before as it was shown; empty for no value
/// @param after as it is shown; empty for no value
/// @param at when the source changed it
/// @param source the record that says so: it follows whose record that is
public record FieldChange(
    PersonId person,
    String field,
    int number,
    String before,
    String after,
    Instant at,
    RecordRef source) {}
