package dev.selvedge.connectors.medusa;

import dev.selvedge.Payload;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.Systems;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Calls as a subscriber in the shop makes them.
final class MedusaEvents {
  private static final String SECRET = "between-shop-and-hub";

  private MedusaEvents() {}

  static WebhookSource source() {
    return source("");
  }

  /// @param more options of the shop
  static WebhookSource source(String more) {
    String options =
        "shop: https://api.shop.example\napi_key: sk_1\nevents: { secret: new-one,"
            + " previous_secret: "
            + SECRET
            + " }\n"
            + more;
    return Systems.plan(new MedusaConnector(), options, Path.of(".")).open().webhooks().getFirst();
  }

  static WebhookSource.Call signed(String body) {
    return signed(body.getBytes(StandardCharsets.UTF_8), Systems.NOW);
  }

  static WebhookSource.Call signed(byte[] body, Instant now) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      String signature = Base64.getEncoder().encodeToString(mac.doFinal(body));
      return new WebhookSource.Call(
          ShopEvents.KIND, Map.of(ShopEvents.SIGNATURE, signature), Payload.of(body), now);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
