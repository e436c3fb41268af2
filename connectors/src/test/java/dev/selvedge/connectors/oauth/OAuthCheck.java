package dev.selvedge.connectors.oauth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks a signature of OAuth 1.0a as a server does, from what arrived, by itself.
public final class OAuthCheck {
  private static final Pattern FIELD = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private OAuthCheck() {}

  /// A call as it arrived.
  ///
  /// @param to the address without its query
  /// @param query its parameters, decoded
  public record Arrived(String method, String to, Map<String, String> query) {
    public Arrived {
      query = Map.copyOf(query);
    }
  }

  /// Whether the header is what the keys sign of this call.
  ///
  /// @param key both secrets, with `&` between
  /// @param realm empty where none is wanted
  public static boolean isGenuine(Arrived call, String header, String key, String realm) {
    Map<String, String> fields = new TreeMap<>();
    Matcher matcher = FIELD.matcher(header);
    while (matcher.find()) {
      fields.put(matcher.group(1), URLDecoder.decode(matcher.group(2), StandardCharsets.UTF_8));
    }
    String signature = String.valueOf(fields.remove("oauth_signature"));
    String theirs = fields.containsKey("realm") ? String.valueOf(fields.remove("realm")) : "";
    TreeMap<String, String> all = new TreeMap<>();
    fields.forEach((name, value) -> all.put(escaped(name), escaped(value)));
    call.query().forEach((name, value) -> all.put(escaped(name), escaped(value)));
    StringBuilder parameters = new StringBuilder();
    all.forEach(
        (name, value) ->
            parameters
                .append(parameters.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(value));
    String base = call.method() + "&" + escaped(call.to()) + "&" + escaped(parameters.toString());
    return theirs.equals(realm)
        && header.startsWith("OAuth ")
        && "HMAC-SHA256".equals(fields.get("oauth_signature_method"))
        && signature.equals(hmac(key, base));
  }

  private static String hmac(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String escaped(String value) {
    StringBuilder escaped = new StringBuilder();
    for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      escaped.append(
          UNRESERVED.indexOf(c) >= 0
              ? String.valueOf(c)
              : String.format(Locale.ROOT, "%%%02X", each & 0xff));
    }
    return escaped.toString();
  }
}
