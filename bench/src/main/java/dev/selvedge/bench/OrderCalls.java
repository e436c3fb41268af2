package dev.selvedge.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signed order webhooks of about 4.3 KB, no two alike. Used by one thread at a time; many may
/// share the numbers.
final class OrderCalls {
  private static final int LINES = 25;
  private static final int BUYERS = 20_000;

  private final AtomicLong numbers;
  private final Mac mac;

  OrderCalls(AtomicLong numbers) {
    this.numbers = numbers;
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Brand.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new BenchException("every Java platform has HmacSHA256", e);
    }
  }

  /// The next order as it goes over the wire.
  byte[] next() {
    byte[] body = body(numbers.incrementAndGet()).getBytes(StandardCharsets.US_ASCII);
    String head =
        "POST /hook/shop/order HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + "X-Signature: "
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

  static String body(long number) {
    StringBuilder json = new StringBuilder(4_500);
    json.append("{\"number\":\"W-").append(number);
    json.append("\",\"email\":\"buyer").append(number % BUYERS).append("@example.com\"");
    json.append(",\"placed_at\":\"2026-10-01T10:00:00Z\",\"updated_at\":\"2026-10-01T10:00:00Z\"");
    json.append(",\"status\":\"paid\",\"currency\":\"GBP\",\"delivery\":\"4.95\",\"total\":\"");
    json.append(LINES * 10).append(".95\",\"lines\":[");
    for (int line = 0; line < LINES; line++) {
      long article = (number * 31 + line * 7919L) % 100_000;
      json.append(line == 0 ? "" : ",").append("{\"sku\":\"SKU-").append(article);
      json.append("\",\"name\":\"Merino crew neck jumper, colour ").append(article % 97);
      json.append("\",\"quantity\":1,\"price\":\"10.00\",\"tax_rate\":\"20.0\",\"size\":\"M\"");
      json.append(",\"image\":\"/media/catalogue/").append(article).append("/front-large.jpg\"}");
    }
    return json.append("]}").toString();
  }
}
