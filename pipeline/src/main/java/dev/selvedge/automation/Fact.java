package dev.selvedge.automation;

import dev.selvedge.commerce.Order;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Something that happened to an order, at a time that its systems tell. What it is does not depend
/// on that time: a corrected time does not make it another fact. Immutable.
///
/// @param part the key of the parcel or the refund, empty for the order itself
/// @param happenedAt deadlines count from here
public record Fact(FactKind kind, OrderKey order, String part, Instant happenedAt) {

  /// All that is known to have happened to an order. What has no time is no fact yet: nobody could
  /// tell whether it is too late to answer it. A cancelled order was not placed: nobody wants
  /// thanks for it.
  public static List<Fact> of(Order order) {
    List<Fact> facts = new ArrayList<>();
    if (!order.header().cancelled()) {
      facts.add(new Fact(FactKind.ORDER_PLACED, order.key(), "", order.header().placedAt()));
    }
    for (OrderPart.Fulfilment parcel : order.fulfilments()) {
      add(FactKind.SHIPPED, order, parcel.key(), parcel.shippedAt(), facts);
    }
    for (OrderPart.Refund refund : order.refunds()) {
      add(FactKind.REFUNDED, order, refund.key(), refund.refundedAt(), facts);
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
