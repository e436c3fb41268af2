package dev.selvedge.connectors.bigcommerce;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a row comes to: times of v2 as ISO text, attributes and form fields as objects of their
/// names, links to other calls and what identifies a device or a card left out. Stateless.
final class Contents {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> NOT_KEPT =
      Set.of("ip_address", "ip_address_v6", "credit_card_type", "authentication");

  private Contents() {}

  static ObjectNode of(JsonNode row) {
    return of(row, Map.of());
  }

  /// @param names of the attributes, by their ids
  static ObjectNode of(JsonNode row, Map<String, String> names) {
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<String, JsonNode> member : row.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      if (name.equals("attributes") && value.isArray()) {
        object.set(name, attributes(value, names));
      } else if (name.equals("form_fields") && value.isArray()) {
        object.set(name, fields(value));
      } else if (!NOT_KEPT.contains(name) && !isLink(value)) {
        object.set(name, name.startsWith("date_") ? time(value) : value(value));
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

  private static boolean isLink(JsonNode value) {
    return value.isObject() && value.has("url") && value.has("resource");
  }

  private static JsonNode time(JsonNode value) {
    Optional<Instant> at = value.isString() ? Times.of(value) : Optional.empty();
    return at.isPresent() ? NODES.stringNode(at.get().toString()) : value;
  }

  private static ObjectNode attributes(JsonNode list, Map<String, String> names) {
    ObjectNode object = NODES.objectNode();
    for (JsonNode one : list) {
      String id = one.path("attribute_id").asString("");
      object.set(names.getOrDefault(id, id), one.path("attribute_value"));
    }
    return object;
  }

  private static ObjectNode fields(JsonNode list) {
    ObjectNode object = NODES.objectNode();
    list.forEach(one -> object.set(one.path("name").asString(""), one.path("value")));
    return object;
  }
}
