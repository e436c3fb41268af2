package dev.selvedge.person;

import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.Topic;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a person's ledger comes to: a pure function of the set of its entries. First every origin's
/// lines are read by themselves for what they decide ([Decisions]); then these rules hold, the
/// first that fits:
///
/// | the decisions hold | effective |
/// |---|---|
/// | a suppression that its own origin did not lift by a newer opt-in | suppressed |
/// | an opt-out, and a newer opt-in of known time from a system that may resubscribe | granted |
/// | an opt-out, whatever else: of one instant with an opt-in, it wins | refused |
/// | an opt-in, of whatever age | granted |
/// | nothing, or only what waits for a confirmation: absence is not consent | unasked |
///
/// Of a list or a preference they hold as long as the whole channel is not refused or suppressed.
public final class EffectiveConsent {
  /// Of two that say the same of one instant the first heard is named: the other may repeat it, as
  /// a system does that was told a decision with its time.
  private static final Comparator<Decision> LATEST =
      Comparator.comparing(Decision::at)
          .thenComparing(decision -> decision.entry().enteredAt(), Comparator.reverseOrder())
          .thenComparing(decision -> decision.entry().origin());

  private EffectiveConsent() {}

  /// A line of the ledger that decides something.
  ///
  /// @param at when, after what is known of its time
  record Decision(LedgerEntry entry, Instant at) {
    boolean is(Choice choice) {
      return entry.claim().choice() == choice;
    }
  }

  /// What holds of a topic by all that was ever decided: a list or preference is refused wherever
  /// its whole channel is.
  public static Verdict of(Collection<LedgerEntry> ledger, Topic topic, ConsentPolicy policy) {
    if (topic.grain() != Topic.Grain.WHOLE) {
      Verdict whole = of(ledger, topic.whole(), policy);
      if (whole instanceof Verdict.Refused || whole instanceof Verdict.Suppressed) {
        return whole;
      }
    }
    List<Decision> decisions = Decisions.of(ledger, topic);
    Optional<Decision> suppression =
        decisions.stream()
            .filter(decision -> decision.is(Choice.SUPPRESSED) && !isLifted(decision, decisions))
            .max(LATEST);
    if (suppression.isPresent()) {
      return new Verdict.Suppressed(suppression.get().entry());
    }
    Optional<Decision> optOut = latest(decisions, Choice.OPT_OUT);
    if (optOut.isEmpty()) {
      return latest(decisions, Choice.OPT_IN)
          .<Verdict>map(optIn -> new Verdict.Granted(optIn.entry()))
          .orElseGet(Verdict.Unasked::new);
    }
    Optional<Decision> newer =
        decisions.stream()
            .filter(decision -> decision.is(Choice.OPT_IN))
            .filter(decision -> decision.at().isAfter(optOut.get().at()))
            .filter(decision -> policy.mayResubscribe(decision.entry()))
            .max(LATEST);
    return newer
        .<Verdict>map(optIn -> new Verdict.Granted(optIn.entry()))
        .orElseGet(() -> new Verdict.Refused(optOut.get().entry()));
  }

  private static Optional<Decision> latest(List<Decision> decisions, Choice choice) {
    return decisions.stream().filter(decision -> decision.is(choice)).max(LATEST);
  }

  /// Whether the origin of a suppression lifted it.
  static boolean isLifted(Decision suppression, List<Decision> decisions) {
    return decisions.stream()
        .filter(decision -> decision.is(Choice.OPT_IN))
        .filter(decision -> decision.entry().origin().equals(suppression.entry().origin()))
        .anyMatch(decision -> decision.at().isAfter(suppression.at()));
  }
}
