package dev.selvedge.plan;

import dev.selvedge.ContentHash;
import dev.selvedge.commerce.Order;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
  static String key(Order order) {
    String key = order.key().value();
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
    header.attributes().forEach((name, value) -> put(json, name, value));
    json.set("products", lines(header));
    if (!order.fulfilments().isEmpty()) {
      json.set("fulfilments", fulfilments(order));
    }
    if (!order.refunds().isEmpty()) {
      json.set("refunds", refunds(order));
    }
    return json;
  }

  private static ArrayNode lines(OrderPart.Header header) {
    ArrayNode products = JSON.arrayNode();
    for (OrderPart.Line line : header.lines()) {
      ObjectNode product = products.addObject();
      product.put("id", line.productId());
      product.put("sku", line.sku());
      product.put("name", line.name());
      product.put("qty", line.quantity().setScale(0, RoundingMode.HALF_UP).intValueExact());
      money(product, "price", line.unitPrice());
      if (!line.originalSku().equals(line.sku())) {
        product.put("original_sku", line.originalSku());
      }
    }
    return products;
  }

  private static ArrayNode fulfilments(Order order) {
    ArrayNode fulfilments = JSON.arrayNode();
    for (OrderPart.Fulfilment fulfilment : order.fulfilments()) {
      ObjectNode json = fulfilments.addObject();
      json.put("id", fulfilment.key());
      json.put("status", fulfilment.status());
      json.put("carrier", fulfilment.carrier());
      json.put("tracking", fulfilment.tracking());
      when(json, "shipped_date", fulfilment.shippedAt());
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
    }
    return refunds;
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

  private static String name(OrderPart.Amount amount) {
    return Map.of(
            OrderPart.Amount.SUBTOTAL, "order_subtotal",
            OrderPart.Amount.DISCOUNT, "discount_amount",
            OrderPart.Amount.TAX, "tax_amount",
            OrderPart.Amount.DELIVERY, "delivery_total")
        .getOrDefault(amount, "");
  }
}
