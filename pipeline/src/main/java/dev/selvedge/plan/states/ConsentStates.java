package dev.selvedge.plan.states;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.ConsentClaim.Timing;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.LedgerEntry.Voice;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.ToldSystems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What each record that can hold it is to hold of its person's decisions. Pure.
///
/// | the person's verdict | the record | so it |
/// |---|---|---|
/// | nobody ever decided anything | any | is told nothing |
/// | rests on what this record itself said | was told the other since | is told |
/// | rests on what this record itself said | has said nothing older since | is told nothing |
/// | any other | said it last, or was told it last | is told nothing |
/// | any other | said or was told the other last, or nothing | is told |
public final class ConsentStates {
  private static final Comparator<LedgerEntry> ENTERED =
      Comparator.comparing(LedgerEntry::enteredAt).thenComparing(entry -> entry.claim().at());

  private final ToldSystems told;
  private final ContactConsent consent;

  ConsentStates(ToldSystems told, ContactConsent consent) {
    this.told = told;
    this.consent = consent;
  }

  /// A record that is told.
  ///
  /// @param person whose it is
  /// @param heard when it was read last
  public record Owned(PersonId person, Desired.Consent desired, Instant heard) {}

  /// Of persons whose ledger was looked at.
  Map<Subject, Owned> of(PersonId person, String email, Collection<StoredContribution> records) {
    Map<Subject, Owned> states = new LinkedHashMap<>();
    for (StoredContribution stored : records) {
      Contribution contribution = stored.contribution();
      RecordRef ref = contribution.ref();
      Map<Topic, Desired.Word> words = new LinkedHashMap<>();
      for (Topic topic : told.of(new Feed(ref.system(), ref.kind()))) {
        word(person, contribution, topic).ifPresent(word -> words.put(topic, word));
      }
      if (!words.isEmpty()) {
        states.put(
            Subject.consent(ref),
            new Owned(
                person,
                new Desired.Consent(ref, email, words),
                contribution.version().observedAt()));
      }
    }
    return states;
  }

  private Optional<Desired.Word> word(PersonId person, Contribution contribution, Topic topic) {
    List<LedgerEntry> lines = consent.lines(person);
    return consent
        .verdict(person, topic)
        .deciding()
        .map(
            by -> {
              boolean optIn = by.claim().choice() == Choice.OPT_IN;
              Held held = held(contribution, topic, lines);
              boolean differs = held != (optIn ? Held.OPT_IN : Held.OPT_OUT);
              Optional<Instant> undone = toldOtherwise(by, contribution.ref(), lines);
              boolean own =
                  undone.isEmpty()
                      && isOwn(by, contribution.ref(), lines)
                      && !isBehind(contribution, topic, by);
              // Where the record keeps when it was decided, what we told it last is what it has.
              Instant at = undone.orElseGet(() -> time(by, lines));
              return new Desired.Word(optIn, at, held, differs && !own);
            });
  }

  /// Whether a decision is a record's own. One that repeats another's to the instant is what it was
  /// told.
  private static boolean isOwn(LedgerEntry by, RecordRef ref, Collection<LedgerEntry> lines) {
    return by.origin().equals(ref)
        && lines.stream()
            .filter(line -> line.voice() == Voice.SAID && !line.origin().equals(ref))
            .filter(line -> line.claim().topic().equals(by.claim().topic()))
            .noneMatch(
                line ->
                    line.claim().at().equals(by.claim().at())
                        && line.claim().choice() == by.claim().choice());
  }

  /// When a record was last told the other of what holds now, where that was after it was decided:
  /// what was told counts no more, as when the record it came from is gone.
  private static Optional<Instant> toldOtherwise(
      LedgerEntry by, RecordRef ref, Collection<LedgerEntry> lines) {
    List<LedgerEntry> own =
        lines.stream()
            .filter(line -> line.origin().equals(ref))
            .filter(line -> line.claim().topic().equals(by.claim().topic()))
            .toList();
    return last(own, Voice.TOLD)
        .filter(line -> held(line.claim()) != held(by.claim()))
        .map(line -> line.claim().at())
        .filter(at -> at.isAfter(by.claim().at()));
  }

  /// Whether a record now holds what was decided before its own newer word: a backup or an old file
  /// was read into it, and nobody decided anything by that.
  private static boolean isBehind(Contribution contribution, Topic topic, LedgerEntry by) {
    return by.claim().timing() == Timing.STATED
        && contribution.consents().stream()
            .filter(claim -> claim.topic().equals(topic))
            .max(Comparator.comparing(ConsentClaim::at))
            .filter(claim -> claim.timing() == Timing.STATED)
            .filter(claim -> claim.at().isBefore(by.claim().at()))
            .isPresent();
  }

  /// When it was decided. Nobody knows how old a flag is that was an opt-in when first seen.
  private static Instant time(LedgerEntry by, Collection<LedgerEntry> lines) {
    ConsentClaim claim = by.claim();
    boolean first =
        lines.stream()
            .filter(line -> line.origin().equals(by.origin()))
            .filter(line -> line.claim().topic().equals(claim.topic()))
            .noneMatch(line -> line.claim().at().isBefore(claim.at()));
    return claim.choice() == Choice.OPT_IN && claim.timing() == Timing.OBSERVED && first
        ? ConsentClaim.UNKNOWN_TIME
        : claim.at();
  }

  private record Known(Held held, Instant since) {}

  /// What the record said last or was told last. What was read before it was told cannot have heard
  /// of that.
  private static Held held(Contribution contribution, Topic topic, List<LedgerEntry> lines) {
    List<LedgerEntry> own =
        lines.stream()
            .filter(line -> line.origin().equals(contribution.ref()))
            .filter(line -> line.claim().topic().equals(topic))
            .toList();
    List<Known> known = new ArrayList<>();
    said(contribution, topic, own).ifPresent(known::add);
    last(own, Voice.TOLD)
        .ifPresent(line -> known.add(new Known(held(line.claim()), line.claim().at())));
    return known.stream()
        .reduce((said, told) -> said.since().isAfter(told.since()) ? said : told)
        .map(Known::held)
        .orElse(Held.NOT_KNOWN);
  }

  /// A version that does not speak of it changes nothing.
  private static Optional<Known> said(
      Contribution contribution, Topic topic, List<LedgerEntry> own) {
    return contribution.consents().stream()
        .filter(claim -> claim.topic().equals(topic))
        .max(Comparator.comparing(ConsentClaim::at))
        .map(claim -> new Known(held(claim), contribution.version().observedAt()))
        .or(
            () ->
                last(own, Voice.SAID).map(line -> new Known(held(line.claim()), line.enteredAt())));
  }

  private static Optional<LedgerEntry> last(List<LedgerEntry> own, Voice voice) {
    return own.stream().filter(line -> line.voice() == voice).max(ENTERED);
  }

  private static Held held(ConsentClaim claim) {
    return switch (claim.choice()) {
      case OPT_IN -> Held.OPT_IN;
      case OPT_OUT, SUPPRESSED -> Held.OPT_OUT;
      case PENDING -> Held.NOT_KNOWN;
    };
  }
}
