package dev.selvedge.automation;

import java.util.Locale;

/// What can happen to an order that an automation answers. The words are stored: one that was once
/// released stays as it is.
public enum FactKind {
  /// the order was placed, and is not cancelled
  ORDER_PLACED,
  /// one of its parcels left; each is a fact of its own
  SHIPPED,
  /// money was given back; each time is a fact of its own
  REFUNDED;

  /// As projects write it and as it is stored: `order_placed`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
