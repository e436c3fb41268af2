package dev.selvedge.sandbox.insight;

import dev.selvedge.sandbox.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// The inferred schema of a collection: later records may add fields, never change a type.
///
/// Guarded by the account's lock.
public final class Schema {
  private final Map<String, Field> fields = new LinkedHashMap<>();

  /// Which field of a record does not fit, as a dotted path; nothing if all do.
  Optional<String> clash(JsonNode record) {
    return clash(fields, record, "");
  }

  /// Takes over the fields of a record that fits.
  void learn(JsonNode record) {
    learn(fields, record);
  }

  boolean empty() {
    return fields.isEmpty();
  }

  private static Optional<String> clash(Map<String, Field> known, JsonNode record, String path) {
    for (Map.Entry<String, JsonNode> sent : record.properties()) {
      Field field = known.get(sent.getKey());
      if (field != null) {
        Optional<String> clash = clash(field, sent.getValue(), path + sent.getKey());
        if (clash.isPresent()) {
          return clash;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> clash(Field field, JsonNode value, String path) {
    if (value.isNull()) {
      return Optional.empty();
    }
    if (value.isArray() != field.repeated) {
      return value.isArray() && value.isEmpty() ? Optional.empty() : Optional.of(path);
    }
    if (value.isArray()) {
      for (JsonNode element : value) {
        Optional<String> clash = clashOfOne(field, element, path);
        if (clash.isPresent()) {
          return clash;
        }
      }
      return Optional.empty();
    }
    return clashOfOne(field, value, path);
  }

  private static Optional<String> clashOfOne(Field field, JsonNode value, String path) {
    if (value.isNull()) {
      return Optional.empty();
    }
    if (!field.type.takes(ValueType.of(value))) {
      return Optional.of(path);
    }
    return value.isObject() ? clash(field.fields, value, path + ".") : Optional.empty();
  }

  private static void learn(Map<String, Field> known, JsonNode record) {
    for (Map.Entry<String, JsonNode> sent : record.properties()) {
      JsonNode value = sent.getValue();
      if (value.isArray()) {
        for (JsonNode element : value) {
          learnOne(known, sent.getKey(), element, true);
        }
      } else {
        learnOne(known, sent.getKey(), value, false);
      }
    }
  }

  private static void learnOne(
      Map<String, Field> known, String name, JsonNode value, boolean repeated) {
    if (!value.isNull()) {
      Field field = known.computeIfAbsent(name, _ -> new Field(ValueType.of(value), repeated));
      if (value.isObject()) {
        learn(field.fields, value);
      }
    }
  }

  /// The schema as the API shows it.
  ArrayNode json() {
    return json(fields);
  }

  private static ArrayNode json(Map<String, Field> fields) {
    ArrayNode json = Json.array();
    fields.forEach(
        (name, field) ->
            json.addObject()
                .put("name", name)
                .put("mode", field.repeated ? "REPEATED" : "NULLABLE")
                .put("type", field.type.name())
                .set("fields", json(field.fields)));
    return json;
  }

  private record Field(ValueType type, boolean repeated, Map<String, Field> fields) {
    Field(ValueType type, boolean repeated) {
      this(type, repeated, new LinkedHashMap<>());
    }
  }
}
