package dev.selvedge.connectors.woocommerce;

import dev.selvedge.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// OAuth 1.0a with one leg (RFC 5849), as WooCommerce takes it over plain HTTP: a consumer without
/// tokens, HMAC-SHA256, everything in the query.
final class OneLegged {
  private static final String HMAC = "HmacSHA256";

  private OneLegged() {}

  /// The query with its signature.
  ///
  /// @param to without a query
  static String query(
      WooSettings.Keys keys, String method, URI to, Map<String, String> query, Once once) {
    Map<String, String> all = new TreeMap<>();
    query.forEach((name, value) -> all.put(encoded(name), encoded(value)));
    all.put("oauth_consumer_key", encoded(keys.consumerKey()));
    all.put("oauth_nonce", encoded(once.nonce()));
    all.put("oauth_signature_method", "HMAC-SHA256");
    all.put("oauth_timestamp", Long.toString(once.seconds()));
    String base =
        method.toUpperCase(Locale.ROOT) + "&" + encoded(address(to)) + "&" + encoded(joined(all));
    all.put("oauth_signature", encoded(hmac(keys.consumerSecret(), base)));
    return joined(all);
  }

  /// What makes a call one of its own.
  ///
  /// @param seconds the time, as an epoch
  /// @param nonce never the same twice
  record Once(long seconds, String nonce) {}

  private static String address(URI to) {
    int port = to.getPort();
    String scheme = to.getScheme().toLowerCase(Locale.ROOT);
    boolean usual = port < 0 || port == (scheme.equals("https") ? 443 : 80);
    return scheme
        + "://"
        + to.getHost().toLowerCase(Locale.ROOT)
        + (usual ? "" : ":" + port)
        + to.getRawPath();
  }

  static String joined(Map<String, String> encoded) {
    return encoded.entrySet().stream()
        .map(one -> one.getKey() + "=" + one.getValue())
        .collect(Collectors.joining("&"));
  }

  /// Everything but letters, digits and `-._~` as percent and hexadecimal digits.
  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String hmac(Secret secret, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      String key = encoded(secret.reveal()) + "&";
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HMAC));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }
}
