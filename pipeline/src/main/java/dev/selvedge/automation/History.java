package dev.selvedge.automation;

import dev.selvedge.commerce.Cart;
import dev.selvedge.commerce.Order;
import dev.selvedge.commerce.Product;
import dev.selvedge.commerce.Replenishment;
import dev.selvedge.commerce.Wish;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.person.FieldChange;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that happened to one person, by all of their records together, as far as automations look at
/// it. Immutable.
///
/// @param orders in the order in which they were placed
/// @param replenishments what runs out
/// @param products by SKU, those that they wish for
/// @param changes of what is held true of them
public record History(
    List<Order> orders,
    List<Replenishment> replenishments,
    List<Cart> carts,
    List<Wish> wishes,
    Map<String, Product> products,
    List<FieldChange> changes) {
  private static final Comparator<Order> PLACED =
      Comparator.<Order, Instant>comparing(order -> order.header().placedAt())
          .thenComparing(Order::key);

  public History {
    orders = orders.stream().sorted(PLACED).toList();
    replenishments = List.copyOf(replenishments);
    carts = List.copyOf(carts);
    wishes = List.copyOf(wishes);
    products = Map.copyOf(products);
    changes = List.copyOf(changes);
  }

  /// Of somebody who left no cart and waits for nothing.
  public History(List<Order> orders, List<Replenishment> replenishments) {
    this(orders, replenishments, List.of(), List.of(), Map.of(), List.of());
  }

  /// Of what one order tells.
  static History of(Order order) {
    return new History(List.of(order), List.of());
  }

  /// Those that count: nobody placed what was cancelled.
  List<Order> placed() {
    return orders.stream().filter(order -> !order.header().cancelled()).toList();
  }

  /// The first that was placed then or later.
  Optional<Order> orderSince(Instant since) {
    return placed().stream()
        .filter(order -> !order.header().placedAt().isBefore(since))
        .findFirst();
  }

  /// One of them.
  public Optional<Order> order(OrderKey key) {
    return orders.stream().filter(order -> order.key().equals(key)).findFirst();
  }

  /// One of the carts.
  public Optional<Cart> cart(String key) {
    return carts.stream().filter(cart -> cart.key().value().equals(key)).findFirst();
  }

  /// One of the wishes.
  public Optional<Wish> wish(String key) {
    return wishes.stream().filter(wish -> wish.key().value().equals(key)).findFirst();
  }

  /// The change that a fact is.
  public Optional<FieldChange> change(Fact fact) {
    return changes.stream()
        .filter(one -> one.field().equals(fact.part()))
        .filter(one -> fact.key().equals(one.person().value() + "-" + one.number()))
        .findFirst();
  }

  /// All that happened to these orders.
  static List<Fact> facts(Collection<Order> orders) {
    return orders.stream().flatMap(order -> Fact.of(order).stream()).toList();
  }
}
