package dev.selvedge.connectors.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks a signature of OAuth 1.0a as a server does, from what arrived, by itself.
final class OAuthCheck {
  private static final Pattern FIELD = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private OAuthCheck() {}

  static boolean isGenuine(RestVendor.Call call, String header, String key) {
    Map<String, String> fields = new TreeMap<>();
    Matcher matcher = FIELD.matcher(header);
    while (matcher.find()) {
      RestVendor.pairs(matcher.group(1) + "=" + matcher.group(2), fields);
    }
    String signature = String.valueOf(fields.remove("oauth_signature"));
    boolean realm = "7".equals(fields.remove("realm"));
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
    String base =
        call.method()
            + "&"
            + escaped("http://" + call.header("host") + call.path())
            + "&"
            + escaped(parameters.toString());
    return realm
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
          UNRESERVED.indexOf(c) >= 0 ? String.valueOf(c) : String.format("%%%02X", each & 0xff));
    }
    return escaped.toString();
  }
}
