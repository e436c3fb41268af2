package dev.selvedge.sandbox.json;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The one JSON mapper of the sandbox and reading that ignores the case of property names.
///
/// Safe for use by several threads.
public final class Json {
  /// Decimals are kept exactly: money must come back as it was sent.
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /// The property of that name in any spelling of upper and lower case; JSON null counts as absent.
  public static @Nullable JsonNode find(JsonNode node, String name) {
    JsonNode exact = node.get(name);
    if (exact == null && node.isObject()) {
      for (Map.Entry<String, JsonNode> property : node.properties()) {
        if (property.getKey().equalsIgnoreCase(name)) {
          exact = property.getValue();
          break;
        }
      }
    }
    return exact == null || exact.isNull() ? null : exact;
  }

  /// The property as text: strings as they are, numbers and booleans as they are written.
  public static Optional<String> text(JsonNode node, String name) {
    return Optional.ofNullable(find(node, name)).flatMap(Json::scalar);
  }

  /// A scalar as text; nothing for objects, arrays and null.
  public static Optional<String> scalar(JsonNode value) {
    if (value.isString()) {
      return Optional.of(value.stringValue());
    }
    return value.isNumber() || value.isBoolean() ? Optional.of(value.asString()) : Optional.empty();
  }

  /// The property as a whole number, also when it was sent as a string.
  public static Optional<Long> whole(JsonNode node, String name) {
    return text(node, name).flatMap(Json::whole);
  }

  /// A text as a whole number.
  public static Optional<Long> whole(String text) {
    try {
      return Optional.of(Long.valueOf(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// The property as a boolean in any of the spellings seen in the wild.
  public static Optional<Boolean> truth(JsonNode node, String name) {
    return text(node, name).flatMap(Json::truth);
  }

  /// A text as a boolean: true/false, yes/no, y/n, 1/0 in any case.
  public static Optional<Boolean> truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "y", "1" -> Optional.of(true);
      case "false", "no", "n", "0" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
