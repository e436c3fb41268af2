package dev.selvedge.connectors.http;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the JSON of an answer: amounts keep every digit, and what follows after the end is no part
/// of it.
public final class JsonReply {
  public static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonReply() {}

  /// An object or a list; nothing for anything else, or a part of one.
  public static Optional<JsonNode> of(HttpReply reply) {
    try {
      return Optional.of(JSON.readTree(reply.body().toBytes()))
          .filter(node -> node.isObject() || node.isArray());
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }
}
