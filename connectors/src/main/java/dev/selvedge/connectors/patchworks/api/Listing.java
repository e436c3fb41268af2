package dev.selvedge.connectors.patchworks.api;

import java.util.List;

/// A page of a list. Immutable.
///
/// @param more whether another page follows
public record Listing<T>(List<T> items, boolean more) {
  public Listing {
    items = List.copyOf(items);
  }
}
