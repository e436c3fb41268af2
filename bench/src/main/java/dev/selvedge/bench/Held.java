package dev.selvedge.bench;

import dev.selvedge.bench.load.CustomerCalls;
import dev.selvedge.sandbox.SandboxServer;
import java.util.concurrent.atomic.AtomicLong;

/// What the account's contacts hold, beside what the CRM told last.
final class Held {
  private Held() {}

  /// How many of so many customers are missing or hold another version than that one.
  static long stale(SandboxServer sandbox, int customers, int version) {
    String street = CustomerCalls.street(version);
    AtomicLong right = new AtomicLong();
    sandbox
        .inside()
        .eachContact(
            contact -> {
              boolean one =
                  CustomerCalls.isOne(contact.path("identifiers").path("email").asString(""));
              if (one && contact.path("dataFields").path("STREET").asString("").equals(street)) {
                right.incrementAndGet();
              }
            });
    return customers - right.get();
  }
}
