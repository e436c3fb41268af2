package dev.selvedge.automation;

import java.util.Locale;

/// What can happen to an order that an automation answers. The words are stored: one that was once
/// released stays as it is.
public enum FactKind {
  ORDER_PLACED(
      "an order was placed; a cancelled one was not", "once an order", "the header's `placed_at`"),
  SHIPPED("a parcel left", "once a parcel", "the fulfilment's `shipped_at`"),
  REFUNDED("money was given back", "once a refund", "the refund's `refunded_at`");

  private final String meaning;
  private final String howOften;
  private final String time;

  FactKind(String meaning, String howOften, String time) {
    this.meaning = meaning;
    this.howOften = howOften;
    this.time = time;
  }

  /// As projects write it and as it is stored: `order_placed`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What it says happened, for docs.
  public String meaning() {
    return meaning;
  }

  /// How many of them there are, for docs.
  public String howOften() {
    return howOften;
  }

  /// Which mapped time it happened at, for docs.
  public String time() {
    return time;
  }
}
