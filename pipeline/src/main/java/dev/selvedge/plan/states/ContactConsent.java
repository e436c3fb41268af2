package dev.selvedge.plan.states;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.commerce.Order;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.AddressRef;
import dev.selvedge.person.ConsentPolicy;
import dev.selvedge.person.EffectiveConsent;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.Person;
import dev.selvedge.person.PersonLedgers;
import dev.selvedge.person.Records;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.person.Telling;
import dev.selvedge.person.Verdict;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Desired;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a contact may be sent, by the ledger and the project's policy, and what of it the target
/// does not know yet. Confined to one transaction.
final class ContactConsent {
  private final ConsentPolicy policy;
  private final PersonLedgers ledgers;
  private final Map<PersonId, List<LedgerEntry>> known = new HashMap<>();
  private final Map<PersonId, Verdict> byMail = new HashMap<>();
  private final Map<PersonId, String> addresses = new HashMap<>();

  ContactConsent(Records records, ConsentPolicy policy) {
    this.policy = policy;
    this.ledgers = new PersonLedgers(records, policy.mailers());
  }

  /// Reads the ledger of these persons.
  void look(Collection<Person> persons, Map<PersonId, List<StoredContribution>> held) {
    known.putAll(ledgers.of(persons, held));
    persons.forEach(person -> byMail.remove(person.id()));
    persons.forEach(person -> addresses.put(person.id(), person.email()));
  }

  /// The address of a person that was looked at.
  String address(PersonId person) {
    return addresses.getOrDefault(person, "");
  }

  /// Of persons that were looked at.
  ///
  /// @param orders theirs: where the policy says so, a purchase stands for an opt-in of somebody
  ///     who never decided anything
  Desired.Mail mail(PersonId person, List<Order> orders) {
    return mail(verdict(person, Topic.EMAIL), lines(person), orders);
  }

  private Desired.Mail mail(Verdict verdict, Collection<LedgerEntry> lines, List<Order> orders) {
    return switch (verdict) {
      case Verdict.Granted ignored -> Desired.Mail.ALLOWED;
      case Verdict.Refused ignored -> Desired.Mail.REFUSED;
      case Verdict.Suppressed ignored -> Desired.Mail.REFUSED;
      case Verdict.Unasked ignored ->
          policy.softOptIn() && hasBought(orders) && !waits(lines)
              ? Desired.Mail.ALLOWED
              : Desired.Mail.UNASKED;
    };
  }

  private static boolean hasBought(List<Order> orders) {
    return orders.stream().anyMatch(order -> !order.header().cancelled());
  }

  /// Who was asked and has not confirmed is not taken for somebody who need not be asked.
  private static boolean waits(Collection<LedgerEntry> lines) {
    return lines.stream()
        .anyMatch(
            line ->
                line.claim().choice() == Choice.PENDING
                    && line.claim().topic().equals(Topic.EMAIL));
  }

  /// Whether what the ledger got at this instant changed whether a person may be mailed.
  boolean changed(PersonId person, Instant since) {
    List<LedgerEntry> lines = lines(person);
    List<LedgerEntry> before =
        lines.stream().filter(line -> line.enteredAt().isBefore(since)).toList();
    return before.size() < lines.size()
        && mail(EffectiveConsent.of(before, Topic.EMAIL, policy), before, List.of())
            != mail(person, List.of());
  }

  /// Whether what decides about mailing a contact is the target's own word about it, so that the
  /// target need not be told.
  ///
  /// @param since when the target acknowledged the last write, which may have undone what it said
  ///     before
  boolean isOwnWordSince(
      SystemName target, PersonId person, Desired.Contact contact, Instant since) {
    return verdict(person, Topic.EMAIL)
        .deciding()
        .filter(line -> line.origin().equals(AddressRef.of(target, contact.email())))
        .filter(line -> !line.claim().isOfOtherSpelling())
        .filter(line -> line.claim().at().isAfter(since))
        .isPresent();
  }

  /// Whether a person was looked at.
  boolean knows(PersonId person) {
    return known.containsKey(person);
  }

  /// What the ledger of a person that was looked at comes to.
  Verdict verdict(PersonId person, Topic topic) {
    return topic.equals(Topic.EMAIL)
        ? byMail.computeIfAbsent(person, it -> EffectiveConsent.of(lines(it), topic, policy))
        : EffectiveConsent.of(lines(person), topic, policy);
  }

  /// What a person's contact is to hold of a finer decision; empty where nobody decided anything
  /// about just that. Of what is part of e-mail nothing is agreed to while e-mail as a whole is
  /// declined, and a number is needed to agree to SMS.
  ///
  /// @param number of the person's mobile, empty where none is known
  Optional<Desired.Chosen> chosen(PersonId person, Topic topic, String number) {
    List<LedgerEntry> lines = lines(person);
    boolean decided =
        lines.stream()
            .filter(line -> line.claim().topic().equals(topic) && !line.isOurs())
            .anyMatch(line -> line.claim().choice() != Choice.PENDING);
    Verdict verdict = EffectiveConsent.of(lines, topic, policy);
    boolean numberless = topic.equals(Topic.SMS) && number.isEmpty() && verdict.allows();
    if (!decided || verdict instanceof Verdict.Unasked || numberless) {
      return Optional.empty();
    }
    boolean back =
        verdict.allows()
            && policy.mailers().stream()
                .flatMap(mailer -> lastWord(mailer, person, topic).stream())
                .anyMatch(last -> !last.isOurs() && !isOptIn(last));
    return Optional.of(
        new Desired.Chosen(person, address(person), topic, verdict.allows(), number, back));
  }

