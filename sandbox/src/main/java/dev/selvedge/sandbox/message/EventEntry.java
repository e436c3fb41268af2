package dev.selvedge.sandbox.message;

import java.time.Instant;

/// One imported event.
///
/// @param contact whose
/// @param type what kind
/// @param id the caller's id; empty for none
/// @param at when it happened
public record EventEntry(int contact, String type, String id, Instant at) {}
