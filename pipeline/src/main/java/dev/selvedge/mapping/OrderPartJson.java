package dev.selvedge.mapping;

import static dev.selvedge.mapping.ContributionJson.putText;
import static dev.selvedge.mapping.ContributionJson.text;
import static dev.selvedge.mapping.ContributionJson.time;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The stored form of a part of an order; see [ContributionJson].
final class OrderPartJson {
  private OrderPartJson() {}

  static ObjectNode write(OrderPart part) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    switch (part) {
      case OrderPart.Header header -> writeHeader(node, header);
      case OrderPart.Fulfilment(
              String key,
              String status,
              String carrier,
              String tracking,
              OrderPart.When when) -> {
        node.put("part", "fulfilment").put("key", key);
        putText(node, "status", status);
        putText(node, "carrier", carrier);
        putText(node, "tracking", tracking);
        putWhen(node, when);
      }
      case OrderPart.Refund(String key, BigDecimal amount, String reason, OrderPart.When when) -> {
        node.put("part", "refund").put("key", key).put("amount", amount.toString());
        putText(node, "reason", reason);
        putWhen(node, when);
      }
    }
    return node;
  }

  static OrderPart read(JsonNode node) {
    return switch (text(node, "part")) {
      case "header" -> readHeader(node);
      case "fulfilment" ->
          new OrderPart.Fulfilment(
              text(node, "key"),
              text(node, "status"),
              text(node, "carrier"),
              text(node, "tracking"),
              when(node));
      case "refund" ->
          new OrderPart.Refund(
              text(node, "key"), decimal(node, "amount"), text(node, "reason"), when(node));
      default -> throw new IllegalArgumentException("not a stored part of an order");
    };
  }

  private static void writeHeader(ObjectNode node, OrderPart.Header header) {
    node.put("part", "header").set("placed", time(header.placedAt()));
    putText(node, "status", header.status());
    if (header.cancelled()) {
      node.put("cancelled", true);
    }
    putText(node, "currency", header.currency());
    node.put("total", header.total().toString());
    if (!header.amounts().isEmpty()) {
      ObjectNode amounts = node.putObject("amounts");
      // in the order of the enum, so that equal headers give equal text
      new EnumMap<>(header.amounts())
          .forEach((amount, sum) -> amounts.put(amount.name(), sum.toString()));
    }
    if (!header.lines().isEmpty()) {
      ArrayNode lines = node.putArray("lines");
      header.lines().forEach(line -> lines.add(line(line)));
    }
    if (!header.attributes().isEmpty()) {
      node.set("attributes", ContributionJson.values(header.attributes()));
    }
  }

  private static OrderPart.Header readHeader(JsonNode node) {
    Map<OrderPart.Amount, BigDecimal> amounts = new EnumMap<>(OrderPart.Amount.class);
    node.path("amounts")
        .properties()
        .forEach(
            entry ->
                amounts.put(
                    OrderPart.Amount.valueOf(entry.getKey()),
                    new BigDecimal(entry.getValue().stringValue())));
    List<OrderPart.Line> lines = new ArrayList<>();
    node.path("lines").forEach(line -> lines.add(line(line)));
    return new OrderPart.Header(
        ContributionJson.instant(node.path("placed")),
        text(node, "status"),
        node.has("cancelled"),
        text(node, "currency"),
        decimal(node, "total"),
        amounts,
        lines,
        ContributionJson.values(node.path("attributes")));
  }

  private static ObjectNode line(OrderPart.Line line) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    putText(node, "product", line.productId());
    putText(node, "sku", line.sku());
    putText(node, "original_sku", line.originalSku());
    putText(node, "name", line.name());
    node.put("quantity", line.quantity().toString());
    node.put("price", line.unitPrice().toString());
    return node;
  }

  private static OrderPart.Line line(JsonNode node) {
    return new OrderPart.Line(
        text(node, "product"),
        text(node, "sku"),
        text(node, "original_sku"),
        text(node, "name"),
        decimal(node, "quantity"),
        decimal(node, "price"));
  }

  private static BigDecimal decimal(JsonNode node, String name) {
    return new BigDecimal(text(node, name));
  }

  private static void putWhen(ObjectNode node, OrderPart.When when) {
    switch (when) {
      case OrderPart.When.At at -> node.set("at", time(at.instant()));
      case OrderPart.When.NotKnown ignored -> {}
    }
  }

  private static OrderPart.When when(JsonNode node) {
    return node.has("at")
        ? new OrderPart.When.At(ContributionJson.instant(node.path("at")))
        : new OrderPart.When.NotKnown();
  }
}
