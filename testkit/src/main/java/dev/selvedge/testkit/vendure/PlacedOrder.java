package dev.selvedge.testkit.vendure;

/// An order a shopper has paid for. Immutable.
///
/// @param totalWithTax in minor units
public record PlacedOrder(String id, String code, long totalWithTax) {}
