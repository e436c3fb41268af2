package dev.selvedge.commerce;

import dev.selvedge.mapping.CartNames;
import dev.selvedge.mapping.ItemPart;
import dev.selvedge.mapping.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Products, carts and records of the project's own as records of insight data, in the spelling of
/// the platform's own pages (Dotdigital docs: catalogue, cart insight). Nothing is ever null.
public final class ItemRecord {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String CATEGORIES = "categories";
  private static final int MONEY_SCALE = 2;

  /// What a cart says that is not for its record, or that its record says in its own way.
  private static final Set<String> NOT_OF_CARTS =
      Set.of(CartNames.CONVERTED, CartNames.EMPTIED, CartNames.TOTAL, CartNames.MODIFIED);

  private ItemRecord() {}

  /// The record of a product as the catalogue's collection holds it, without its key.
  public static ObjectNode json(Product product) {
    ObjectNode json = JSON.objectNode();
    values(product.held().values(), json);
    product
        .held()
        .lists()
        .forEach(
            (name, texts) -> {
              if (name.equals(CATEGORIES)) {
                ArrayNode list = json.putArray(name);
                texts.forEach(text -> list.addObject().put("name", text));
              } else {
                list(name, texts, json);
              }
            });
    return json;
  }

  /// The phase is the platform's word for whether an order came of it.
  public static ObjectNode json(Cart cart) {
    ObjectNode json = JSON.objectNode();
    json.put("cartId", cart.key().value());
    json.put("cartPhase", cart.converted() ? "ORDER_COMPLETE" : "ORDER_PENDING");
    cart.told()
        .values()
        .forEach(
            (name, value) -> {
              if (!NOT_OF_CARTS.contains(name)) {
                put(json, name, value);
              }
            });
    json.put(CartNames.MODIFIED, cart.lastChanged().toString());
    json.put(CartNames.TOTAL, money(cart.total()));
    ArrayNode lines = json.putArray(CartNames.LINES);
    List<Map<String, Value>> told = cart.told().groups().getOrDefault(CartNames.LINES, List.of());
    for (int at = 0; at < cart.lines().size(); at++) {
      line(told.get(at), cart.lines().get(at), lines.addObject());
    }
    return json;
  }

  private static void line(Map<String, Value> told, Cart.Line line, ObjectNode json) {
    values(told, json);
    json.put(CartNames.QUANTITY, line.quantity().setScale(0, RoundingMode.HALF_UP).toBigInteger());
    json.put(CartNames.UNIT_PRICE, money(line.unitPrice()));
    json.put(CartNames.LINE_TOTAL, money(line.total()));
    if (!told.containsKey(CartNames.SALE_PRICE)) {
      json.put(CartNames.SALE_PRICE, money(line.unitPrice()));
    }
  }

  /// The record of a collection that the project declares, without its key.
  public static ObjectNode json(Filed filed) {
    ItemPart held = filed.held();
    ObjectNode json = JSON.objectNode();
    values(held.values(), json);
    held.lists().forEach((name, texts) -> list(name, texts, json));
    held.groups()
        .forEach(
            (name, members) -> {
              ArrayNode group = json.putArray(name);
              members.forEach(member -> values(member, group.addObject()));
            });
    return json;
  }

  private static void list(String name, List<String> texts, ObjectNode json) {
    ArrayNode list = json.putArray(name);
    texts.forEach(list::add);
  }

  private static void values(Map<String, Value> values, ObjectNode json) {
    values.forEach((name, value) -> put(json, name, value));
  }

  private static BigDecimal money(BigDecimal amount) {
    return amount.setScale(MONEY_SCALE, RoundingMode.HALF_UP);
  }

  private static void put(ObjectNode json, String name, Value value) {
    switch (value) {
      case Value.Text(String text) -> json.put(name, text);
      case Value.Decimal(BigDecimal number) -> json.put(name, number);
      case Value.Date(var instant) -> json.put(name, instant.toString());
      case Value.Flag(boolean flag) -> json.put(name, flag);
    }
  }
}
