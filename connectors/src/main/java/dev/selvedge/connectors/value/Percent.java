package dev.selvedge.connectors.value;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

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
}
