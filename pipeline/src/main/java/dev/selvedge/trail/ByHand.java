package dev.selvedge.trail;

import dev.selvedge.Masking;

/// On whose word something was done by hand, and why. Immutable.
///
/// @param who a user of the dashboard, or of the command line
/// @param why in that person's words, on one line, cut when it is long and with every address
///     masked: the trail keeps it; empty where no reason is asked for
public record ByHand(String who, String why) {
  private static final int LONGEST_REASON = 500;

  public ByHand {
    if (who.isBlank()) {
      throw new IllegalArgumentException("somebody must have done it");
    }
    String line = Masking.maskAddresses(why.replaceAll("[\\s\\p{Cntrl}]+", " ").strip());
    why = line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "…" : line;
  }

  /// `by otto`, or `by otto: the shop edited it`
  public String words() {
    return why.isEmpty() ? "by " + who : "by " + who + ": " + why;
  }
}
