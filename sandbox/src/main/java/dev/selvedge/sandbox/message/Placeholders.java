package dev.selvedge.sandbox.message;

import dev.selvedge.sandbox.json.Json;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// What a message says its campaign's placeholders stand for.
public final class Placeholders {
  private Placeholders() {}

  /// The `personalizationValues` of a message.
  public static Map<String, String> read(JsonNode message) {
    Map<String, String> values = new TreeMap<>();
    JsonNode all = Json.find(message, "personalizationValues");
    if (all != null) {
      all.forEach(
          one -> values.put(Json.text(one, "name").orElse(""), Json.text(one, "value").orElse("")));
    }
    return values;
  }
}
