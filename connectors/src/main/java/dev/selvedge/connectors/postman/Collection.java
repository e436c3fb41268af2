package dev.selvedge.connectors.postman;

import dev.selvedge.yaml.Position;
import dev.selvedge.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Postman collection of the formats 2.0 and 2.1: folders within folders, with requests in them.
/// Immutable.
///
/// The shapes are those of `https://schema.getpostman.com/json/collection/v2.1.0/` and `v2.0.0/`:
/// the older one writes `auth` as an object where the newer has a list of keys and values, and
/// names variables by `id`.
record Collection(JsonNode root) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Folders within folders go no deeper, and no more requests are read.
  private static final int DEEPEST = 40;

  private static final int MOST = 20_000;

  /// Reads a file. Nothing when it is no such collection, and then `problems` says why.
  static Optional<Collection> read(String file, String text, Problems problems) {
    Position start = new Position(file, 1, 1);
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JacksonException broken) {
      // Its message would show what stands there, which may be a secret.
      TokenStreamLocation at = broken.getLocation();
      Position where =
          at == null || at.getLineNr() < 1
              ? start
              : new Position(file, at.getLineNr(), Math.max(1, at.getColumnNr()));
      problems.add(where, "not valid JSON", "export the collection from Postman once more");
      return Optional.empty();
    }
    // What Postman's own API answers has the collection within.
    JsonNode collection = root.path("collection").isObject() ? root.path("collection") : root;
    if (collection.path("item").isArray()) {
      return Optional.of(new Collection(collection));
    }
    if (collection.path("requests").isArray()) {
      problems.add(
          start,
          "this is a Postman collection of the format 1",
          "import it into Postman and export it as 'Collection v2.1'");
    } else if (collection.path("values").isArray()) {
      problems.add(
          start,
          "this is a Postman environment, not a collection",
          "export the collection that uses it");
    } else {
      problems.add(
          start,
          "this is no Postman collection",
          "it is a JSON file with 'info' and a list 'item'; export it as 'Collection v2.1'");
    }
    return Optional.empty();
  }

  /// The requests that read by GET, in the order of the file.
  List<PostmanRequest> reads() {
    List<PostmanRequest> found = new ArrayList<>();
    walk(root, new Surroundings(Scope.NONE, Optional.empty()).within(root), 0, found);
    return found;
  }

  /// What a folder hands down to what is in it.
  private record Surroundings(Scope scope, Optional<JsonNode> auth) {
    Surroundings within(JsonNode folder) {
      return new Surroundings(scope.with(folder.path("variable")), closest(folder, auth));
    }
  }

  private static Optional<JsonNode> closest(JsonNode of, Optional<JsonNode> around) {
    return of.path("auth").isObject() ? Optional.of(of.path("auth")) : around;
  }

  private static void walk(
      JsonNode folder, Surroundings around, int depth, List<PostmanRequest> found) {
    for (JsonNode item : folder.path("item")) {
      if (found.size() >= MOST) {
        return;
      }
      JsonNode request = item.path("request");
      if (item.path("item").isArray()) {
        if (depth < DEEPEST) {
          walk(item, around.within(item), depth + 1, found);
        }
      } else if (isRead(request)) {
        Scope scope = around.scope().with(item.path("variable"));
        found.add(
            new PostmanRequest(
                Address.of(request.isString() ? request : request.path("url"), scope),
                Entry.list(request.path("header"), scope),
                closest(request, around.auth()),
                scope,
                examples(item.path("response"))));
      }
    }
  }

  /// A request that is a text alone is an address that is read.
  private static boolean isRead(JsonNode request) {
    return request.isString()
        || (request.isObject()
            && request.path("method").asString("GET").toUpperCase(Locale.ROOT).equals("GET"));
  }

  /// The answers that were good.
  private static List<JsonNode> examples(JsonNode responses) {
    List<JsonNode> examples = new ArrayList<>();
    for (JsonNode response : responses) {
      int code = response.path("code").asInt(200);
      if (code >= 200 && code < 300) {
        examples.add(response);
      }
    }
    return examples;
  }

  /// A text as JSON, where it is some.
  static Optional<JsonNode> json(String text) {
    try {
      return Optional.of(JSON.readTree(text)).filter(JsonNode::isContainer);
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }
}
