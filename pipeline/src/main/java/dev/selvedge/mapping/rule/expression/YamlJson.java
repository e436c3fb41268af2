package dev.selvedge.mapping.rule.expression;

import dev.selvedge.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads YAML as the JSON it stands for.
public final class YamlJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,17})");
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,29})(\\.\\d{1,29})?");

  private YamlJson() {}

  /// The JSON that a part of a YAML file stands for.
  public static JsonNode of(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar -> scalar(scalar);
      case YamlNode.Sequence sequence -> {
        ArrayNode array = NODES.arrayNode();
        sequence.values().forEach(value -> array.add(of(value)));
        yield array;
      }
      case YamlNode.Mapping mapping -> {
        ObjectNode object = NODES.objectNode();
        mapping.values().forEach((key, value) -> object.set(key, of(value)));
        yield object;
      }
    };
  }

  static JsonNode scalar(YamlNode.Scalar scalar) {
    String text = scalar.text();
    if (!scalar.plain()) {
      return NODES.stringNode(text);
    }
    if (scalar.isNull()) {
      return NODES.nullNode();
    }
    if (text.equals("true") || text.equals("false")) {
      return NODES.booleanNode(text.equals("true"));
    }
    if (INTEGER.matcher(text).matches()) {
      return NODES.numberNode(Long.parseLong(text));
    }
    return DECIMAL.matcher(text).matches()
        ? NODES.numberNode(new BigDecimal(text))
        : NODES.stringNode(text);
  }
}
