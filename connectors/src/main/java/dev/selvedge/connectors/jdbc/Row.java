package dev.selvedge.connectors.jdbc;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One row as read.
///
/// @param key as bound again, a column each
/// @param mark its watermark; null when it has none
/// @param changed its change time as stored; null when it has none
record Row(ObjectNode body, List<JsonNode> key, JsonNode mark, JsonNode changed) {
  Row {
    key = List.copyOf(key);
  }

  boolean hasKey() {
    return key.stream().noneMatch(JsonNode::isNull);
  }

  /// The record's key; several columns are joined with `/`, and a slash inside one is escaped.
  String keyText() {
    return key.size() == 1
        ? text(key.getFirst())
        : key.stream()
            .map(Row::text)
            .map(part -> part.replace("%", "%25").replace("/", "%2F"))
            .collect(Collectors.joining("/"));
  }

  List<JsonNode> position() {
    List<JsonNode> position = new java.util.ArrayList<>(List.of(mark));
    position.addAll(key);
    return List.copyOf(position);
  }

  static String text(JsonNode value) {
    return value.isNumber() ? value.decimalValue().toPlainString() : value.asString();
  }
}
