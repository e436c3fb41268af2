package dev.selvedge.connectors.value;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/// Texts as addresses, forms and signatures spell them.
public final class Percent {
  private Percent() {}

  /// Everything but letters, digits and `-._~` as percent and hexadecimal digits (RFC 3986).
  public static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /// A query without its question mark, in the map's order.
  public static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
        .collect(Collectors.joining("&"));
  }
}
