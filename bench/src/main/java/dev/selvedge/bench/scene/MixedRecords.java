package dev.selvedge.bench.scene;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.SourceRecord.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What two systems of customers and a shop say, mixed. Of ten records four are customers of the
/// CRM, two of the ERP and four are orders; three of the ten (one ERP customer, two orders) are
/// of somebody the CRM knows, the others have an address of their own.
public final class MixedRecords {
  private static final Instant CHANGED = Instant.parse("2026-01-01T00:00:00Z");
  private static final int CYCLE = 10;
  private static final int PRIME = 7_919;

  private MixedRecords() {}

  /// So many of them, from one number on.
  public static List<SourceRecord> page(int from, int count, Instant now) {
    List<SourceRecord> page = new ArrayList<>(count);
    for (int number = from; number < from + count; number++) {
      page.add(one(number, now));
    }
    return page;
  }

  private static SourceRecord one(int number, Instant now) {
    return switch (number % CYCLE) {
      case 0, 1, 2, 3 -> of("crm/customer/C" + number, crm(number), number, now);
      case 4 -> of("erp/customer/" + number, erp(number, own(number)), number, now);
      case 5 -> of("erp/customer/" + number, erp(number, known(number)), number, now);
      case 6, 7 -> of("shop/order/W-" + number, order(number, own(number)), number, now);
      default -> of("shop/order/W-" + number, order(number, known(number)), number, now);
    };
  }

  private static SourceRecord of(String ref, String body, int number, Instant now) {
    return new SourceRecord(
        RecordRef.parse(ref),
        Stamp.at(CHANGED.plusSeconds(number)),
        now,
        Change.UPSERT,
        Pace.BACKFILL,
        Payload.ofText(body));
  }

  private static String own(int number) {
    return Integer.toHexString(number * 0x9E3779B1) + "@example.com";
  }

  /// The address of one of the CRM's customers so far, anywhere among them.
  private static String known(int number) {
    int cycle = number / CYCLE;
    int picked = (int) ((long) number * PRIME % (cycle + 1));
    return own(picked * CYCLE + number % 4);
  }

  private static String crm(int number) {
    return """
        {"customer_no":"C%d","email":"%s","first_name":"Given%d","last_name":"Family%d",\
        "born":"1980-02-1%d","street":"%d Station Road","city":"Leeds","postcode":"LS%d 4AB",\
        "country":"United Kingdom","newsletter":"%s","newsletter_at":"2025-05-01T10:00:00Z",\
        "updated_at":"2026-01-01T00:00:00Z","segment":"none","source":"till","store_no":%d}"""
        .formatted(
            number,
            own(number),
            number % 4_001,
            number % 9_973,
            number % CYCLE,
            1 + number % 250,
            number % 30,
            number % 3 == 0 ? "no" : "yes",
            number % 77);
  }

  private static String erp(int number, String email) {
    return """
        {"id":%d,"contact":{"email":"%s","first":"Given%d","last":"Family%d"},\
        "address":{"street":"1 Station Road","city":"York","zip":"YO%d 1AA"},"tier":"gold",\
        "points":%d,"ledger":"4711","terms":"30 days","updated_at":"2026-01-01T00:00:00Z"}"""
        .formatted(
            number,
            email.toUpperCase(java.util.Locale.ROOT),
            number % 3_001,
            number % 8_009,
            number % 30,
            number % 500);
  }

  private static String order(int number, String email) {
    return """
        {"number":"W-%d","email":"%s","placed_at":"2026-01-01T10:00:00Z","status":"paid",\
        "currency":"GBP","delivery":"4.95","total":"34.95","updated_at":"2026-01-01T10:00:00Z",\
        "lines":[{"sku":"SKU-%d","name":"Merino jumper","quantity":1,"price":"10.00"},\
        {"sku":"SKU-%d","name":"Wool scarf","quantity":2,"price":"10.00"}]}"""
        .formatted(number, email, number % 5_003, number % 7_001);
  }
}
