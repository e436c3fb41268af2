package dev.selvedge.automation;

import dev.selvedge.commerce.Order;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Something that became true, at a time that its systems tell. What it is does not depend on that
/// time: a corrected time does not make it another fact. Immutable.
///
/// @param key what it happened to: the key of an order, a cart or a wish
/// @param part the key of the parcel or the refund, empty for the thing itself
/// @param since what happens from here on may cancel it; mostly when it happened, and earlier for
///     what became true because nothing happened
/// @param happenedAt deadlines count from here
public record Fact(FactKind kind, String key, String part, Instant since, Instant happenedAt) {

  /// What happened to an order.
  public Fact(FactKind kind, OrderKey order, String part, Instant happenedAt) {
    this(kind, order.value(), part, happenedAt, happenedAt);
  }

  /// The order it happened to; none for what is about something else.
  public Optional<OrderKey> order() {
    return kind.isOfOrder() ? Optional.of(new OrderKey(key)) : Optional.empty();
  }

  /// All that is known to have happened to an order. What has no time is no fact yet: nobody could
  /// tell whether it is too late to answer it. A cancelled order was not placed, and not paid:
  /// nobody wants thanks for it.
  public static List<Fact> of(Order order) {
    List<Fact> facts = new ArrayList<>();
    if (order.header().cancelled()) {
      add(FactKind.CANCELLED, order, "", order.header().details().cancelledAt(), facts);
    } else {
      facts.add(new Fact(FactKind.ORDER_PLACED, order.key(), "", order.header().placedAt()));
      add(FactKind.PAID, order, "", order.header().details().paidAt(), facts);
    }
    for (OrderPart.Fulfilment parcel : order.fulfilments()) {
      add(FactKind.SHIPPED, order, parcel.key(), parcel.shippedAt(), facts);
      add(FactKind.DELIVERED, order, parcel.key(), parcel.deliveredAt(), facts);
    }
    for (OrderPart.Refund refund : order.refunds()) {
      add(FactKind.REFUNDED, order, refund.key(), refund.refundedAt(), facts);
    }
    for (OrderPart.Cancellation one : order.cancellations()) {
      add(FactKind.CANCELLED, order, one.key(), one.cancelledAt(), facts);
    }
    return List.copyOf(facts);
  }

  private static void add(
      FactKind kind, Order order, String part, OrderPart.When when, List<Fact> facts) {
    switch (when) {
      case OrderPart.When.At(Instant at) -> facts.add(new Fact(kind, order.key(), part, at));
      case OrderPart.When.NotKnown ignored -> {
        // it becomes a fact when its time is told
      }
    }
  }
}
