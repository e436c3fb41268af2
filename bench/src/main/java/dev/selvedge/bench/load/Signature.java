package dev.selvedge.bench.load;

import dev.selvedge.bench.scene.BenchException;
import dev.selvedge.bench.scene.Brand;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs webhooks with the brand's secret. Confined to one thread.
public final class Signature {
  private final Mac mac;

  public Signature() {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Brand.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new BenchException("every Java platform has HmacSHA256", e);
    }
  }

  /// The call as it goes over the wire.
  public byte[] request(Webhook webhook) {
    byte[] body = webhook.body().getBytes(StandardCharsets.US_ASCII);
    String head =
        "POST "
            + webhook.path()
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nX-Signature: "
            + Base64.getEncoder().encodeToString(mac.doFinal(body))
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[start.length + body.length];
    System.arraycopy(start, 0, request, 0, start.length);
    System.arraycopy(body, 0, request, start.length, body.length);
    return request;
  }
}
