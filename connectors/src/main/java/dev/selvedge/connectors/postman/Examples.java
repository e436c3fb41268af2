package dev.selvedge.connectors.postman;

import dev.selvedge.connectors.seed.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What example responses tell.
final class Examples {
  private static final int DEEPEST = 5;

  /// Of a list, so many are looked at, since not all of them have all properties.
  private static final int ROWS = 20;

  private Examples() {}

  static Shape shape(JsonNode json) {
    return shape(json, 0);
  }

  private static Shape shape(JsonNode json, int depth) {
    if (json.isObject() && depth < DEEPEST) {
      Map<String, Shape> properties = new LinkedHashMap<>();
      json.properties().forEach(one -> add(properties, one, depth));
      return new Shape.Thing(properties);
    }
    if (json.isArray() && depth < DEEPEST) {
      Map<String, Shape> properties = new LinkedHashMap<>();
      for (int row = 0; row < Math.min(json.size(), ROWS); row++) {
        json.path(row).properties().forEach(one -> add(properties, one, depth + 1));
      }
      return new Shape.Rows(new Shape.Thing(properties));
    }
    return new Shape.Plain(json.isValueNode() ? json.asString("") : "");
  }

  private static void add(
      Map<String, Shape> properties, Map.Entry<String, JsonNode> one, int depth) {
    if (!one.getValue().isNull() || !properties.containsKey(one.getKey())) {
      properties.merge(
          one.getKey(),
          shape(one.getValue(), depth + 1),
          (known, more) -> known.equals(Shape.unknown()) ? more : known);
    }
  }

  /// Whether one of them has a header `Link` that leads to the next page.
  static boolean linked(List<JsonNode> examples) {
    return examples.stream()
        .flatMap(example -> Entry.list(example.path("header"), Scope.NONE).stream())
        .anyMatch(
            header ->
                header.name().equalsIgnoreCase("Link")
                    && header.value().toLowerCase(Locale.ROOT).matches("(?s).*rel=\"?next.*"));
  }
}
