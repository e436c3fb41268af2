package dev.selvedge.dotdigital.contact;

/// What a write says about a contact's SMS or WhatsApp channel. It goes with every mobile number,
/// because a new contact's state would otherwise be taken from a setting of the account (Dotdigital
/// OpenAPI: contacts v3).
public enum MobileStatus {
  NO_SUBSCRIPTION("noSubscription"),
  SUBSCRIBED("subscribed"),
  UNSUBSCRIBED("unsubscribed"),
  SUPPRESSED("suppressed");

  private final String wire;

  MobileStatus(String wire) {
    this.wire = wire;
  }

  String wire() {
    return wire;
  }
}
