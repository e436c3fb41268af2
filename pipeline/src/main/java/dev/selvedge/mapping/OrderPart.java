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
  /// @param details where and how it was bought, and where it goes
  record Header(
      Instant placedAt,
      String status,
      boolean cancelled,
      String currency,
      BigDecimal total,
      Map<Amount, BigDecimal> amounts,
      List<Line> lines,
      Map<String, Value> attributes,
      OrderDetails details)
      implements OrderPart {
    public Header {
      amounts = Map.copyOf(amounts);
      lines = List.copyOf(lines);
      attributes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /// One of which no more is known.
    public Header(
        Instant placedAt,
        String status,
        boolean cancelled,
        String currency,
        BigDecimal total,
        Map<Amount, BigDecimal> amounts,
        List<Line> lines,
        Map<String, Value> attributes) {
      this(
          placedAt,
          status,
          cancelled,
          currency,
          total,
          amounts,
          lines,
          attributes,
          OrderDetails.NONE);
    }
  }

  /// What has been sent.
  ///
  /// @param key unique within the order
  /// @param trackingUrl where the parcel can be followed
  /// @param items what is in it; empty when the source does not say
  record Fulfilment(
      String key,
      String status,
      String carrier,
      String tracking,
      String trackingUrl,
      When shippedAt,
      When deliveredAt,
      List<Item> items)
      implements OrderPart {
    public Fulfilment {
      items = List.copyOf(items);
    }

    /// A parcel's number as people look for it, in whichever way they copied it: without spaces and
    /// hyphens, its Latin letters as capitals.
    public static String sought(String tracking) {
      StringBuilder sought = new StringBuilder(tracking.length());
      tracking
          .chars()
          .filter(c -> c != ' ' && c != '-')
          .forEach(c -> sought.append((char) (c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c)));
      return sought.toString();
    }

    /// One of which no more is known.
    public Fulfilment(String key, String status, String carrier, String tracking, When shippedAt) {
      this(key, status, carrier, tracking, "", shippedAt, new When.NotKnown(), List.of());
    }
  }

  /// Money given back.
  ///
  /// @param key unique within the order
  /// @param items what came back for it; empty when nothing did, or the source does not say
  record Refund(String key, BigDecimal amount, String reason, When refundedAt, List<Item> items)
      implements OrderPart {
    public Refund {
      items = List.copyOf(items);
    }

    /// One for which nothing came back.
    public Refund(String key, BigDecimal amount, String reason, When refundedAt) {
      this(key, amount, reason, refundedAt, List.of());
    }
  }

  /// Part of an order is not delivered after all, though its header still counts it.
  ///
  /// @param key unique within the order
  /// @param amount what it takes off the header's total
  record Cancellation(
      String key, BigDecimal amount, String reason, When cancelledAt, List<Item> items)
      implements OrderPart {
    public Cancellation {
      items = List.copyOf(items);
    }
  }

  /// So much of one line of the order.
  ///
  /// @param line the key of the line, empty where only its SKU is told
  /// @param sku cleaned to the safe alphabet; empty where only the line is told
  record Item(String line, String sku, BigDecimal quantity) {}

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
  /// @param details what else is known of it
  record Line(
      String productId,
      String sku,
      String originalSku,
      String name,
      BigDecimal quantity,
      BigDecimal unitPrice,
      LineDetails details) {
    /// One of which no more is known.
    public Line(
        String productId,
        String sku,
        String originalSku,
        String name,
        BigDecimal quantity,
        BigDecimal unitPrice) {
      this(productId, sku, originalSku, name, quantity, unitPrice, LineDetails.NONE);
    }
  }

  /// A time that may not be known.
  sealed interface When {
    record At(Instant instant) implements When {}

    record NotKnown() implements When {}

    static When of(Optional<Instant> instant) {
      return instant.<When>map(At::new).orElseGet(NotKnown::new);
    }
  }
}
