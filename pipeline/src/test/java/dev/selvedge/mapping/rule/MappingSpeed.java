package dev.selvedge.mapping.rule;

import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.RecordMapper;
import dev.selvedge.yaml.Problems;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Measures how many records one core maps in a second of its own time, parsing and hashing
/// included. Run by hand: it asserts nothing.
final class MappingSpeed {
  private static final int ROUNDS = 8;
  private static final double NANOS = 1e9;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final String FIELDS =
      """
      system: shop
      kind: customer
      person:
        email: { from: email }
        fields:
          first_name: { from: first, steps: [collapse_spaces, title_case] }
          last_name: { from: last, steps: [trim] }
          points: points
          joined: joined
          tier: { from: tier, lookup: tiers, default: none }
      consent:
        email: { choice: optIn, at: optInAt }
      lookups:
        tiers: { G: Gold, S: Silver }
      """;

  private static final String CUSTOMER =
      """
      {"id": "81723", "email": "Ada.Lovelace@Example.com", "first": "ada", "last": "Lovelace",
       "points": 120, "joined": "2026-07-01T12:00:00Z", "tier": "G", "optIn": true,
       "optInAt": "2026-11-01T10:00:00.000Z", "phone": "+442079460018", "country": "GB",
       "updatedAt": "2026-11-20T10:00:00Z"}
      """;

  private MappingSpeed() {}

  public static void main(String[] arguments) {
    report("customer, 8 fields", FIELDS, "customer", CUSTOMER);
    report(
        "customer, one field in CEL",
        FIELDS.replace(
            "points: points", "points: points\n    vip: { cel: \"record.points > 100\" }"),
        "customer",
        CUSTOMER);
    String plain =
        Given.ORDER
            .lines()
            .filter(line -> !line.contains("cel:"))
            .reduce("", (a, b) -> a + b + "\n");
    report("order of 5 lines, no CEL", plain, "order", order(5));
    report("order of 5 lines, 2 fields in CEL", Given.ORDER, "order", order(5));
  }

  private static String order(int lines) {
    List<String> each = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      each.add(
          "{\"quantity\": 2, \"unitPriceWithTax\": 4200, \"productVariant\": {\"id\": \""
              + i
              + "\", \"sku\": \"SHIRT-"
              + i
              + "\", \"name\": \"Linen Shirt\"}}");
    }
    return "{\"code\": \"PQ7ZF1PYPKSGN5FC\", \"state\": \"Delivered\", \"orderPlacedAt\":"
        + " \"2026-11-23T23:27:06.043Z\", \"currencyCode\": \"GBP\", \"totalWithTax\": 38840,"
        + " \"subTotalWithTax\": 38340, \"shippingWithTax\": 500, \"customer\": {\"id\": \"1\","
        + " \"emailAddress\": \"ann@example.com\"}, \"shippingAddress\": {\"city\": \"London\"},"
        + " \"lines\": ["
        + String.join(",", each)
        + "], \"payments\": [{\"refunds\": []}], \"fulfillments\": []}";
  }

  private static void report(String what, String file, String kind, String body) {
    Problems problems = new Problems();
    RecordMapper mapper = MappingLoader.load(Map.of("m.yaml", file), Given.CATALOGUE, problems);
    SourceRecord sourceRecord = Given.record(kind, body);
    if (!problems.isEmpty() || !(mapper.map(sourceRecord) instanceof Mapped.Mappable)) {
      throw new IllegalStateException(problems.sorted() + " " + mapper.map(sourceRecord));
    }
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      best = Math.max(best, round(mapper, sourceRecord));
    }
    System.out.printf(
        Locale.ROOT, "%-36s %,9.0f records/s of CPU (%d bytes)%n", what, best, body.length());
  }

  private static double round(RecordMapper mapper, SourceRecord sourceRecord) {
    long start = THREADS.getCurrentThreadCpuTime();
    long mapped = 0;
    while (THREADS.getCurrentThreadCpuTime() - start < NANOS) {
      for (int i = 0; i < 1000; i++) {
        mapped += mapper.map(sourceRecord) instanceof Mapped.Mappable ? 1 : 0;
      }
    }
    return mapped * NANOS / (THREADS.getCurrentThreadCpuTime() - start);
  }
}
