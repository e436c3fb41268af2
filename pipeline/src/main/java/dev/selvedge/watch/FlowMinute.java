package dev.selvedge.watch;

import java.time.Instant;

/// What one flow did in one minute. Immutable.
///
/// @param flow `system/kind`
/// @param minute start of the minute
/// @param received records accepted (repeats not counted)
/// @param parked records parked
/// @param delivered items the target acknowledged
/// @param lagSumMillis sum of freshness over the delivered
/// @param lagMaxMillis worst freshness
public record FlowMinute(
    String flow,
    Instant minute,
    long received,
    long parked,
    long delivered,
    long lagSumMillis,
    long lagMaxMillis) {}
