package dev.selvedge.sandbox.limit;

import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.setting.Rates;
import dev.selvedge.sandbox.setting.Settings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// The headers that say how much of a tier is left (Dotdigital docs: call rate limits).
final class RateHeaders {
  private static final long WINDOW_SECONDS = 60;
  private static final long SECOND_MILLIS = 1000;

  private final Settings.Source settings;

  RateHeaders(Settings.Source settings) {
    this.settings = settings;
  }

  Map<String, String> of(Tier tier, int limit, int remaining, Instant now) {
    Rates rates = settings.get().rates();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-RateLimit-Limit", Integer.toString(limit));
    headers.put("X-RateLimit-Remaining", Integer.toString(remaining));
    long end = end(now);
    switch (rates.resetAs()) {
      case EPOCH -> headers.put("X-RateLimit-Reset", Long.toString(end));
      case EPOCH_MILLIS -> headers.put("X-RateLimit-Reset", Long.toString(end * SECOND_MILLIS));
      case DELAY -> headers.put("X-RateLimit-Reset", Long.toString(end - now.getEpochSecond()));
      case NONE -> {
        // the client has to know by itself
      }
    }
    if (rates.scopeShown()) {
      headers.put("X-RateLimit-Scope", tier.scope());
    }
    return headers;
  }

  /// The headers of a call that is refused for want of allowance.
  Map<String, String> ofRefusal(Tier tier, int limit, Instant now) {
    Map<String, String> headers = of(tier, limit, 0, now);
    if (settings.get().rates().retryAfter()) {
      headers.put("Retry-After", Long.toString(end(now) - now.getEpochSecond()));
    }
    return headers;
  }

  private static long end(Instant now) {
    return (now.getEpochSecond() / WINDOW_SECONDS + 1) * WINDOW_SECONDS;
  }
}
