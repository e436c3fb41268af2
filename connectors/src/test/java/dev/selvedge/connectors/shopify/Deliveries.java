package dev.selvedge.connectors.shopify;

import dev.selvedge.Payload;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.Systems;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Calls as Shopify makes them.
final class Deliveries {
  static final String SECRET = "hush-the-app";
  static final String SHOP = "my-brand.myshopify.com";

  private Deliveries() {}

  /// @param more options
  static WebhookSource source(String more) {
    String options = "shop: " + SHOP + "\ntoken: t\nwebhooks: { secret: " + SECRET + " }\n" + more;
    return Systems.plan(new ShopifyConnector(), options, Path.of(".")).open().webhooks().getFirst();
  }

  static String signature(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static WebhookSource.Call signed(String topic, byte[] body, Instant now) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Shopify-Topic", topic);
    headers.put("X-Shopify-Hmac-Sha256", signature(SECRET, body));
    headers.put("X-Shopify-Shop-Domain", SHOP);
    headers.put("X-Shopify-Triggered-At", "2026-11-24T08:59:58.123456789Z");
    return new WebhookSource.Call("shopify", headers, Payload.of(body), now);
  }

  static WebhookSource.Call signed(String topic, String body) {
    return signed(topic, body.getBytes(StandardCharsets.UTF_8), Systems.NOW);
  }

  static WebhookSource.Call with(WebhookSource.Call call, String header, String value) {
    Map<String, String> headers = new LinkedHashMap<>(call.headers());
    headers.put(header, value);
    return new WebhookSource.Call(call.kind(), headers, call.body(), call.receivedAt());
  }

  static WebhookSource.Call without(WebhookSource.Call call, String header) {
    Map<String, String> headers = new LinkedHashMap<>(call.headers());
    headers.remove(header);
    return new WebhookSource.Call(call.kind(), headers, call.body(), call.receivedAt());
  }
}
