package dev.selvedge.dotdigital.contact;

import java.time.Instant;

/// The evidence of one opt-in. Immutable; masked in its text form. All five parts are required by
/// Dotdigital, and records are only ever added, so sending one twice keeps it twice (Dotdigital
/// OpenAPI: contacts v3; the repetition is inferred).
public record ConsentRecord(
    String text, Instant dateTimeConsented, String url, String ipAddress, String userAgent) {
  public ConsentRecord {
    boolean incomplete =
        text.isBlank() || url.isBlank() || ipAddress.isBlank() || userAgent.isBlank();
    if (incomplete) {
      throw new IllegalArgumentException(
          "a consent record needs text, date, url, IP address and user agent");
    }
  }

  @Override
  public String toString() {
    return "ConsentRecord[masked]";
  }
}
