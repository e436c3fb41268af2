package dev.selvedge.commerce;

import dev.selvedge.mapping.OrderKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Somebody's latest purchase of a product that runs out. Immutable.
///
/// @param order of several of one instant the first by its key
/// @param at when it was placed
/// @param neededAgain when more will be needed
public record Purchase(OrderKey order, String sku, Instant at, Instant neededAgain) {

  /// One a product that the person has bought and kept some of, by all of their orders.
  public static List<Purchase> latest(
      Collection<Order> orders, Collection<Replenishment> products) {
    List<Order> counted =
        orders.stream()
            .filter(order -> !order.header().cancelled())
            .sorted(Comparator.comparing(Order::key))
            .toList();
    List<Purchase> latest = new ArrayList<>();
    if (products.isEmpty() || counted.isEmpty()) {
      return latest;
    }
    Basket basket = Basket.of(counted);
    for (Replenishment product : products) {
      basket
          .neededAgain(product)
          .flatMap(needed -> latest(counted, product, needed))
          .ifPresent(latest::add);
    }
    return latest;
  }

  private static Optional<Purchase> latest(
      List<Order> orders, Replenishment product, Instant needed) {
    return orders.stream()
        .filter(order -> Basket.of(List.of(order)).neededAgain(product).isPresent())
        .max(
            Comparator.comparing(Purchase::placed)
                .thenComparing(Order::key, Comparator.reverseOrder()))
        .map(order -> new Purchase(order.key(), product.sku(), placed(order), needed));
  }

  private static Instant placed(Order order) {
    return order.header().placedAt();
  }
}
