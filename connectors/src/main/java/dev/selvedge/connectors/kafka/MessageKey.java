package dev.selvedge.connectors.kafka;

import dev.selvedge.connectors.value.DottedPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/// The key of a message: a text as it stands, or JSON of one or several values, with or without its
/// schema.
sealed interface MessageKey {
  /// Numbers written out are bounded there: `1e999999999` would fill the memory.
  DottedPath ITSELF = new DottedPath("$");

  record Absent() implements MessageKey {}

  /// It cannot be read.
  record Unusable(String why) implements MessageKey {}

  /// A key.
  ///
  /// @param text the values, several joined
  /// @param json its JSON without the schema
  record Named(String text, JsonNode json) implements MessageKey {}

  static MessageKey of(byte @Nullable [] bytes) {
    if (bytes == null) {
      return new Absent();
    }
    Optional<String> text = Utf8.text(bytes);
    if (text.isEmpty() || text.get().chars().anyMatch(c -> c < ' ')) {
      return new Unusable(
          "the message's key is binary: say with 'key' which of its fields make the record's key.");
    }
    String written = text.get().strip();
    // Only what must be JSON is taken for it: 007 and 1e5 are texts.
    if (!written.startsWith("{") && !written.startsWith("\"") && !written.startsWith("[")) {
      return new Named(written, JsonNodeFactory.instance.stringNode(written));
    }
    try {
      return named(ConnectJson.unwrapped(Utf8.JSON.readTree(written)));
    } catch (JacksonException notJson) {
      return new Unusable("the message's key looks like JSON and is none.");
    }
  }

  private static MessageKey named(JsonNode node) {
    if (!node.isObject()) {
      return scalar(node)
          .<MessageKey>map(text -> new Named(text, node))
          .orElseGet(() -> new Unusable("the message's key is neither a value nor an object."));
    }
    List<String> parts = new ArrayList<>();
    for (var member : node.properties()) {
      Optional<String> part = scalar(member.getValue());
      if (part.isEmpty()) {
        return new Unusable("'" + member.getKey() + "' in the message's key is no plain value.");
      }
      parts.add(part.get());
    }
    return new Named(joined(parts), node);
  }

  private static Optional<String> scalar(JsonNode value) {
    return value.isBoolean() ? Optional.of(value.asString("")) : ITSELF.scalar(value, value);
  }

  /// One value as it is; several so that no two lists of values give the same text.
  static String joined(List<String> parts) {
    return parts.size() == 1
        ? parts.getFirst()
        : String.join(
            "/", parts.stream().map(part -> part.replace("%", "%25").replace("/", "%2F")).toList());
  }

  /// Its JSON without the schema, missing where there is none.
  default JsonNode node() {
    return switch (this) {
      case Named named -> named.json();
      case Absent ignored -> MissingNode.getInstance();
      case Unusable ignored -> MissingNode.getInstance();
    };
  }

  /// The same as text.
  default String written() {
    return node().isMissingNode() ? "{}" : node().toString();
  }
}
