package dev.selvedge.connectors.tryton;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Tryton's typed values. What JSON has no type for is an object with a `__class__`: times and
/// dates without a zone, which are UTC, decimals, bytes. Whatever was asked for through a dot comes
/// back below the field's name with a dot at its end.
final class Typed {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String CLASS = "__class__";
  private static final String ACTIVE = "active";
  private static final int NANOS = 1000;

  private Typed() {}

  /// A record as mappings read it: times and dates as ISO text, decimals as numbers, what lies
  /// behind a field under the field's own name in place of its bare id. `active` is true or false:
  /// on SQLite Tryton says 1 or 0.
  static JsonNode plain(JsonNode value) {
    if (value.isArray()) {
      ArrayNode array = NODES.arrayNode();
      value.forEach(element -> array.add(plain(element)));
      return array;
    }
    if (!value.isObject()) {
      return value;
    }
    return value.has(CLASS) ? scalar(value) : object(value);
  }

  private static ObjectNode object(JsonNode value) {
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      String name = member.getKey();
      JsonNode held = plain(member.getValue());
      if (name.endsWith(".")) {
        object.set(name.substring(0, name.length() - 1), held);
      } else if (!value.has(name + '.')) {
        object.set(name, name.equals(ACTIVE) ? flag(held) : held);
      }
    }
    return object;
  }

  private static JsonNode flag(JsonNode value) {
    return value.isIntegralNumber() ? NODES.booleanNode(value.intValue() != 0) : value;
  }

  private static JsonNode scalar(JsonNode value) {
    try {
      return switch (value.path(CLASS).asString("")) {
        case "datetime" -> NODES.stringNode(dateTime(value).toInstant(ZoneOffset.UTC).toString());
        case "date" -> NODES.stringNode(date(value).toString());
        case "time" -> NODES.stringNode(time(value).toString());
        case "timedelta" -> value.path("seconds");
        case "Decimal" -> NODES.numberNode(new BigDecimal(value.path("decimal").asString("")));
        case "bytes" -> value.path("base64");
        default -> value;
      };
    } catch (DateTimeException | NumberFormatException notSo) {
      // `NaN`, say: the mapping refuses it where it is wanted.
      return value;
    }
  }

  /// The instant of a time as it came; nothing for null.
  static Optional<Instant> instant(JsonNode value) {
    try {
      return value.path(CLASS).asString("").equals("datetime")
          ? Optional.of(dateTime(value).toInstant(ZoneOffset.UTC))
          : Optional.empty();
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  /// A time as Tryton wants it, to the microsecond.
  static ObjectNode of(Instant instant) {
    LocalDateTime at = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    return NODES
        .objectNode()
        .put(CLASS, "datetime")
        .put("year", at.getYear())
        .put("month", at.getMonthValue())
        .put("day", at.getDayOfMonth())
        .put("hour", at.getHour())
        .put("minute", at.getMinute())
        .put("second", at.getSecond())
        .put("microsecond", at.getNano() / NANOS);
  }

  private static LocalDateTime dateTime(JsonNode value) {
    return LocalDateTime.of(date(value), time(value));
  }

  private static LocalDate date(JsonNode value) {
    return LocalDate.of(
        value.path("year").asInt(0), value.path("month").asInt(0), value.path("day").asInt(0));
  }

  private static LocalTime time(JsonNode value) {
    return LocalTime.of(
        value.path("hour").asInt(0),
        value.path("minute").asInt(0),
        value.path("second").asInt(0),
        value.path("microsecond").asInt(0) * NANOS);
  }
}
