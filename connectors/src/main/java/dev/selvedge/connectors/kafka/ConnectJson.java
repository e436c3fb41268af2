package dev.selvedge.connectors.kafka;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Kafka Connect's JSON with its schema beside it. The schema says which numbers are times and
/// which texts are numbers, and so these become what they mean: decimals numbers, times ISO text.
/// Without a schema everything stays as it is.
///
/// The names are those of Kafka Connect's logical types and of Debezium's semantic types (its
/// documentation, "data type mappings"). A column without a time zone gives a time without one.
final class ConnectJson {
  private static final long MILLIS = 1_000;
  private static final long MICROS = 1_000_000;
  private static final long NANOS = 1_000_000_000;
  private static final int MOST_DIGITS = 1_000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ConnectJson() {}

  /// Whether there is a schema and a payload, and nothing else.
  static boolean isWrapped(JsonNode value) {
    return value.isObject() && value.size() == 2 && value.has("schema") && value.has("payload");
  }

  /// The payload with plain values, or what is not wrapped as it stands.
  static JsonNode unwrapped(JsonNode value) {
    return isWrapped(value) ? plain(value.path("schema"), value.path("payload")) : value;
  }

  private static JsonNode plain(JsonNode schema, JsonNode value) {
    if (value.isNull() || value.isMissingNode() || !schema.isObject()) {
      return value;
    }
    String name = schema.path("name").asString("");
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return time(name, value);
    }
    return switch (name) {
      case "org.apache.kafka.connect.data.Decimal" ->
          decimal(value, schema.path("parameters").path("scale").asInt(0));
      case "io.debezium.data.VariableScaleDecimal" ->
          value.isObject() ? decimal(value.path("value"), value.path("scale").asInt(0)) : value;
      default -> inner(schema, value);
    };
  }

  private static JsonNode inner(JsonNode schema, JsonNode value) {
    if (value.isObject() && schema.path("fields").isArray()) {
      ObjectNode struct = NODES.objectNode();
      value.properties().forEach(each -> struct.set(each.getKey(), each.getValue()));
      for (JsonNode field : schema.path("fields")) {
        String name = field.path("field").asString("");
        if (value.has(name)) {
          struct.set(name, plain(field, value.path(name)));
        }
      }
      return struct;
    }
    if (value.isArray() && schema.path("items").isObject()) {
      ArrayNode array = NODES.arrayNode();
      value.forEach(each -> array.add(plain(schema.path("items"), each)));
      return array;
    }
    if (value.isObject() && schema.path("values").isObject()) {
      ObjectNode map = NODES.objectNode();
      for (Map.Entry<String, JsonNode> each : value.properties()) {
        map.set(each.getKey(), plain(schema.path("values"), each.getValue()));
      }
      return map;
    }
    return value;
  }

  private static JsonNode decimal(JsonNode unscaled, int scale) {
    try {
      return unscaled.isString() && Math.abs(scale) <= MOST_DIGITS
          ? NODES.numberNode(
              new BigDecimal(
                  new BigInteger(Base64.getDecoder().decode(unscaled.stringValue())), scale))
          : unscaled;
    } catch (IllegalArgumentException notBase64) {
      return unscaled;
    }
  }

  private static JsonNode time(String name, JsonNode value) {
    long number = value.longValue();
    try {
      return switch (name) {
        case "org.apache.kafka.connect.data.Date", "io.debezium.time.Date" ->
            NODES.stringNode(LocalDate.ofEpochDay(number).toString());
        case "org.apache.kafka.connect.data.Timestamp" ->
            NODES.stringNode(Instant.ofEpochMilli(number).toString());
        case "io.debezium.time.Timestamp" -> local(number, MILLIS);
        case "io.debezium.time.MicroTimestamp" -> local(number, MICROS);
        case "io.debezium.time.NanoTimestamp" -> local(number, NANOS);
        case "org.apache.kafka.connect.data.Time", "io.debezium.time.Time" -> clock(number, MILLIS);
        case "io.debezium.time.MicroTime" -> clock(number, MICROS);
        case "io.debezium.time.NanoTime" -> clock(number, NANOS);
        default -> value;
      };
    } catch (DateTimeException beyond) {
      return value;
    }
  }

  private static JsonNode local(long number, long perSecond) {
    long nanos = Math.floorMod(number, perSecond) * (NANOS / perSecond);
    return NODES.stringNode(
        LocalDateTime.ofEpochSecond(
                Math.floorDiv(number, perSecond), Math.toIntExact(nanos), ZoneOffset.UTC)
            .toString());
  }

  private static JsonNode clock(long number, long perSecond) {
    return NODES.stringNode(
        LocalTime.ofNanoOfDay(Math.multiplyExact(number, NANOS / perSecond)).toString());
  }
}
