package dev.selvedge.plan.due;

import dev.selvedge.mapping.ItemKey;
import dev.selvedge.plan.due.Planner.Cause;

/// A walk past everybody who waits for a product, since it came, went or costs something else.
/// There may be any number of them: it goes page by page. Immutable.
///
/// @param sku what they wait for, in the safe alphabet
/// @param product that is another matter than before
/// @param cause what brought that about
/// @param after where its next page begins; empty for the first
public record Round(String sku, ItemKey product, Cause cause, String after) {

  /// One that has not begun.
  public Round(String sku, ItemKey product, Cause cause) {
    this(sku, product, cause, "");
  }

  /// The same a page further.
  ///
  /// @param next where its next page begins
  public Round at(String next) {
    return new Round(sku, product, cause, next);
  }
}
