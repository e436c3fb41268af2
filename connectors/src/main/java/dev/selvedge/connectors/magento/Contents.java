package dev.selvedge.connectors.magento;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a row comes to. Attributes of the shop's own, a list of codes and values, become an object
/// of the codes; what would let a stranger in, or pay, is left out. Stateless.
final class Contents {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String ATTRIBUTES = "custom_attributes";

  /// With `protect_code` anybody reads a guest's order; `confirmation` opens an account.
  private static final Set<String> NOT_KEPT =
      Set.of("protect_code", "confirmation", "remote_ip", "x_forwarded_for", "password_hash");

  private static final String PAYMENT = "payment";

  private Contents() {}

  static ObjectNode of(JsonNode row) {
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<String, JsonNode> member : row.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      if (name.equals(ATTRIBUTES) && value.isArray()) {
        object.set(name, attributes(value));
      } else if (name.equals(PAYMENT)) {
        object.putObject(name).set("method", value.path("method"));
      } else if (!NOT_KEPT.contains(name)) {
        object.set(name, value(value));
      }
    }
    return object;
  }

  private static JsonNode value(JsonNode value) {
    if (value.isObject()) {
      return of(value);
    }
    if (value.isArray()) {
      ArrayNode list = NODES.arrayNode();
      value.forEach(element -> list.add(value(element)));
      return list;
    }
    return value;
  }

  private static ObjectNode attributes(JsonNode list) {
    ObjectNode object = NODES.objectNode();
    for (JsonNode one : list) {
      String code = one.path("attribute_code").asString("");
      if (!code.isEmpty()) {
        object.set(code, one.path("value"));
      }
    }
    return object;
  }
}
