package dev.selvedge.person.identity;

import dev.selvedge.RecordRef;
import java.time.Instant;

/// A steward's decision about one record. Immutable.
///
/// @param by on whose word
/// @param why in that person's words
public record LinkDecision(RecordRef record, Link link, String by, String why, Instant at) {}
