package dev.selvedge.sandbox.limit;

import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.setting.Settings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// The headers that say how much of a tier is left (Dotdigital docs: call rate limits).
final class RateHeaders {
  private static final long WINDOW_SECONDS = 60;

  private final Settings.Source settings;

  RateHeaders(Settings.Source settings) {
    this.settings = settings;
  }

  Map<String, String> of(Tier tier, int limit, int remaining, Instant now) {
    long end = (now.getEpochSecond() / WINDOW_SECONDS + 1) * WINDOW_SECONDS;
    long reset = settings.get().switches().resetAsDelay() ? end - now.getEpochSecond() : end;
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-RateLimit-Limit", Integer.toString(limit));
    headers.put("X-RateLimit-Remaining", Integer.toString(remaining));
    headers.put("X-RateLimit-Reset", Long.toString(reset));
    headers.put("X-RateLimit-Scope", tier.scope());
    return headers;
  }
}
