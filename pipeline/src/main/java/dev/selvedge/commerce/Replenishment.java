package dev.selvedge.commerce;

/// A product that runs out, and where it is written when a person will need more of it. Immutable.
///
/// @param sku in the safe alphabet
/// @param days how long it lasts, for people who bought it only once
/// @param dataField where the date goes
public record Replenishment(String sku, int days, String dataField) {}
