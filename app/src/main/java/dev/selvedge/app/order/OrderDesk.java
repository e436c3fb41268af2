package dev.selvedge.app.order;

import dev.selvedge.mapping.OrderKey;
import java.util.Optional;

/// Where people look at orders. Called by many threads at once.
@FunctionalInterface
public interface OrderDesk {
  /// An order, or empty where nothing is known of one with this number.
  Optional<OrderPage> order(OrderKey key);
}
