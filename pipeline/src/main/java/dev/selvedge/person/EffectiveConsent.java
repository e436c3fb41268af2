package dev.selvedge.person;

import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Channel;
import dev.selvedge.mapping.ConsentClaim.Choice;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// What a person's ledger comes to: a pure function of the set of its entries.
///
/// | the newest decision is | and of the same instant | effective |
/// |---|---|---|
/// | none | – | unknown: absence is not consent |
/// | opt-in | no opt-out | opt-in |
/// | opt-in | an opt-out | opt-out: a tie goes to the person |
/// | opt-out | anything | opt-out |
public final class EffectiveConsent {
  private static final Comparator<LedgerEntry> LATEST_THEN_OPT_OUT =
      Comparator.comparing((LedgerEntry entry) -> entry.claim().at())
          .thenComparing(entry -> entry.claim().choice() == Choice.OPT_OUT)
          .thenComparing(LedgerEntry::origin);

  private EffectiveConsent() {}

  /// The entry that decides for a channel; empty when nobody ever said anything.
  public static Optional<LedgerEntry> deciding(Collection<LedgerEntry> ledger, Channel channel) {
    return ledger.stream()
        .filter(entry -> entry.claim().channel() == channel)
        .max(LATEST_THEN_OPT_OUT);
  }

  /// Whether marketing may go out by this channel.
  public static boolean allows(Collection<LedgerEntry> ledger, Channel channel) {
    return deciding(ledger, channel)
        .map(LedgerEntry::claim)
        .map(ConsentClaim::choice)
        .filter(choice -> choice == Choice.OPT_IN)
        .isPresent();
  }
}
