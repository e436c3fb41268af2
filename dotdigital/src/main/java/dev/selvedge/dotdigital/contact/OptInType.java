package dev.selvedge.dotdigital.contact;

/// How a contact's address was confirmed. With [#VERIFIED_DOUBLE] Dotdigital sends a confirmation
/// mail and the channel is pending meanwhile (Dotdigital OpenAPI: contacts v3).
public enum OptInType {
  UNKNOWN("unknown"),
  SINGLE("single"),
  DOUBLE("double"),
  VERIFIED_DOUBLE("verifiedDouble");

  private final String wire;

  OptInType(String wire) {
    this.wire = wire;
  }

  String wire() {
    return wire;
  }
}
