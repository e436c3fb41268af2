package dev.selvedge.app.page;

import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.app.page.PersonPage.ConsentLine;
import dev.selvedge.app.page.PersonPage.DecisionLine;
import dev.selvedge.app.page.PersonPage.Moment;
import dev.selvedge.app.page.PersonPage.Standing;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.ConsentClaim.Timing;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.AddressRef;
import dev.selvedge.person.ConsentPolicy;
import dev.selvedge.person.ConsentPolicy.Unasked;
import dev.selvedge.person.EffectiveConsent;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.LedgerEntry.Voice;
import dev.selvedge.person.Verdict;
import dev.selvedge.work.DecisionWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Says what a person's ledger comes to for each topic, why, and by which of its lines. Pure.
final class ConsentLines {
  private static final Comparator<LedgerEntry> NEWEST =
      Comparator.comparing((LedgerEntry line) -> line.claim().at())
          .thenComparing(LedgerEntry::enteredAt)
          .reversed();

  private static final Map<String, String> EVIDENCE =
      Map.of("text", "agreed to", "url", "page", "ip", "IP address", "user_agent", "browser");

  private final List<LedgerEntry> ledger;
  private final ConsentPolicy policy;
  private final Map<SystemName, String> titles;
  private final ProofWords proofs;

  /// @param titles what pages call each target
  ConsentLines(
      List<LedgerEntry> ledger,
      ConsentPolicy policy,
      Map<SystemName, String> titles,
      ProofWords proofs) {
    this.ledger = ledger;
    this.policy = policy;
    this.titles = titles;
    this.proofs = proofs;
  }

  /// E-mail and SMS first, then whatever finer topics the ledger speaks of.
  ///
  /// @param softly whether a purchase stands for an opt-in to e-mail
  List<ConsentLine> lines(boolean softly, int atMost) {
    SortedSet<Topic> topics =
        new TreeSet<>(
            Comparator.comparing((Topic topic) -> topic.grain())
                .thenComparing(Comparator.naturalOrder()));
    topics.addAll(List.of(Topic.EMAIL, Topic.SMS));
    ledger.forEach(line -> topics.add(line.claim().topic()));
    return topics.stream()
        .map(topic -> line(topic, softly && topic.equals(Topic.EMAIL), atMost))
        .toList();
  }

  private ConsentLine line(Topic topic, boolean softly, int atMost) {
    Verdict verdict = EffectiveConsent.of(ledger, topic, policy);
    Optional<LedgerEntry> decides = verdict.deciding();
    List<LedgerEntry> ofTopic =
        ledger.stream().filter(line -> line.claim().topic().equals(topic)).sorted(NEWEST).toList();
    List<LedgerEntry> shown = new ArrayList<>(ofTopic.stream().limit(atMost).toList());
    decides.filter(ofTopic::contains).filter(line -> !shown.contains(line)).ifPresent(shown::add);
    return new ConsentLine(
        topic.words(),
        standing(verdict, softly),
        why(verdict, topic, softly),
        shown.stream()
            .map(line -> decisionLine(line, decides.filter(line::equals).isPresent()))
            .toList());
  }

  private static Standing standing(Verdict verdict, boolean softly) {
    return switch (verdict) {
      case Verdict.Granted ignored -> Standing.OPTED_IN;
      case Verdict.Refused ignored -> Standing.OPTED_OUT;
      case Verdict.Suppressed ignored -> Standing.SUPPRESSED;
      case Verdict.Unasked ignored -> softly ? Standing.CUSTOMER : Standing.NEVER_ASKED;
    };
  }

  private String why(Verdict verdict, Topic topic, boolean softly) {
    return switch (verdict) {
      case Verdict.Granted(LedgerEntry by) ->
          "What decides is the " + words(by) + later(by, topic) + '.';
      case Verdict.Refused(LedgerEntry by) ->
          ofTheWhole(by, topic) + "What decides is the " + words(by) + notLifted(by);
      case Verdict.Suppressed(LedgerEntry by) -> ofTheWhole(by, topic) + suppressed(by);
      case Verdict.Unasked ignored ->
          softly
              ? "Nobody has told us of a decision; they bought something and did not object, which"
                  + " this project takes for consent (soft_opt_in)."
              : unasked(topic);
    };
  }

  /// `opt-in to e-mail on 3 Feb 2026, 09:40 UTC, on the word of shop/customer/1`.
  private String words(LedgerEntry line) {
    return DecisionWords.of(line.claim()) + ", on the word of " + speaker(line.origin());
  }

  private static String ofTheWhole(LedgerEntry by, Topic topic) {
    return by.claim().topic().equals(topic)
        ? ""
        : "It is part of " + by.claim().topic().words() + ", and nothing of that may be sent. ";
  }

