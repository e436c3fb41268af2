package dev.selvedge.mapping.collection;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How the properties of orders are spelled. Two spellings are in use: the platform's own pages
/// write `order_total`, its connectors for Magento and Adobe Commerce `orderTotal`, and both are
/// read by the platform's features (Dotdigital docs: insight data; Magento connector). In one
/// account there should be one: a record in the other would make a second set of properties.
public enum OrderSpelling {
  /// As the account has them; of both, that of which it has more properties; the platform's own
  /// where it has none yet, or as many.
  AUTO,
  SNAKE_CASE,
  CAMEL_CASE;

  private static final Map<String, String> CAMEL =
      Map.ofEntries(
          Map.entry("quote_id", "quoteId"),
          Map.entry("store_name", "storeName"),
          Map.entry("order_status", "orderStatus"),
          Map.entry("purchase_date", "purchaseDate"),
          Map.entry("order_total", "orderTotal"),
          Map.entry("order_subtotal", "orderSubtotal"),
          Map.entry("discount_amount", "discountAmount"),
          Map.entry("tax_amount", "taxAmount"),
          Map.entry("delivery_total", "deliveryTotal"),
          Map.entry("delivery_method", "deliveryMethod"),
          Map.entry("refunded_total", "refundedTotal"),
          Map.entry("net_total", "netTotal"),
          Map.entry("couponcode", "couponCode"),
          Map.entry("delivery_address", "deliveryAddress"),
          Map.entry("billing_address", "billingAddress"));

  private static final Set<String> CAMEL_WORDS = Set.copyOf(CAMEL.values());

  /// Of a product in an order: the one name that differs below the first level.
  private static final String PRODUCT = "product_id";

  /// Which of the two it is.
  ///
  /// @param known what the account has of the collection
  /// @return never [#AUTO]
  public OrderSpelling settled(Collection<Column> known) {
    if (this != AUTO) {
      return this;
    }
    return spoken(known, CAMEL_WORDS) > spoken(known, CAMEL.keySet()) ? CAMEL_CASE : SNAKE_CASE;
  }

  /// Whether the account has orders in both.
  public static boolean isMixed(Collection<Column> known) {
    return spoken(known, CAMEL_WORDS) > 0 && spoken(known, CAMEL.keySet()) > 0;
  }

  /// How many of these words the account has: whoever wrote its orders used nearly all of them, and
  /// what came by the way a few.
  private static long spoken(Collection<Column> known, Set<String> words) {
    return known.stream().map(Column::name).filter(words::contains).distinct().count();
  }

  /// The record in this spelling. What a project adds by itself stays as it is called there.
  ///
  /// @param record in snake_case
  /// @param known what the account has of the collection
  ObjectNode spell(ObjectNode record, List<Column> known) {
    if (settled(known) == SNAKE_CASE) {
      return record;
    }
    ObjectNode spelled = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> property : record.properties()) {
      String name = property.getKey();
      spelled.set(
          CAMEL.getOrDefault(name, name),
          name.equals("products") ? products(property.getValue()) : property.getValue());
    }
    return spelled;
  }

  private static JsonNode products(JsonNode products) {
    return JsonNodeFactory.instance
        .arrayNode()
        .addAll(
            products
                .valueStream()
                .map(product -> product instanceof ObjectNode object ? product(object) : product)
                .collect(Collectors.toList()));
  }

  private static ObjectNode product(ObjectNode product) {
    ObjectNode spelled = JsonNodeFactory.instance.objectNode();
    product
        .properties()
        .forEach(
            property ->
                spelled.set(
                    property.getKey().equals("id") ? PRODUCT : property.getKey(),
                    property.getValue()));
    return spelled;
  }
}
