package dev.selvedge.mapping;

/// Whether and what a record says about an item. Immutable.
public sealed interface ItemClaim {
  record NoItem() implements ItemClaim {}

  record About(ItemKey key, ItemPart part) implements ItemClaim {}
}
