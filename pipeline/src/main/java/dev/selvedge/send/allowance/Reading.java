package dev.selvedge.send.allowance;

import java.time.Instant;

/// What one answer said about a scope. It ages quickly: strangers spend from the same counter.
/// Immutable.
///
/// @param remaining calls left in the window when the answer was written
/// @param renewsAt when the window starts anew
public record Reading(String scope, long limit, long remaining, Instant renewsAt) {}
