package dev.selvedge.mapping.json;

import static dev.selvedge.mapping.json.ContributionJson.putText;
import static dev.selvedge.mapping.json.ContributionJson.text;
import static dev.selvedge.mapping.json.ContributionJson.time;

import dev.selvedge.mapping.OrderPart;
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
      case OrderPart.Fulfilment fulfilment -> writeFulfilment(node, fulfilment);
      case OrderPart.Refund refund -> {
        node.put("part", "refund").put("key", refund.key());
        node.put("amount", refund.amount().toString());
        putText(node, "reason", refund.reason());
        putWhen(node, "at", refund.refundedAt());
        putItems(node, refund.items());
      }
      case OrderPart.Cancellation cancellation -> {
        node.put("part", "cancellation").put("key", cancellation.key());
        node.put("amount", cancellation.amount().toString());
        putText(node, "reason", cancellation.reason());
        putWhen(node, "at", cancellation.cancelledAt());
        putItems(node, cancellation.items());
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
              text(node, "tracking_url"),
              when(node, "at"),
              when(node, "delivered"),
              items(node));
      case "refund" ->
          new OrderPart.Refund(
              text(node, "key"),
              decimal(node, "amount"),
              text(node, "reason"),
              when(node, "at"),
              items(node));
      case "cancellation" ->
          new OrderPart.Cancellation(
              text(node, "key"),
              decimal(node, "amount"),
              text(node, "reason"),
              when(node, "at"),
              items(node));
      default -> throw new IllegalArgumentException("not a stored part of an order");
    };
  }

  private static void writeFulfilment(ObjectNode node, OrderPart.Fulfilment fulfilment) {
    node.put("part", "fulfilment").put("key", fulfilment.key());
    putText(node, "status", fulfilment.status());
    putText(node, "carrier", fulfilment.carrier());
    putText(node, "tracking", fulfilment.tracking());
    putText(node, "tracking_url", fulfilment.trackingUrl());
    putWhen(node, "at", fulfilment.shippedAt());
    putWhen(node, "delivered", fulfilment.deliveredAt());
    putItems(node, fulfilment.items());
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
    OrderDetailsJson.write(node, header.details());
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
        ContributionJson.values(node.path("attributes")),
        OrderDetailsJson.read(node));
  }

  private static ObjectNode line(OrderPart.Line line) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    putText(node, "product", line.productId());
    putText(node, "sku", line.sku());
    putText(node, "original_sku", line.originalSku());
    putText(node, "name", line.name());
    node.put("quantity", line.quantity().toString());
    node.put("price", line.unitPrice().toString());
    OrderDetailsJson.write(node, line.details());
    return node;
  }

  private static OrderPart.Line line(JsonNode node) {
    return new OrderPart.Line(
        text(node, "product"),
        text(node, "sku"),
        text(node, "original_sku"),
        text(node, "name"),
        decimal(node, "quantity"),
        decimal(node, "price"),
        OrderDetailsJson.ofLine(node));
  }

  private static BigDecimal decimal(JsonNode node, String name) {
    return new BigDecimal(text(node, name));
  }

  private static void putItems(ObjectNode node, List<OrderPart.Item> items) {
    if (items.isEmpty()) {
      return;
    }
    ArrayNode list = node.putArray("items");
    for (OrderPart.Item item : items) {
      ObjectNode one = list.addObject();
      putText(one, "line", item.line());
      putText(one, "sku", item.sku());
      one.put("quantity", item.quantity().toString());
    }
  }

  private static List<OrderPart.Item> items(JsonNode node) {
    List<OrderPart.Item> items = new ArrayList<>(0);
    for (JsonNode item : node.path("items")) {
      items.add(
          new OrderPart.Item(text(item, "line"), text(item, "sku"), decimal(item, "quantity")));
    }
    return items;
  }

  static void putWhen(ObjectNode node, String name, OrderPart.When when) {
    switch (when) {
      case OrderPart.When.At at -> node.set(name, time(at.instant()));
      case OrderPart.When.NotKnown ignored -> {}
    }
  }

  static OrderPart.When when(JsonNode node, String name) {
    return node.has(name)
        ? new OrderPart.When.At(ContributionJson.instant(node.path(name)))
        : new OrderPart.When.NotKnown();
  }
}
