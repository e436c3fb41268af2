package dev.selvedge.sandbox.contact;

import java.util.Locale;
import java.util.Optional;

/// The status of the SMS and WhatsApp channels.
public enum PhoneStatus {
  NO_SUBSCRIPTION("noSubscription"),
  SUBSCRIBED("subscribed"),
  UNSUBSCRIBED("unsubscribed"),
  BOUNCED("bounced"),
  DELETED("deleted"),
  SUPPRESSED("suppressed"),
  BINNED("binned");

  private final String wire;

  PhoneStatus(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }

  /// The status of that name, in any case.
  public static Optional<PhoneStatus> read(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    for (PhoneStatus status : values()) {
      if (status.wire.toLowerCase(Locale.ROOT).equals(wanted)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
