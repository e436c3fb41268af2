package dev.selvedge.plan.states;

import dev.selvedge.ContentHash;
import dev.selvedge.commerce.Order;
import dev.selvedge.mapping.LineDetails;
import dev.selvedge.mapping.OrderDetails;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.PostalAddress;
import dev.selvedge.mapping.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The order as an insight-data record, in the platform's own snake_case spelling (Dotdigital docs:
/// orders). Types never vary from record to record: Dotdigital infers a collection's schema from
/// the first record and keeps it for ever, so money always has a fraction and nothing is ever null.
final class OrderRecord {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MONEY_SCALE = 2;
  private static final int KEY_MAX = 100;
  private static final int HASH_TAIL = 8;
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");

  private OrderRecord() {}

  /// The record's key: the order's, in the safe alphabet. A key that had to be changed carries a
  /// piece of its fingerprint, so that two different orders never share one.
  static String key(OrderKey order) {
    String key = order.value();
    String safe = UNSAFE.matcher(key).replaceAll("-");
    if (safe.equals(key) && key.length() <= KEY_MAX) {
      return key;
    }
    String tail = ContentHash.of(key).value().replace('_', '.').substring(0, HASH_TAIL);
    return safe.substring(0, Math.min(safe.length(), KEY_MAX)) + "-" + tail;
  }

  static ObjectNode json(Order order) {
    OrderPart.Header header = order.header();
    ObjectNode json = JSON.objectNode();
    json.put("id", order.key().value());
    json.put("order_status", header.cancelled() ? "cancelled" : header.status());
    json.put("purchase_date", header.placedAt().toString());
    json.put("currency", header.currency());
    money(json, "order_total", header.total());
    header.amounts().forEach((amount, sum) -> money(json, name(amount), sum));
    money(json, "refunded_total", order.refunded());
    money(json, "net_total", order.net());
    details(json, header.details());
    header.attributes().forEach((name, value) -> put(json, name, value));
    json.set("products", lines(header));
    if (!order.fulfilments().isEmpty()) {
      json.set("fulfilments", fulfilments(order));
    }
    if (!order.refunds().isEmpty()) {
      json.set("refunds", refunds(order));
    }
    if (!order.cancellations().isEmpty()) {
      json.set("cancellations", cancellations(order));
    }
    return json;
  }

  private static void details(ObjectNode json, OrderDetails details) {
    text(json, "channel", details.channel());
    text(json, "store_name", details.store());
    text(json, "payment", details.payment());
    text(json, "couponcode", String.join(", ", details.coupons()));
    text(json, "delivery_method", details.deliveryMethod());
    text(json, "quote_id", details.cart());
    address(json, "delivery", details.shipping());
    address(json, "billing", details.billing());
  }

  private static void address(ObjectNode json, String kind, PostalAddress address) {
    if (address.isKnown()) {
      ObjectNode node = json.putObject(kind + "_address");
      text(node, kind + "_address_1", address.line1());
      text(node, kind + "_address_2", address.line2());
      text(node, kind + "_city", address.city());
      text(node, kind + "_region", address.region());
      text(node, kind + "_postcode", address.postcode());
      text(node, kind + "_country", address.country());
    }
  }

  /// What is not known is left out, so that a record without it stays as it always was.
  private static void text(ObjectNode json, String name, String text) {
    if (!text.isEmpty()) {
      json.put(name, text);
    }
  }

  private static ArrayNode lines(OrderPart.Header header) {
    ArrayNode products = JSON.arrayNode();
    for (OrderPart.Line line : header.lines()) {
      ObjectNode product = products.addObject();
      product.put("id", line.productId());
      product.put("sku", line.sku());
      product.put("name", line.name());
      product.put("qty", whole(line.quantity()));
      money(product, "price", line.unitPrice());
      if (!line.originalSku().equals(line.sku())) {
        product.put("original_sku", line.originalSku());
      }
      details(product, line.details());
    }
    return products;
  }

