package dev.selvedge.connectors;

import dev.selvedge.Payload;
import dev.selvedge.connector.WebhookSource;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Calls that are signed as the options below want it.
public final class SignedDeliveries {
  /// The options of the webhook, one line.
  public static final String OPTIONS =
      "{ secret: s3cr3t, signature: { header: X-S }, kinds: { refund: { key: id, stamp: at } } }";

  private SignedDeliveries() {}

  public static String body(int key, Instant stamp, String note) {
    return "{\"id\":%d,\"at\":\"%s\",\"note\":\"%s\"}".formatted(key, stamp, note);
  }

  public static WebhookSource.Call signed(byte[] body, Instant now) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("s3cr3t".getBytes(java.nio.charset.StandardCharsets.UTF_8), "x"));
      String signature = Base64.getEncoder().encodeToString(mac.doFinal(body));
      return new WebhookSource.Call("refund", Map.of("X-S", signature), Payload.of(body), now);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
