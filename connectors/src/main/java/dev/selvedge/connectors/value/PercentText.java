package dev.selvedge.connectors.value;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Text as a part of an address or of a form.
public final class PercentText {
  private PercentText() {}

  /// All but letters, digits and `-._~` as percent signs (RFC 3986, 2.3).
  public static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
