package dev.selvedge.bench.load;

/// One thing a system says.
///
/// @param path where the hub listens for it
/// @param body JSON in ASCII
public record Webhook(String path, String body) {}
