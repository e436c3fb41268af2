package dev.selvedge;

import java.math.BigDecimal;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// Writes a JSON tree in one form only: members sorted by name, numbers without superfluous
/// zeros, no white space. Equal content gives equal text.
public final class CanonicalJson {
  private CanonicalJson() {}

  public static String write(JsonNode node) {
    StringBuilder out = new StringBuilder(256);
    append(node, out);
    return out.toString();
  }

  private static void append(JsonNode node, StringBuilder out) {
    switch (node.getNodeType()) {
      case OBJECT -> appendObject(node, out);
      case ARRAY -> appendArray(node, out);
      case NUMBER -> out.append(plain(node.decimalValue()));
      case STRING -> out.append(node);
      case BOOLEAN -> out.append(node.booleanValue());
      case NULL, MISSING -> out.append("null");
      case BINARY, POJO ->
          throw new IllegalArgumentException("not a JSON value: " + node.getNodeType());
    }
  }

  private static void appendObject(JsonNode node, StringBuilder out) {
    TreeMap<String, JsonNode> sorted = new TreeMap<>();
    node.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
    out.append('{');
    String separator = "";
    for (var member : sorted.entrySet()) {
      out.append(separator).append(StringNode.valueOf(member.getKey())).append(':');
      append(member.getValue(), out);
      separator = ",";
    }
    out.append('}');
  }

  private static void appendArray(JsonNode node, StringBuilder out) {
    out.append('[');
    String separator = "";
    for (JsonNode element : node) {
      out.append(separator);
      append(element, out);
      separator = ",";
    }
    out.append(']');
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