  private String later(LedgerEntry by, Topic topic) {
    boolean refusedBefore =
        said(topic, Choice.OPT_OUT).stream()
            .anyMatch(line -> line.claim().at().isBefore(by.claim().at()));
    return refusedBefore ? "; it is newer than any opt-out that counts" : "";
  }

  /// Somebody who looks into the shop may see a newer opt-in there.
  private String notLifted(LedgerEntry by) {
    return said(by.claim().topic(), Choice.OPT_IN).stream()
        .filter(line -> !line.claim().at().isBefore(by.claim().at()))
        .max(Comparator.comparing(line -> line.claim().at()))
        .map(
            optIn ->
                optIn.claim().at().equals(by.claim().at())
                    ? "; the opt-in of the same moment on the word of "
                        + speaker(optIn.origin())
                        + " loses against it."
                    : mayNot(optIn))
        .orElse(", and no newer opt-in is known.");
  }

  private String mayNot(LedgerEntry optIn) {
    SystemName system = optIn.origin().system();
    boolean may =
        policy.resubscribers().isEmpty()
            || policy.resubscribers().contains(system)
            || policy.mailers().contains(system);
    return "; the newer "
        + words(optIn)
        + (may
            ? ", does not lift it: it only repeats what was known or told there."
            : ", does not count: this project does not let "
                + system
                + " resubscribe anybody who opted out.");
  }

  private String suppressed(LedgerEntry by) {
    String reason = by.claim().evidence().getOrDefault(ConsentClaim.REASON, "");
    String who = speaker(by.origin());
    String what =
        switch (reason) {
          case ConsentClaim.BOUNCE -> "Mail to this address came back for good";
          case "complaint" -> "They reported mail as spam";
          default -> "It is suppressed" + (reason.isEmpty() ? "" : " (" + reason + ")");
        };
    return what
        + ": the "
        + words(by)
        + ". Only a newer opt-in on the word of "
        + who
        + " itself lifts that.";
  }

  private String unasked(Topic topic) {
    String pending =
        said(topic, Choice.PENDING).isEmpty()
            ? "Nobody has told us of a decision; absence is not consent"
            : "An opt-in waits for its confirmation; until then it is no consent";
    if (!topic.equals(Topic.EMAIL)) {
      return pending + '.';
    }
    return pending
        + (policy.unasked() == Unasked.NOBODY
            ? ", and this project makes no contact of people who were not asked."
            : ", so the contact is kept unsubscribed.");
  }

  private List<LedgerEntry> said(Topic topic, Choice choice) {
    return ledger.stream()
        .filter(line -> line.voice() == Voice.SAID && line.claim().choice() == choice)
        .filter(line -> line.claim().topic().equals(topic))
        .toList();
  }

  private DecisionLine decisionLine(LedgerEntry line, boolean decides) {
    ConsentClaim claim = line.claim();
    boolean known = !claim.at().equals(ConsentClaim.UNKNOWN_TIME);
    String evidence =
        claim.evidence().entrySet().stream()
            .map(one -> EVIDENCE.getOrDefault(one.getKey(), one.getKey()) + ": " + one.getValue())
            .collect(Collectors.joining("; "));
    return new DecisionLine(
        told(line) + word(claim),
        known ? new Moment.At(claim.at()) : new Moment.NotKnown(),
        speaker(line.origin()),
        line.enteredAt(),
        evidence,
        proofs.of(line),
        note(line),
        decides);
  }

  private static String note(LedgerEntry line) {
    return switch (line.voice()) {
      case TOLD -> "passed on by the hub; decides nothing";
      case MAYBE_TOLD -> "passed on by the hub, perhaps in vain; decides nothing";
      case SAID -> {
        if (line.claim().choice() == Choice.PENDING) {
          yield "decides nothing until it is confirmed";
        }
        yield line.claim().timing() == Timing.OBSERVED
            ? "seen in the record as it was then; when it was decided is not said"
            : "";
      }
    };
  }

  /// A record, or `Dotdigital, of ann@example.com`.
  String speaker(RecordRef origin) {
    return AddressRef.names(origin)
        ? title(origin.system()) + ", of " + origin.key()
        : origin.text();
  }

  private String title(SystemName system) {
    return titles.getOrDefault(system, system.value());
  }

  private static String told(LedgerEntry line) {
    return switch (line.voice()) {
      case SAID -> "";
      case TOLD -> "told: ";
      case MAYBE_TOLD -> "told, perhaps: ";
    };
  }

  private static String word(ConsentClaim claim) {
    return switch (claim.choice()) {
      case OPT_IN -> "opt-in";
      case OPT_OUT -> "opt-out";
      case SUPPRESSED -> "suppressed";
      case PENDING -> "not yet confirmed";
    };
  }
}
