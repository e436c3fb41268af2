package dev.selvedge.sandbox.contact;

/// Why a contact, or a part of one, was refused.
///
/// @param code the failure code in lower camel case
/// @param description a sentence
public record Failure(String code, String description) {}
