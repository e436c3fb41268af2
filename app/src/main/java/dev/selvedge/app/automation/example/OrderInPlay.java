package dev.selvedge.app.automation.example;

import dev.selvedge.app.config.example.Happening;
import dev.selvedge.mapping.Contribution.OrderClaim;
import dev.selvedge.mapping.LineDetails;
import dev.selvedge.mapping.OrderDetails;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.OrderPart.When;
import dev.selvedge.mapping.PostalAddress;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An order of an example, as far as it has been told. Confined to one thread.
final class OrderInPlay {
  private static final BigDecimal SOME = BigDecimal.TEN;
  private static final String SOMETHING = "THING";

  private final String key;
  private Optional<Happening> placed = Optional.empty();
  private String currency = "";
  private When paid = new When.NotKnown();
  private When cancelled = new When.NotKnown();
  private final Map<String, OrderPart.Fulfilment> parcels = new LinkedHashMap<>();
  private final List<OrderPart> refunds = new ArrayList<>();

  OrderInPlay(String key) {
    this.key = key;
  }

  /// Something more happened to it.
  ///
  /// @param usual currency
  void add(Happening one, String usual) {
    When at = new When.At(one.at());
    switch (one.kind()) {
      case PLACED -> {
        placed = Optional.of(one);
        currency = one.text("currency", usual);
      }
      case PAID -> paid = at;
      case CANCELLED -> cancelled = at;
      case SHIPPED -> parcels.put(parcel(one), parcel(one, at, new When.NotKnown()));
      case DELIVERED -> {
        OrderPart.Fulfilment left = parcels.get(parcel(one));
        parcels.put(
            parcel(one), left == null ? parcel(one, new When.NotKnown(), at) : arrived(left, at));
      }
      case REFUNDED ->
          refunds.add(
              new OrderPart.Refund(
                  one.text("refund", "R" + (refunds.size() + 1)),
                  one.number("amount").orElse(SOME),
                  one.text("reason", ""),
                  at));
      case CART, EMPTIED, WISH, PRODUCT, FIELDS, CONSENT -> {
        // nothing of an order
      }
    }
  }

  private static String parcel(Happening one) {
    return one.text("parcel", "P1");
  }

  private static OrderPart.Fulfilment parcel(Happening one, When left, When arrived) {
    return new OrderPart.Fulfilment(
        parcel(one),
        "sent",
        one.text("carrier", ""),
        one.text("tracking", ""),
        one.text("tracking_url", ""),
        left,
        arrived,
        List.of());
  }

  private static OrderPart.Fulfilment arrived(OrderPart.Fulfilment left, When at) {
    return new OrderPart.Fulfilment(
        left.key(),
        left.status(),
        left.carrier(),
        left.tracking(),
        left.trackingUrl(),
        left.shippedAt(),
        at,
        left.items());
  }

  OrderClaim claim() {
    List<OrderPart> parts = new ArrayList<>();
    placed.ifPresent(one -> parts.add(header(one)));
    parts.addAll(parcels.values());
    parts.addAll(refunds);
    return new OrderClaim.About(new OrderKey(key), parts);
  }

  private OrderPart.Header header(Happening one) {
    BigDecimal total = one.number("total").orElse(SOME);
    boolean gone = cancelled instanceof When.At;
    Instant at = one.at();
    OrderDetails details =
        new OrderDetails(
            one.text("channel", ""),
            one.text("store", ""),
            one.text("payment", ""),
            one.texts("coupons"),
            one.text("delivery_method", ""),
            one.text("from_cart", ""),
            new PostalAddress("", "", "", "", "", one.text("country", "")),
            PostalAddress.UNKNOWN,
            paid,
            cancelled);
    return new OrderPart.Header(
        at,
        one.text("status", gone ? "cancelled" : "placed"),
        gone,
        currency,
        total,
        Map.of(),
        lines(one, total),
        Map.of(),
        details);
  }

  /// All that was bought costs alike; nobody looks.
  private static List<OrderPart.Line> lines(Happening one, BigDecimal total) {
    List<String> skus = one.texts("skus").isEmpty() ? List.of(SOMETHING) : one.texts("skus");
    LineDetails details = new LineDetails("", "", Map.of(), one.texts("categories"), "", "", "");
    List<OrderPart.Line> lines = new ArrayList<>();
    for (String sku : skus) {
      BigDecimal price = lines.isEmpty() ? total : BigDecimal.ZERO;
      lines.add(new OrderPart.Line(sku, sku, sku, sku, BigDecimal.ONE, price, details));
    }
    return lines;
  }
}
