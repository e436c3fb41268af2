package dev.selvedge.connectors.oauth;

import dev.selvedge.Secret;
import dev.selvedge.connectors.value.Percent;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The header `Authorization` of OAuth 1.0a (RFC 5849) with HMAC-SHA256, for one call.
public final class OAuthSignature {
  private static final String HMAC = "HmacSHA256";

  private OAuthSignature() {}

  /// Who signs. Printing it shows no secret.
  ///
  /// @param realm empty for none
  public record Keys(
      String consumerKey, Secret consumerSecret, Secret token, Secret tokenSecret, String realm) {}

  /// The value of the header.
  ///
  /// @param seconds the time, as an epoch
  /// @param nonce never the same twice
  public static String header(Keys keys, String method, URI to, long seconds, String nonce) {
    Map<String, String> oauth = new TreeMap<>();
    oauth.put("oauth_consumer_key", keys.consumerKey());
    oauth.put("oauth_nonce", nonce);
    oauth.put("oauth_signature_method", "HMAC-SHA256");
    oauth.put("oauth_timestamp", Long.toString(seconds));
    oauth.put("oauth_token", keys.token().reveal());
    oauth.put("oauth_version", "1.0");
    String key =
        Percent.encoded(keys.consumerSecret().reveal())
            + "&"
            + Percent.encoded(keys.tokenSecret().reveal());
    oauth.put("oauth_signature", hmac(key, baseString(method, to, oauth)));
    String realm = keys.realm().isEmpty() ? "" : "realm=\"" + keys.realm() + "\", ";
    return "OAuth "
        + realm
        + oauth.entrySet().stream()
            .map(one -> one.getKey() + "=\"" + Percent.encoded(one.getValue()) + "\"")
            .collect(Collectors.joining(", "));
  }

  /// What is signed (RFC 5849, 3.4.1): method, address and every parameter in one order.
  public static String baseString(String method, URI to, Map<String, String> oauth) {
    List<Pair> pairs = new ArrayList<>();
    oauth.forEach(
        (name, value) -> pairs.add(new Pair(Percent.encoded(name), Percent.encoded(value))));
    String query = to.getRawQuery() == null ? "" : to.getRawQuery();
    for (String written : query.split("&", -1)) {
      if (!written.isEmpty()) {
        int equals = written.indexOf('=');
        String name = equals < 0 ? written : written.substring(0, equals);
        String value = equals < 0 ? "" : written.substring(equals + 1);
        pairs.add(new Pair(again(name), again(value)));
      }
    }
    pairs.sort(Comparator.comparing(Pair::name).thenComparing(Pair::value));
    String all =
        pairs.stream()
            .map(pair -> pair.name() + "=" + pair.value())
            .collect(Collectors.joining("&"));
    return method.toUpperCase(Locale.ROOT)
        + "&"
        + Percent.encoded(address(to))
        + "&"
        + Percent.encoded(all);
  }

  private record Pair(String name, String value) {}

  private static String again(String encoded) {
    return Percent.encoded(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
  }

  private static String address(URI to) {
    String scheme = to.getScheme().toLowerCase(Locale.ROOT);
    int port = to.getPort();
    boolean usual = port < 0 || port == (scheme.equals("https") ? 443 : 80);
    String path = to.getRawPath().isEmpty() ? "/" : to.getRawPath();
    return scheme
        + "://"
        + to.getHost().toLowerCase(Locale.ROOT)
        + (usual ? "" : ":" + port)
        + path;
  }

  private static String hmac(String key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HMAC));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }
}
