package dev.selvedge.automation;

import java.util.Locale;
import java.util.Set;

/// What can become true that an automation answers. The words are stored: one that was once
/// released stays as it is.
public enum FactKind {
  ORDER_PLACED(
      "an order was placed; a cancelled one was not", "once an order", "the header's `placed_at`"),
  PAID("an order was paid that was not cancelled", "once an order", "the header's `paid_at`"),
  SHIPPED("a parcel left", "once a parcel", "the fulfilment's `shipped_at`"),
  DELIVERED("a parcel arrived", "once a parcel", "the fulfilment's `delivered_at`"),
  REFUNDED("money was given back", "once a refund", "the refund's `refunded_at`"),
  CANCELLED(
      "an order was cancelled, or a part of one",
      "once an order, and once each part",
      "the `cancelled_at` of the header or of the cancellation"),
  FIRST_ORDER("somebody ordered for the first time", "once a person", "that order's `placed_at`"),
  NTH_ORDER(
      "somebody ordered for the `n`th time, cancelled orders aside",
      "once a person",
      "that order's `placed_at`"),
  LAPSED(
      "somebody has not ordered for the time that `after` says",
      "once the order that was their last",
      "that order's `placed_at` and `after` more"),
  REPLENISHMENT_DUE(
      "somebody will need more of a product, see `figures.replenishments`",
      "once a purchase of it",
      "the day that is predicted, `before` earlier"),
  CART_LEFT(
      "somebody left a cart: nothing was changed in it for the time that `after` says, it is neither"
          + " empty nor bought, and they have ordered nothing since in any system",
      "once a cart",
      "the cart's `modified_at` and `after` more"),
  BACK_IN_STOCK(
      "a product is there that somebody waits for",
      "once a wish",
      "when its stock was told, or the wish's `asked_at` if that was later"),
  PRICE_DROP(
      "a product costs less than somebody saw, by `by` percent if that is said",
      "once a wish",
      "when its price was told, or the wish's `asked_at` if that was later"),
  FIELD_CHANGED(
      "a `field` of somebody changed, `from` and `to` what is said there; what is first heard is no"
          + " change; what no record tells any more became empty",
      "once a change",
      "when the source changed it"),
  FIELD_CROSSED(
      "a number in a `field` of somebody went `over` or `under` a limit",
      "each time it does",
      "when the source changed it");

  private static final Set<FactKind> OF_PERSONS =
      Set.of(
          FIRST_ORDER,
          NTH_ORDER,
          LAPSED,
          REPLENISHMENT_DUE,
          CART_LEFT,
          BACK_IN_STOCK,
          PRICE_DROP,
          FIELD_CHANGED,
          FIELD_CROSSED);
  private static final Set<FactKind> OF_WISHES = Set.of(BACK_IN_STOCK, PRICE_DROP);

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

  /// Whether it is about an order, whose record then goes first and whose key is the fact's.
  public boolean isOfOrder() {
    return this != CART_LEFT && !isOfWish() && !isOfField();
  }

  /// Whether it is about what somebody waits for.
  public boolean isOfWish() {
    return OF_WISHES.contains(this);
  }

  /// Whether it is about what is held true of somebody.
  public boolean isOfField() {
    return this == FIELD_CHANGED || this == FIELD_CROSSED;
  }

  /// Whether it takes all that is known of a person to tell it.
  public boolean isOfPerson() {
    return OF_PERSONS.contains(this);
  }

  /// Whether there is one at most in a person's life.
  public boolean isOnceInALife() {
    return this == FIRST_ORDER || this == NTH_ORDER;
  }

  /// Whether it is known before it happens: what lies ahead is then no past, whenever it was told.
  public boolean isForeseen() {
    return this == LAPSED || this == REPLENISHMENT_DUE || this == CART_LEFT;
  }

  /// Whether it may cancel what another one started.
  public boolean isReason() {
    return !isOfPerson();
  }
}
