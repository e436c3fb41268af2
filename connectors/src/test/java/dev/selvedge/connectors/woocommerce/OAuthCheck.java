package dev.selvedge.connectors.woocommerce;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks a signature of OAuth 1.0a in the query as the shop does, with code of its own.
final class OAuthCheck {
  private OAuthCheck() {}

  /// @param query with the signature
  static boolean isGenuine(String secret, String method, String url, Map<String, String> query) {
    Map<String, String> signed = new TreeMap<>(query);
    String given = signed.remove("oauth_signature");
    if (given == null || !"HMAC-SHA256".equals(signed.get("oauth_signature_method"))) {
      return false;
    }
    List<String> pairs = new ArrayList<>();
    signed.forEach((name, value) -> pairs.add(raw(raw(name)) + "%3D" + raw(raw(value))));
    String base = method + "&" + raw(url) + "&" + String.join("%26", pairs);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec((secret + "&").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] expected = mac.doFinal(base.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(expected).equals(given);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String raw(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (one & 0xFF);
      boolean plain =
          (character >= 'a' && character <= 'z')
              || (character >= 'A' && character <= 'Z')
              || (character >= '0' && character <= '9')
              || "-._~".indexOf(character) >= 0;
      encoded.append(
          plain
              ? String.valueOf(character)
              : "%" + HexFormat.of().withUpperCase().toHexDigits(one));
    }
    return encoded.toString();
  }
}
