package dev.selvedge.dotdigital.delivery.outcome;

import dev.selvedge.dotdigital.account.Residence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/// What a refusal to let the account in means. Dotdigital refuses both calls in the wrong region
/// and calls for parts the account does not have; so the account is asked where it lives, once, and
/// the answer is kept for a while. Thread-safe.
public final class Whereabouts {
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final Supplier<Residence> residence;
  private final String title;
  private final InstantSource clock;
  private Residence known = new Residence.NotTold();
  private Instant askedAt = Instant.MIN;

  public Whereabouts(Supplier<Residence> residence, String title, InstantSource clock) {
    this.residence = residence;
    this.title = title;
    this.clock = clock;
  }

  private synchronized Residence find() {
    Instant now = clock.instant();
    if (askedAt.isBefore(now.minus(KEPT))) {
      askedAt = now;
      known = residence.get();
    }
    return known;
  }

  /// Whether only this part is refused: the account lives here, and more than the part would be
  /// refused if it were not welcome at all.
  boolean isPartOnly(Part part) {
    return part != Part.CONTACTS && find() instanceof Residence.Here;
  }

  /// Why the account is refused, as a sentence.
  String forbidden() {
    return switch (find()) {
      case Residence.Elsewhere elsewhere ->
          title
              + " does not let the account in here because it lives in another region: set"
              + " dotdigital.endpoint to "
              + elsewhere.endpoint();
      case Residence.Here ignored ->
          title
              + " forbids the call though the account lives here; check the API user's rights and"
              + " the account's package";
      case Residence.NotTold ignored ->
          title
              + " forbids the call; check dotdigital.endpoint (the account's region), the API"
              + " user's rights and the account's package";
    };
  }
}
