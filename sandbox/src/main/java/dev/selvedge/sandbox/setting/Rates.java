package dev.selvedge.sandbox.setting;

import java.util.Map;

/// How the call allowance shows itself: what the sources leave open or say in two ways.
///
/// @param resetAs how `X-RateLimit-Reset` is written
/// @param scopeShown whether `X-RateLimit-Scope` is sent
/// @param unlimitedShown whether operations without a limit carry the headers too
/// @param retryAfter whether a 429 carries `Retry-After`, which is not documented
/// @param throttledBody the body of a 429; empty for none
/// @param tiers operations that belong to another tier than assumed: `PATCH
///     /contacts/v3/{identifier}/{value}` to `low`, `medium`, `high` or `unlimited`
public record Rates(
    ResetForm resetAs,
    boolean scopeShown,
    boolean unlimitedShown,
    boolean retryAfter,
    String throttledBody,
    Map<String, String> tiers) {

  /// The ways to write when a window ends.
  public enum ResetForm {
    /// Seconds since 1970, as the documentation says.
    EPOCH,
    /// Milliseconds since 1970.
    EPOCH_MILLIS,
    /// Seconds from now, as the vendor's own client believes.
    DELAY,
    /// Not at all.
    NONE
  }

  public Rates {
    tiers = Map.copyOf(tiers);
  }

  public static Rates defaults() {
    return new Rates(ResetForm.EPOCH, true, false, false, "", Map.of());
  }
}
