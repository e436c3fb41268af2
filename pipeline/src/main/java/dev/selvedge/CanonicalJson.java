package dev.selvedge;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Writes a JSON tree in one form only: members sorted by name, numbers without superfluous
/// zeros, no white space. Equal content gives equal text.
public final class CanonicalJson {
  private static final int MOST_DIGITS = 1_000;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private CanonicalJson() {}

  /// The JSON as text in which the members of every object stand in the order of their names, so
  /// that equal trees are equal texts.
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
      case STRING -> quote(node.stringValue(), out);
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
      out.append(separator);
      quote(member.getKey(), out);
      out.append(':');
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

  /// As the JSON library does it, which however sets up a writer for every text.
  private static void quote(String text, StringBuilder out) {
    out.append('"');
    int written = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(text, written, at);
        escape(c, out);
        written = at + 1;
      }
    }
    out.append(text, written, text.length()).append('"');
  }

  private static void escape(char c, StringBuilder out) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> out.append("\\u00").append(HEX.toHexDigits((byte) c));
    }
  }

  /// Written out, `1e999999999` would fill the memory.
  private static String plain(BigDecimal number) {
    if (number.signum() == 0) {
      return "0";
    }
    BigDecimal bare = number.stripTrailingZeros();
    boolean isShort = Math.abs((long) bare.scale()) + bare.precision() <= MOST_DIGITS;
    return isShort ? bare.toPlainString() : bare.toString();
  }
}
