package dev.selvedge.sandbox.insight;

/// Why a record was refused.
///
/// @param reason the code, in the spelling of the report
/// @param detail a sentence
public record Rejection(String reason, String detail) {}
