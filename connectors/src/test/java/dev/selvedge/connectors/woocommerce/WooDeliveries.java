package dev.selvedge.connectors.woocommerce;

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

/// Calls as WooCommerce makes them.
final class WooDeliveries {
  /// That of the recorded deliveries.
  static final String SECRET = "hook-secret";

  private WooDeliveries() {}

  /// @param more options
  static WebhookSource source(String more) {
    String options =
        "shop: http://127.0.0.1:8081\nconsumer_key: ck_1\nconsumer_secret: cs_1\n"
            + "webhooks: { secret: "
            + SECRET
            + " }\n"
            + more;
    return Systems.plan(new WooConnector(), options, Path.of(".")).open().webhooks().getFirst();
  }

  static WebhookSource.Call signed(String topic, byte[] body, Instant now) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("X-WC-Webhook-Source", "http://127.0.0.1:8081/");
    headers.put("X-WC-Webhook-Topic", topic);
    headers.put("X-WC-Webhook-Signature", signature(body));
    headers.put("X-WC-Webhook-Delivery-ID", "9c7bc4c1253fc017fa2c1302780d9b1b");
    return new WebhookSource.Call("woocommerce", headers, Payload.of(body), now);
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

  private static String signature(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
