package dev.selvedge.mapping;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What one source record says about an order. A record may carry several parts of one order. Money
/// is in major units of the order's currency. Immutable.
public sealed interface OrderPart {

  /// The order itself.
  ///
  /// @param status the shop's own word
  /// @param cancelled whether the order counts for nothing
  /// @param currency ISO 4217
  /// @param amounts subtotal, discount, tax, delivery; as far as known
  /// @param attributes further typed values for the order record
  record Header(
      Instant placedAt,
      String status,
      boolean cancelled,
      String currency,
      BigDecimal total,
      Map<Amount, BigDecimal> amounts,
      List<Line> lines,
      Map<String, Value> attributes)
      implements OrderPart {
    public Header {
      amounts = Map.copyOf(amounts);
      lines = List.copyOf(lines);
      attributes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }
  }

  /// What has been sent. `key` is unique within the order.
  record Fulfilment(String key, String status, String carrier, String tracking, When shippedAt)
      implements OrderPart {}

  /// Money given back. `key` is unique within the order.
  record Refund(String key, BigDecimal amount, String reason, When refundedAt)
      implements OrderPart {}

  /// A known sum of an order other than its total.
  enum Amount {
    SUBTOTAL,
    DISCOUNT,
    TAX,
    DELIVERY
  }

  /// One line of an order.
  ///
  /// @param sku cleaned to the safe alphabet
  /// @param originalSku as the source writes it
  record Line(
      String productId,
      String sku,
      String originalSku,
      String name,
      BigDecimal quantity,
      BigDecimal unitPrice) {}

  /// A time that may not be known.
  sealed interface When {
    record At(Instant instant) implements When {}

    record NotKnown() implements When {}

    static When of(Optional<Instant> instant) {
      return instant.<When>map(At::new).orElseGet(NotKnown::new);
    }
  }
}
