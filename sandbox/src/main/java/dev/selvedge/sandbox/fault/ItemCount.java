package dev.selvedge.sandbox.fault;

import dev.selvedge.sandbox.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// How many items a request body holds: those of its outermost or longest first-level array.
final class ItemCount {
  private ItemCount() {}

  /// The number of items; 0 for a body that is not JSON or holds no array.
  static int of(byte[] body) {
    try (JsonParser parser = Json.MAPPER.createParser(body)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_ARRAY) {
        return elements(parser);
      }
      int most = 0;
      if (first == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          if (parser.nextToken() == JsonToken.START_ARRAY) {
            most = Math.max(most, elements(parser));
          } else {
            parser.skipChildren();
          }
        }
      }
      return most;
    } catch (JacksonException e) {
      return 0;
    }
  }

  private static int elements(JsonParser parser) {
    int elements = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      parser.skipChildren();
      elements++;
    }
    return elements;
  }
}
