package dev.selvedge.bench.load;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// Signed order webhooks of about 4.3 KB, no two alike. Used by one thread at a time; many may
/// share the numbers.
public final class OrderCalls implements Calls {
  private static final int LINES = 25;
  private static final int BUYERS = 20_000;

  private final AtomicLong numbers;
  private final Signature signature = new Signature();

  public OrderCalls(AtomicLong numbers) {
    this.numbers = numbers;
  }

  @Override
  public byte[] next() {
    return signature.request(new Webhook("/hook/shop/order", body(numbers.incrementAndGet())));
  }

  /// An order of one line that was placed just now.
  public static Webhook placed(String number, String buyer, Instant at) {
    return new Webhook(
        "/hook/shop/order",
        """
        {"number":"%s","email":"%s","placed_at":"%s","updated_at":"%s","status":"paid",\
        "currency":"GBP","delivery":"4.95","total":"34.95","lines":[{"sku":"HAT-1",\
        "name":"Beanie","quantity":1,"price":"30.00"}]}"""
            .formatted(number, buyer, at, at));
  }

  /// One of them, in ASCII.
  public static String body(long number) {
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
