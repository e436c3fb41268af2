package dev.selvedge.bench.load;

import java.time.Instant;

/// Decisions about the newsletter, as the preference page tells them.
public final class PreferenceCalls {
  private PreferenceCalls() {}

  /// The webhook that tells a decision.
  public static Webhook decision(String address, boolean optIn, Instant at) {
    return new Webhook(
        "/hook/web/preference",
        """
        {"person":"%s","email":"%s","newsletter":"%s","decided_at":"%s"}"""
            .formatted(address, address, optIn ? "yes" : "no", at));
  }
}