  /// Whether the target's own word, not overruled by ours since, is what is desired. Of the number
  /// that an opt-in needs its word says nothing.
  boolean holds(SystemName target, Desired.Chosen chosen) {
    return (chosen.number().isEmpty() || !chosen.optIn())
        && lastWord(target, chosen.person(), chosen.topic())
            .filter(last -> !last.isOurs() && isOptIn(last) == chosen.optIn())
            .isPresent();
  }

  /// Whether the last word between the hub and the target, whoever spoke, is what is desired.
  boolean isTold(SystemName target, Desired.Chosen chosen) {
    return lastWord(target, chosen.person(), chosen.topic())
        .filter(last -> isOptIn(last) == chosen.optIn())
        .isPresent();
  }

  /// Whether the target itself said otherwise since it was told.
  boolean isContradicted(SystemName target, Desired.Chosen chosen) {
    return lastWord(target, chosen.person(), chosen.topic())
        .filter(last -> !last.isOurs() && isOptIn(last) != chosen.optIn())
        .isPresent();
  }

  private Optional<LedgerEntry> lastWord(SystemName target, PersonId person, Topic topic) {
    return Telling.lastWord(lines(person), AddressRef.of(target, address(person)), topic);
  }

  /// The ledger of a person that was looked at.
  List<LedgerEntry> lines(PersonId person) {
    return known.getOrDefault(person, List.of());
  }

  /// What the target is told by writing this that it was not told before; also of the address that
  /// a contact leaves, whose contact may be unsubscribed in its stead.
  List<Telling> tellings(SystemName target, PersonId person, Delivered delivered, Desired want) {
    List<Telling> tellings = new ArrayList<>();
    String before = delivered.address();
    if (want instanceof Desired.Contact contact) {
      Telling telling =
          new Telling(
              AddressRef.of(target, contact.email()),
              Topic.EMAIL,
              contact.mailable() ? Choice.OPT_IN : Choice.OPT_OUT);
      // What the target last heard of an address counts only while it holds the contact there, or
      // may: of a call whose answer was lost it is not known where it left the contact.
      boolean there =
          before.equals(contact.email())
              || (before.isEmpty() && delivered instanceof Delivered.Doubtful);
      if (!there || !isKnown(telling, person, delivered)) {
        tellings.add(telling);
      }
      if (!before.isEmpty() && !before.equals(contact.email())) {
        tellings.add(declined(target, before));
      }
    } else if (want instanceof Desired.Consent consent) {
      consent
          .due()
          .forEach(
              (topic, word) -> tellings.add(new Telling(consent.record(), topic, word.choice())));
    } else if (want instanceof Desired.Chosen chosen && !chosen.ruled()) {
      Telling telling =
          new Telling(AddressRef.of(target, chosen.email()), chosen.topic(), chosen.choice());
      if (!isKnown(telling, person, delivered)) {
        tellings.add(telling);
      }
    } else if (want instanceof Desired.Retired && !before.isEmpty()) {
      tellings.add(declined(target, before));
    }
    return tellings;
  }

  /// Whether the target was told this, and certainly so. An opt-in rests on the ledger alone: that
  /// the last write of something else did not end well is no reason to say it again, as far as
  /// nobody decided anything since. An opt-out is rather said once more.
  private boolean isKnown(Telling telling, PersonId person, Delivered delivered) {
    boolean acknowledged = delivered instanceof Delivered.Acknowledged;
    boolean optIn = telling.choice() == Choice.OPT_IN;
    return (acknowledged || (optIn && delivered.isThere()))
        && Telling.lastWord(lines(person), telling.origin(), telling.topic())
            .filter(last -> isOptIn(last) == optIn)
            .filter(last -> acknowledged || isLast(last, person))
            .isPresent();
  }

  /// Whether the ledger got nothing of the topic since, but that the same may have been told again.
  private boolean isLast(LedgerEntry told, PersonId person) {
    return told.isOurs()
        && lines(person).stream()
            .filter(line -> line.claim().topic().equals(told.claim().topic()))
            .filter(line -> line.enteredAt().isAfter(told.enteredAt()))
            .allMatch(
                line ->
                    line.isOurs()
                        && line.origin().equals(told.origin())
                        && line.claim().choice() == told.claim().choice());
  }

  /// Whether the target itself said otherwise of this contact's address since it was told.
  boolean isContradicted(SystemName target, PersonId person, Desired.Contact contact) {
    return Telling.lastWord(lines(person), AddressRef.of(target, contact.email()), Topic.EMAIL)
        .filter(last -> !last.isOurs() && isOptIn(last) != contact.mailable())
        .isPresent();
  }

  /// Whether the last word between the hub and a target is that somebody is back who had been out
  /// there before.
  boolean isBack(SystemName target, PersonId person, Desired.Contact contact) {
    RecordRef origin = AddressRef.of(target, contact.email());
    return Telling.lastWord(lines(person), origin, Topic.EMAIL)
        .filter(last -> last.isOurs() && isOptIn(last))
        .filter(
            last ->
                lines(person).stream()
                    .filter(line -> line.origin().equals(origin))
                    .filter(line -> line.claim().topic().equals(Topic.EMAIL))
                    .filter(line -> line.claim().choice() == Choice.OPT_OUT)
                    .anyMatch(line -> line.claim().at().isBefore(last.claim().at())))
        .isPresent();
  }

  private static boolean isOptIn(LedgerEntry line) {
    return line.claim().choice() == Choice.OPT_IN;
  }

  private static Telling declined(SystemName target, String address) {
    return new Telling(AddressRef.of(target, address), Topic.EMAIL, Choice.OPT_OUT);
  }
}
