package dev.selvedge.automation;

import dev.selvedge.commerce.Order;
import dev.selvedge.commerce.Replenishment;
import dev.selvedge.mapping.OrderKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// All that happened to one person, by all of their records together, as far as automations look at
/// it. Immutable.
///
/// @param orders in the order in which they were placed
/// @param replenishments what runs out
public record History(List<Order> orders, List<Replenishment> replenishments) {
  private static final Comparator<Order> PLACED =
      Comparator.<Order, java.time.Instant>comparing(order -> order.header().placedAt())
          .thenComparing(Order::key);

  public History {
    orders = orders.stream().sorted(PLACED).toList();
    replenishments = List.copyOf(replenishments);
  }

  /// Of what one order tells.
  static History of(Order order) {
    return new History(List.of(order), List.of());
  }

  /// Those that count: nobody placed what was cancelled.
  List<Order> placed() {
    return orders.stream().filter(order -> !order.header().cancelled()).toList();
  }

  /// One of them.
  public Optional<Order> order(OrderKey key) {
    return orders.stream().filter(order -> order.key().equals(key)).findFirst();
  }

  /// All that happened to these orders.
  static List<Fact> facts(Collection<Order> orders) {
    return orders.stream().flatMap(order -> Fact.of(order).stream()).toList();
  }
}