  private static void details(ObjectNode product, LineDetails details) {
    text(product, "parent_id", details.parentId());
    for (LineDetails.Amount amount : LineDetails.Amount.values()) {
      BigDecimal sum = details.amounts().get(amount);
      if (sum != null) {
        money(product, name(amount), sum);
      }
    }
    if (!details.categories().isEmpty()) {
      ArrayNode categories = product.putArray("categories");
      details.categories().forEach(categories::add);
    }
    text(product, "brand", details.brand());
    text(product, "image_path", details.image());
    text(product, "url", details.url());
  }

  private static ArrayNode fulfilments(Order order) {
    ArrayNode fulfilments = JSON.arrayNode();
    for (OrderPart.Fulfilment fulfilment : order.fulfilments()) {
      ObjectNode json = fulfilments.addObject();
      json.put("id", fulfilment.key());
      json.put("status", fulfilment.status());
      json.put("carrier", fulfilment.carrier());
      json.put("tracking", fulfilment.tracking());
      text(json, "tracking_url", fulfilment.trackingUrl());
      when(json, "shipped_date", fulfilment.shippedAt());
      when(json, "delivered_date", fulfilment.deliveredAt());
      items(json, order, fulfilment.items());
    }
    return fulfilments;
  }

  private static ArrayNode refunds(Order order) {
    ArrayNode refunds = JSON.arrayNode();
    for (OrderPart.Refund refund : order.refunds()) {
      ObjectNode json = refunds.addObject();
      json.put("id", refund.key());
      money(json, "amount", refund.amount());
      json.put("reason", refund.reason());
      when(json, "refund_date", refund.refundedAt());
      items(json, order, refund.items());
    }
    return refunds;
  }

  private static ArrayNode cancellations(Order order) {
    ArrayNode cancellations = JSON.arrayNode();
    for (OrderPart.Cancellation cancellation : order.cancellations()) {
      ObjectNode json = cancellations.addObject();
      json.put("id", cancellation.key());
      money(json, "amount", cancellation.amount());
      json.put("reason", cancellation.reason());
      when(json, "cancel_date", cancellation.cancelledAt());
      items(json, order, cancellation.items());
    }
    return cancellations;
  }

  private static void items(ObjectNode json, Order order, List<OrderPart.Item> items) {
    if (!items.isEmpty()) {
      ArrayNode products = json.putArray("products");
      for (OrderPart.Item item : items) {
        ObjectNode product = products.addObject();
        product.put("sku", order.skuOf(item));
        product.put("qty", whole(item.quantity()));
      }
    }
  }

  private static int whole(BigDecimal quantity) {
    return quantity.setScale(0, RoundingMode.HALF_UP).intValueExact();
  }

  private static void when(ObjectNode json, String name, OrderPart.When when) {
    switch (when) {
      case OrderPart.When.At at -> json.put(name, at.instant().toString());
      case OrderPart.When.NotKnown ignored -> {
        // left out: an empty text would make the field a STRING for ever
      }
    }
  }

  private static void put(ObjectNode json, String name, Value value) {
    switch (value) {
      case Value.Text(String text) -> json.put(name, text);
      case Value.Decimal(BigDecimal number) -> json.put(name, number);
      case Value.Date(var instant) -> json.put(name, instant.toString());
      case Value.Flag(boolean flag) -> json.put(name, flag);
    }
  }

  private static void money(ObjectNode json, String name, BigDecimal amount) {
    json.put(name, amount.setScale(MONEY_SCALE, RoundingMode.HALF_UP));
  }

  private static String name(LineDetails.Amount amount) {
    return switch (amount) {
      case TAX -> "tax_amount";
      case DISCOUNT -> "discount_amount";
      case TOTAL -> "line_total";
    };
  }

  private static String name(OrderPart.Amount amount) {
    return Map.of(
            OrderPart.Amount.SUBTOTAL, "order_subtotal",
            OrderPart.Amount.DISCOUNT, "discount_amount",
            OrderPart.Amount.TAX, "tax_amount",
            OrderPart.Amount.DELIVERY, "delivery_total")
        .getOrDefault(amount, "");
  }
}
