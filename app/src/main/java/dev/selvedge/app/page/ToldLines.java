package dev.selvedge.app.page;

import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.app.order.DeliveryWords;
import dev.selvedge.app.page.PersonPage.DeliveryLine;
import dev.selvedge.app.page.PersonPage.Moment;
import dev.selvedge.app.page.PersonPage.ToldLine;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.person.AddressRef;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.work.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Says what every target holds of a person, what it was told and when, and what is still on its
/// way. Confined to one transaction.
final class ToldLines {
  private final Map<SystemName, String> titles;
  private final Store.Ports ports;

  /// @param titles what pages call each target
  ToldLines(Map<SystemName, String> titles, Store.Ports ports) {
    this.titles = new TreeMap<>(titles);
    this.ports = ports;
  }

  /// @param subjects of the person, the contact first
  /// @param contact what a target that keeps contacts should hold
  List<DeliveryLine> deliveries(PersonId person, List<Subject> subjects, Desired contact) {
    List<DeliveryLine> lines = new ArrayList<>();
    titles.forEach(
        (target, title) -> {
          List<Delivery> held = new ArrayList<>(ports.deliveries().find(target, subjects));
          held.sort(Comparator.comparingInt(one -> subjects.indexOf(one.subject())));
          held.addAll(ports.deliveries().ofPersons(target, Facet.CART, List.of(person)));
          held.addAll(ports.deliveries().ofPersons(target, Facet.RECORD, List.of(person)));
          held.addAll(ports.deliveries().ofPersons(target, Facet.ENROLMENT, List.of(person)));
          held.addAll(ports.deliveries().ofPersons(target, Facet.CHOICE, List.of(person)));
          held.addAll(ports.deliveries().ofPersons(target, Facet.CONSENT, List.of(person)));
          held.forEach(delivery -> lines.add(line(delivery, title, contact)));
        });
    return lines;
  }

  /// What those targets that mail people have of the contact.
  ///
  /// @param mailers the systems that mail addresses
  SortedMap<String, List<Delivery>> contacts(PersonId person, Collection<SystemName> mailers) {
    SortedMap<String, List<Delivery>> contacts = new TreeMap<>();
    titles.forEach(
        (target, title) -> {
          if (mailers.contains(target)) {
            contacts.put(title, ports.deliveries().find(target, List.of(Subject.contact(person))));
          }
        });
    return contacts;
  }

  /// What was passed on about consent, newest first.
  List<ToldLine> consents(Collection<LedgerEntry> ledger, int atMost) {
    return ledger.stream()
        .filter(LedgerEntry::isOurs)
        .sorted(Comparator.comparing((LedgerEntry line) -> line.claim().at()).reversed())
        .limit(atMost)
        .map(
            line ->
                new ToldLine(
                    line.claim().at(),
                    titles.getOrDefault(line.origin().system(), line.origin().system().value()),
                    words(line.claim()),
                    AddressRef.names(line.origin()) ? line.origin().key() : line.origin().text(),
                    line.voice() == LedgerEntry.Voice.TOLD))
        .toList();
  }

  private static String words(ConsentClaim claim) {
    return (claim.choice() == Choice.OPT_IN ? "opt-in to " : "opt-out from ")
        + claim.topic().words();
  }

  private static DeliveryLine line(Delivery delivery, String target, Desired contact) {
    String subject =
        switch (delivery.subject().facet()) {
          case CONTACT -> "contact";
          case ORDER -> "order " + delivery.subject().id();
          case ENROLMENT -> "enrolment " + delivery.subject().id();
          case PROOF -> "proof of consent";
          case PRODUCT -> "product " + delivery.subject().id();
          case CART -> "cart " + delivery.subject().id();
          case RECORD -> "record " + delivery.subject().id();
          case CHOICE -> delivery.subject().topic().words();
          case CONSENT -> "consent in " + delivery.subject().id();
        };
    Moment at =
        DeliveryWords.at(delivery).<Moment>map(Moment.At::new).orElseGet(Moment.NotKnown::new);
    return new DeliveryLine(
        subject,
        target,
        DeliveryWords.state(delivery),
        holds(delivery, contact),
        at,
        delivery.attempts());
  }

  private static String holds(Delivery delivery, Desired contact) {
    boolean isContact =
        delivery.subject().facet() == Facet.CONTACT && delivery.delivered().is(contact.hash());
    return isContact ? "what it should hold: " + words(contact) : DeliveryWords.holds(delivery);
  }

  private static String words(Desired desired) {
    if (!(desired instanceof Desired.Contact contact)) {
      return "a retired contact";
    }
    int fields = contact.dataFields().size();
    return (contact.mailable() ? "may be e-mailed" : "not to be e-mailed")
        + ", "
        + (fields == 1 ? "1 data field" : fields + " data fields");
  }
}
