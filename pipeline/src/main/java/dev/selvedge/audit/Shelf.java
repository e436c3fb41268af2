package dev.selvedge.audit;

import dev.selvedge.plan.Facet;

/// A collection of insight data that is audited. Immutable.
///
/// @param facet what its records are to the hub
/// @param collection the target's name of it
/// @param shared whether its records are the account's, and no contact's
public record Shelf(Facet facet, String collection, boolean shared) {}
