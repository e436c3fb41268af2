package dev.selvedge.watch;

import java.time.Duration;
import java.time.Instant;

/// How a flow's records came over a time, by the minute. Immutable.
///
/// @param minutes in how many minutes something came
/// @param longestGap the longest time between two of them
public record Rhythm(Instant first, Instant last, long minutes, Duration longestGap) {}
