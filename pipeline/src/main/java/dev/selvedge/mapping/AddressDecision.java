package dev.selvedge.mapping;

/// What a target says about consent: not by a record of a person, but by the address it mailed.
/// Immutable.
///
/// @param email normalised
public record AddressDecision(String email, ConsentClaim claim) {}
