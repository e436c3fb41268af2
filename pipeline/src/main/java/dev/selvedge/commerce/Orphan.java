package dev.selvedge.commerce;

import dev.selvedge.mapping.OrderKey;
import java.time.Instant;

/// An order of which only parts have come: its parcels, refunds or cancellations wait for the
/// record that is the order. Immutable.
///
/// @param since when the first of them came
/// @param reported whether it waited for so long that people were told
public record Orphan(OrderKey order, Instant since, boolean reported) {}
