package dev.selvedge.testkit.medusa;

import java.math.BigDecimal;

/// An order a shopper has placed; its payment is authorised. Immutable.
///
/// @param number as people see it
/// @param total with tax, in major units
public record PlacedOrder(String id, int number, BigDecimal total) {}
