package dev.selvedge.connectors.value;

import dev.selvedge.CanonicalJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes a record so that reading it again unchanged gives the same bytes. Systems promise no
/// order of an order's lines, payments or fulfilments; they are sorted by id, and what has no id
/// by its text. Lists of plain values keep their order.
public final class StableJson {
  private static final Comparator<JsonNode> BY_ID =
      Comparator.comparingInt((JsonNode node) -> id(node).length())
          .thenComparing(StableJson::id)
          .thenComparing(CanonicalJson::write);

  private StableJson() {}

  /// The canonical text of a record.
  public static String write(JsonNode value) {
    return CanonicalJson.write(sorted(value));
  }

  private static JsonNode sorted(JsonNode value) {
    if (value.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      value.properties().forEach(member -> object.set(member.getKey(), sorted(member.getValue())));
      return object;
    }
    if (value.isArray()) {
      List<JsonNode> elements = new ArrayList<>();
      value.forEach(element -> elements.add(sorted(element)));
      if (elements.stream().allMatch(JsonNode::isObject)) {
        elements.sort(BY_ID);
      }
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      return array.addAll(elements);
    }
    return value;
  }

  /// Shorter ids first, so that numbers sort as numbers.
  private static String id(JsonNode node) {
    return node.path("id").asString("");
  }
}
