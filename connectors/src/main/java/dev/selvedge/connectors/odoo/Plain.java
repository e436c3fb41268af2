package dev.selvedge.connectors.odoo;

import dev.selvedge.connectors.odoo.Schema.Field;
import dev.selvedge.connectors.value.TimeText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Odoo's values as mappings read them. What is empty is `false` there, whatever its type, and null
/// here; times carry no zone and are UTC; a many2one is `[id, name]`, and an object here; amounts
/// are binary fractions, and here have the decimals of their currency, or of their field.
final class Plain {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MOST_DECIMALS = 12;

  private final Schema schema;

  Plain(Schema schema) {
    this.schema = schema;
  }

  /// A value of a field.
  ///
  /// @param row the record it is in, as it came
  JsonNode value(Field field, JsonNode value, JsonNode row) {
    if (field.type().equals("boolean")) {
      return value;
    }
    if (value.isBoolean() && !value.booleanValue()) {
      return NODES.nullNode();
    }
    return switch (field.type()) {
      case "datetime" ->
          instant(value).<JsonNode>map(at -> NODES.stringNode(at.toString())).orElse(value);
      case "many2one" -> pair(value);
      case "monetary" -> rounded(value, decimals(row.path(field.currency())));
      case "float" -> rounded(value, field.digits());
      default -> value;
    };
  }

  /// The time that a text of Odoo's stands for; nothing where there is none.
  static Optional<Instant> instant(JsonNode value) {
    return TimeText.read(value, ZoneOffset.UTC);
  }

  /// The id of a many2one, or of an id alone; zero, which nothing has, where it is empty.
  static long id(JsonNode value) {
    return value.isArray() ? value.path(0).asLong(0) : value.asLong(0);
  }

  private OptionalInt decimals(JsonNode currency) {
    long id = id(currency);
    return id == 0 ? OptionalInt.empty() : schema.decimals(id);
  }

  private static JsonNode pair(JsonNode value) {
    if (!value.isArray()) {
      return value;
    }
    return NODES
        .objectNode()
        .put("id", value.path(0).asLong(0))
        .put("display_name", value.path(1).asString(""));
  }

  private static JsonNode rounded(JsonNode value, OptionalInt decimals) {
    if (!value.isNumber() || decimals.isEmpty() || decimals.getAsInt() > MOST_DECIMALS) {
      return value;
    }
    BigDecimal exact = value.decimalValue();
    return NODES.numberNode(exact.setScale(decimals.getAsInt(), RoundingMode.HALF_UP));
  }
}
