package dev.selvedge.bench.load;

import java.time.Instant;
import java.util.Locale;

/// Customers of the CRM as it tells about them again and again: each telling is a version with a
/// street of its own, by which it shows what a contact holds.
public final class CustomerCalls {
  private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");
  private static final String DOMAIN = "@customer.example";

  private CustomerCalls() {}

  /// The webhook that tells a version.
  public static Webhook change(int customer, int version) {
    return new Webhook("/hook/crm/customer", body(customer, version));
  }

  /// What the record holds in that version.
  public static String body(int customer, int version) {
    return """
        {"customer_no":"C%d","email":"%s","first_name":"Given%d","last_name":"Family%d",\
        "born":"1980-02-1%d","street":"%s","city":"Leeds","postcode":"LS%d 4AB",\
        "country":"United Kingdom","newsletter":"%s","newsletter_at":"2025-05-01T10:00:00Z",\
        "updated_at":"%s"}"""
        .formatted(
            customer,
            address(customer),
            customer % 4_001,
            customer % 9_973,
            customer % 10,
            street(version),
            customer % 30,
            customer % 3 == 0 ? "no" : "yes",
            changed(version));
  }

  /// When the CRM says it was changed.
  public static Instant changed(int version) {
    return FIRST.plusSeconds(version);
  }

  public static String address(int customer) {
    return "customer" + customer + DOMAIN;
  }

  /// Whether an address is one of these customers'.
  public static boolean isOne(String address) {
    return address.toLowerCase(Locale.ROOT).endsWith(DOMAIN);
  }

  public static String street(int version) {
    return version + " Station Road";
  }
}
