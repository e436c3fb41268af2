package dev.selvedge.work;

import dev.selvedge.SpokenTime;
import dev.selvedge.mapping.ConsentClaim;

/// Says a decision about consent as people do.
public final class DecisionWords {
  private DecisionWords() {}

  /// `opt-out from e-mail on 3 Feb 2026, 09:40 UTC`.
  public static String of(ConsentClaim claim) {
    String when =
        claim.at().equals(ConsentClaim.UNKNOWN_TIME)
            ? " at a time nobody knows"
            : " on " + SpokenTime.of(claim.at());
    String reason = claim.evidence().get(ConsentClaim.REASON);
    return choice(claim) + when + (reason == null ? "" : " (" + reason + ")");
  }

  private static String choice(ConsentClaim claim) {
    String topic = claim.topic().words();
    return switch (claim.choice()) {
      case OPT_IN -> "opt-in to " + topic;
      case OPT_OUT -> "opt-out from " + topic;
      case SUPPRESSED -> topic + " suppressed";
      case PENDING -> "opt-in to " + topic + " not yet confirmed";
    };
  }
}
