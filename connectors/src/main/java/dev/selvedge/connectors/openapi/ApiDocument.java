package dev.selvedge.connectors.openapi;

import dev.selvedge.connectors.seed.Call;
import dev.selvedge.connectors.seed.Names;
import dev.selvedge.connectors.seed.Shape;
import dev.selvedge.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// An OpenAPI 3 or Swagger 2 file, with its references followed. Immutable.
final class ApiDocument {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /// References that lead to references, and schemas made of schemas, go no deeper.
  private static final int DEEPEST = 20;

  private static final int DEEPEST_SHAPE = 2;

  private final JsonNode root;

  ApiDocument(YamlNode.Mapping document) {
    this.root = tree(document);
  }

  /// A path that is read by GET.
  ///
  /// @param shared what holds for all methods of the path
  record Operation(String path, JsonNode shared, JsonNode get) {
    boolean isSingle() {
      return path.contains("{");
    }
  }

  private static JsonNode tree(YamlNode node) {
    return switch (node) {
      case YamlNode.Mapping mapping -> {
        ObjectNode object = JSON.objectNode();
        mapping.values().forEach((name, value) -> object.set(name, tree(value)));
        yield object;
      }
      case YamlNode.Sequence sequence -> {
        ArrayNode array = JSON.arrayNode();
        sequence.values().forEach(value -> array.add(tree(value)));
        yield array;
      }
      case YamlNode.Scalar scalar ->
          scalar.isNull() ? JSON.nullNode() : JSON.stringNode(scalar.text());
    };
  }

  /// Whether it says that it is such a file.
  boolean isGenuine() {
    return (root.has("openapi") || root.has("swagger")) && root.path("paths").isObject();
  }

  JsonNode root() {
    return root;
  }

  List<Operation> reads() {
    List<Operation> reads = new ArrayList<>();
    root.path("paths")
        .properties()
        .forEach(
            path -> {
              JsonNode item = resolved(path.getValue());
              if (item.path("get").isObject()) {
                reads.add(new Operation(path.getKey(), item, item.path("get")));
              }
            });
    return reads;
  }

  /// What a reference leads to; missing where it leads out of the file.
  JsonNode resolved(JsonNode node) {
    JsonNode at = node;
    for (int depth = 0; depth < DEEPEST && at.has("$ref"); depth++) {
      String to = at.path("$ref").asString("");
      if (!to.startsWith("#/")) {
        return JSON.missingNode();
      }
      at = root.at(to.substring(1).replace("%7B", "{").replace("%7D", "}"));
    }
    return at;
  }

  /// What an operation's good answer looks like.
  Shape shape(Operation operation) {
    return shape(answer(operation), 0, true);
  }

  /// As deep as a feed is guessed from: an answer, what it holds, and the names within that. A
  /// wrapper about a list is no depth of its own.
  private Shape shape(JsonNode schema, int depth, boolean outermost) {
    JsonNode resolved = resolved(schema);
    if (depth > DEEPEST_SHAPE) {
      return Shape.unknown();
    }
    if (resolved.has("items")) {
      return new Shape.Rows(shape(resolved.path("items"), depth + 1, false));
    }
    Map<String, JsonNode> properties = properties(resolved);
    if (properties.isEmpty()) {
      return Shape.unknown();
    }
    Map<String, Shape> inside = new LinkedHashMap<>();
    properties.forEach(
        (name, value) -> {
          int below = outermost && Names.isWrapper(name) ? depth : depth + 1;
          inside.put(name, shape(value, below, false));
        });
    return new Shape.Thing(inside);
  }

  /// The schema of an operation's good answer in JSON.
  private JsonNode answer(Operation operation) {
    JsonNode responses = operation.get().path("responses");
    for (String status : List.of("200", "2XX", "default")) {
      JsonNode response = resolved(responses.path(status));
      if (response.path("schema").isObject()) {
        return resolved(response.path("schema"));
      }
      for (Map.Entry<String, JsonNode> content : response.path("content").properties()) {
        if (content.getKey().contains("json")) {
          return resolved(content.getValue().path("schema"));
        }
      }
    }
    return JSON.missingNode();
  }

  /// What an operation's call may say.
  Call call(Operation operation) {
    Map<String, Call.Parameter> query = new LinkedHashMap<>();
    for (JsonNode of : List.of(operation.shared(), operation.get())) {
      for (JsonNode written : of.path("parameters")) {
        JsonNode parameter = resolved(written);
        if (parameter.path("in").asString("").equals("query")) {
          JsonNode schema =
              parameter.has("schema") ? resolved(parameter.path("schema")) : parameter;
          query.put(
              parameter.path("name").asString(""),
              new Call.Parameter(schema.path("maximum").asString(""), ""));
        }
      }
    }
    return new Call(query, Map.of(), false);
  }

  /// The properties of an object, those of its parts too.
  private Map<String, JsonNode> properties(JsonNode schema) {
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    collect(resolved(schema), properties, 0);
    return properties;
  }

  private void collect(JsonNode schema, Map<String, JsonNode> into, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    schema
        .path("properties")
        .properties()
        .forEach(each -> into.putIfAbsent(each.getKey(), resolved(each.getValue())));
    for (JsonNode part : schema.path("allOf")) {
      collect(resolved(part), into, depth + 1);
    }
  }
}
