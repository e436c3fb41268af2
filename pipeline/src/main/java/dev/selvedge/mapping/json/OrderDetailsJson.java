package dev.selvedge.mapping.json;

import static dev.selvedge.mapping.json.ContributionJson.putText;
import static dev.selvedge.mapping.json.ContributionJson.text;

import dev.selvedge.mapping.LineDetails;
import dev.selvedge.mapping.OrderDetails;
import dev.selvedge.mapping.PostalAddress;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The stored form of the details of an order and its lines; see [ContributionJson]. What is not
/// known is left out, so that contributions stored before there were any read as they are.
final class OrderDetailsJson {
  private OrderDetailsJson() {}

  static void write(ObjectNode header, OrderDetails details) {
    putText(header, "channel", details.channel());
    putText(header, "store", details.store());
    putText(header, "payment", details.payment());
    putTexts(header, "coupons", details.coupons());
    putText(header, "method", details.deliveryMethod());
    putText(header, "cart", details.cart());
    putAddress(header, "shipping", details.shipping());
    putAddress(header, "billing", details.billing());
    OrderPartJson.putWhen(header, "paid", details.paidAt());
    OrderPartJson.putWhen(header, "cancelledAt", details.cancelledAt());
  }

  static OrderDetails read(JsonNode header) {
    OrderDetails details =
        new OrderDetails(
            text(header, "channel"),
            text(header, "store"),
            text(header, "payment"),
            texts(header, "coupons"),
            text(header, "method"),
            text(header, "cart"),
            address(header.path("shipping")),
            address(header.path("billing")),
            OrderPartJson.when(header, "paid"),
            OrderPartJson.when(header, "cancelledAt"));
    return details.equals(OrderDetails.NONE) ? OrderDetails.NONE : details;
  }

  static void write(ObjectNode line, LineDetails details) {
    putText(line, "line", details.key());
    putText(line, "parent", details.parentId());
    if (!details.amounts().isEmpty()) {
      ObjectNode amounts = line.putObject("amounts");
      // in the order of the enum, so that equal lines give equal text
      new EnumMap<>(details.amounts())
          .forEach((amount, sum) -> amounts.put(amount.name(), sum.toString()));
    }
    putTexts(line, "categories", details.categories());
    putText(line, "brand", details.brand());
    putText(line, "image", details.image());
    putText(line, "url", details.url());
  }

  static LineDetails ofLine(JsonNode line) {
    Map<LineDetails.Amount, BigDecimal> amounts = new EnumMap<>(LineDetails.Amount.class);
    line.path("amounts")
        .properties()
        .forEach(
            entry ->
                amounts.put(
                    LineDetails.Amount.valueOf(entry.getKey()),
                    new BigDecimal(entry.getValue().stringValue())));
    LineDetails details =
        new LineDetails(
            text(line, "line"),
            text(line, "parent"),
            amounts,
            texts(line, "categories"),
            text(line, "brand"),
            text(line, "image"),
            text(line, "url"));
    return details.equals(LineDetails.NONE) ? LineDetails.NONE : details;
  }

  private static void putAddress(ObjectNode node, String name, PostalAddress address) {
    if (address.isKnown()) {
      ObjectNode json = node.putObject(name);
      putText(json, "line1", address.line1());
      putText(json, "line2", address.line2());
      putText(json, "city", address.city());
      putText(json, "region", address.region());
      putText(json, "postcode", address.postcode());
      putText(json, "country", address.country());
    }
  }

  private static PostalAddress address(JsonNode json) {
    return json.isMissingNode()
        ? PostalAddress.UNKNOWN
        : new PostalAddress(
            text(json, "line1"),
            text(json, "line2"),
            text(json, "city"),
            text(json, "region"),
            text(json, "postcode"),
            text(json, "country"));
  }

  private static void putTexts(ObjectNode node, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      ArrayNode list = node.putArray(name);
      texts.forEach(list::add);
    }
  }

  private static List<String> texts(JsonNode node, String name) {
    List<String> texts = new ArrayList<>(0);
    node.path(name).forEach(text -> texts.add(text.stringValue("")));
    return texts;
  }
}
