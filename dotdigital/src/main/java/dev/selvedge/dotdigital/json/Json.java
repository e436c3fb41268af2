package dev.selvedge.dotdigital.json;

import dev.selvedge.dotdigital.http.Payload;
import java.io.OutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The one JSON mapper of the client. Decimals stay exact in both directions, because Dotdigital
/// fixes the type of an insight field by the first value it sees and money must not be rounded on
/// the way. Safe for use by many threads.
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// Reads one JSON value as a tree.
  ///
  /// @throws Unreadable when the bytes are not one JSON value
  public static JsonNode parse(byte[] bytes) {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      if (node == null || node.isMissingNode()) {
        throw new Unreadable("the body is empty");
      }
      return node;
    } catch (JacksonException notJson) {
      // The parser's own message quotes the body, which may hold personal details.
      throw new Unreadable("the body is not JSON");
    }
  }

  public static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  public static Payload payload(JsonNode node) {
    return Payload.of(bytes(node));
  }

  /// A payload written by streaming, without building a tree first.
  public static Payload payload(Consumer<JsonGenerator> writer) {
    var content = new Payload.Content();
    try (JsonGenerator json = generator(content)) {
      writer.accept(json);
    }
    return Payload.of(content);
  }

  public static JsonGenerator generator(OutputStream out) {
    return MAPPER.createGenerator(out);
  }
}
