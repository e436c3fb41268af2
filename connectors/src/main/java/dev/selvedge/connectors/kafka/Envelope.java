package dev.selvedge.connectors.kafka;

import dev.selvedge.connectors.kafka.KafkaOptions.Format;
import dev.selvedge.connectors.kafka.KafkaOptions.Unavailable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the value of a message holds, once it is taken out of what it is wrapped in.
///
/// Debezium's change event (its documentation, "data change events"): `before` and `after` are the
/// row, `op` says what happened (`c` created, `u` updated, `d` deleted, `r` read for a snapshot,
/// `t` truncated, `m` a message that is no row), `source` where it comes from. Of a large column
/// that did not change PostgreSQL tells nothing, and a placeholder stands in `after`.
sealed interface Envelope {
  /// What Debezium writes for a value that it was not told, as text and as bytes.
  Set<String> PLACEHOLDERS =
      Set.of("__debezium_unavailable_value", "X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ==");

  /// Before a value that a schema registry knows: a zero and the schema's number.
  int REGISTRY_HEADER = 5;

  /// A record.
  ///
  /// @param record missing where a change event says that one is gone and does not show it
  /// @param root what `$.` begins at
  /// @param body the record's text
  record Whole(JsonNode record, JsonNode root, String body, boolean gone, boolean snapshot)
      implements Envelope {}

  /// It speaks of no record.
  record Nothing() implements Envelope {}

  record Unusable(String why) implements Envelope {}

  static Envelope open(Format format, byte[] value, Unavailable unavailable) {
    boolean registered =
        value.length > REGISTRY_HEADER && value[0] == 0 && value[REGISTRY_HEADER] == '{';
    int begin = registered ? REGISTRY_HEADER : 0;
    Optional<String> text = Utf8.text(ByteBuffer.wrap(value, begin, value.length - begin));
    if (text.isEmpty() || text.get().startsWith("\0")) {
      return new Unusable(
          value[0] == 0
              ? "It is written for a schema registry, as Avro or Protobuf; only JSON can be read."
              : "It is not text in UTF-8.");
    }
    try {
      return opened(format, text.get(), Utf8.JSON.readTree(text.get()), unavailable);
    } catch (JacksonException notJson) {
      return new Unusable("It is not JSON.");
    }
  }

  private static Envelope opened(
      Format format, String text, JsonNode value, Unavailable unavailable) {
    return switch (format) {
      case JSON ->
          value.isObject()
              ? new Whole(value, value, text.strip(), false, false)
              : new Unusable("It is JSON and no object.");
      case CONNECT -> {
        JsonNode payload = ConnectJson.unwrapped(value);
        yield payload.isObject() && ConnectJson.isWrapped(value)
            ? new Whole(payload, payload, payload.toString(), false, false)
            : new Unusable("It has no 'schema' and 'payload' with a record.");
      }
      case DEBEZIUM -> change(ConnectJson.unwrapped(value), unavailable);
    };
  }

  private static Envelope change(JsonNode event, Unavailable unavailable) {
    return switch (event.path("op").asString("")) {
      case "c", "u" -> row(event, false, unavailable);
      case "r" -> row(event, true, unavailable);
      case "d" -> {
        JsonNode before = event.path("before");
        yield new Whole(before, event, before.toString(), true, false);
      }
      case "t" ->
          new Unusable(
              "The table was emptied at once (truncated): which records are gone with it is not"
                  + " told.");
      case "m" -> new Nothing();
      case "" ->
          new Unusable(
              "It is no change event of Debezium: it has no 'op'. Where Debezium sends the rows"
                  + " alone, say 'format: json' or 'format: connect'.");
      default -> new Unusable("It is a change event of a kind that is not known.");
    };
  }

  private static Envelope row(JsonNode event, boolean snapshot, Unavailable unavailable) {
    if (!(event.path("after") instanceof ObjectNode after)) {
      return new Unusable("It is a change event without 'after'.");
    }
    List<String> unknown = new ArrayList<>();
    JsonNode before = event.path("before");
    for (Map.Entry<String, JsonNode> column : List.copyOf(after.properties())) {
      if (isPlaceholder(column.getValue())) {
        JsonNode known = before.path(column.getKey());
        if (known.isMissingNode() || isPlaceholder(known)) {
          unknown.add(column.getKey());
          after.remove(column.getKey());
        } else {
          after.set(column.getKey(), known);
        }
      }
    }
    if (!unknown.isEmpty() && unavailable == Unavailable.REFUSE) {
      return new Unusable(
          "The change event does not tell "
              + String.join(", ", unknown)
              + ", large and unchanged. Give the table REPLICA IDENTITY FULL, or say 'unavailable:"
              + " leave-out' if no mapping reads it.");
    }
    return new Whole(after, event, after.toString(), false, snapshot);
  }

  private static boolean isPlaceholder(JsonNode value) {
    return value.isString() && PLACEHOLDERS.contains(value.stringValue());
  }
}
