package dev.selvedge.sandbox.contact;

/// What a person agreed to, as it was sent; only ever appended.
///
/// @param text what they saw
/// @param consented when, as epoch milliseconds
/// @param url where
/// @param ipAddress from which address
/// @param userAgent with which browser
/// @param created when the record arrived, as epoch milliseconds
public record ConsentRecord(
    String text, long consented, String url, String ipAddress, String userAgent, long created) {

  /// Whether it says the same, whenever it arrived.
  boolean same(ConsentRecord other) {
    return arrived(0).equals(other.arrived(0));
  }

  ConsentRecord arrived(long now) {
    return new ConsentRecord(text, consented, url, ipAddress, userAgent, now);
  }
}
