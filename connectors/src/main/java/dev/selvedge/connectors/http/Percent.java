package dev.selvedge.connectors.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/// Texts in addresses: everything but letters, digits and `-._~` as percent and hexadecimal digits
/// (RFC 3986). A space is `%20`, which every system understands, and never `+`.
public final class Percent {
  private Percent() {}

  /// One text.
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
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
