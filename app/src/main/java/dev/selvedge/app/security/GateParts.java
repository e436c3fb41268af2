package dev.selvedge.app.security;

import java.time.InstantSource;

/// What the gate is made of. Immutable.
///
/// @param https whether people reach the hub by HTTPS; cookies then never travel without it
/// @param look how its own pages look
public record GateParts(
    UserBook users, SecuritySettings settings, boolean https, Look look, InstantSource clock) {}
