package dev.selvedge.sandbox.traffic;

import dev.selvedge.sandbox.call.Tier;
import java.time.Instant;

/// One call as it is remembered.
///
/// @param number counted from one
/// @param at when, by the sandbox's clock
/// @param method the HTTP method
/// @param path the path with its query, still encoded
/// @param operation the operation's name; `unknown` for none
/// @param tier the tier it belongs to
/// @param status the status of the answer; 0 where the connection was cut
/// @param fault what was done to it on request; empty for nothing
/// @param body the request body where bodies are kept; empty otherwise
public record CallEntry(
    long number,
    Instant at,
    String method,
    String path,
    String operation,
    Tier tier,
    int status,
    String fault,
    String body) {}
