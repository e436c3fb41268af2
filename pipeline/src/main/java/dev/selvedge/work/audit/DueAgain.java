package dev.selvedge.work.audit;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.audit.Audits.Found;
import dev.selvedge.audit.Contrast;
import dev.selvedge.audit.Difference;
import dev.selvedge.audit.Gap;
import dev.selvedge.connector.Feed;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.OrderOwners;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.states.DesiredStates;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The deliveries by which a target is told again what it should hold. What it holds is not what it
/// acknowledged: it is sent as if that were not known. Confined to one transaction.
final class DueAgain {
  private final Auditor.Parts parts;
  private final Store.Ports ports;
  private final Instant now;

  DueAgain(Auditor.Parts parts, Store.Ports ports, Instant now) {
    this.parts = parts;
    this.ports = ports;
    this.now = now;
  }

  List<Delivery> of(Collection<Found> founds) {
    Set<Subject> subjects = new LinkedHashSet<>();
    founds.forEach(it -> subjects.add(it.difference().subject()));
    Map<Subject, Desired> wants = wants(List.copyOf(subjects));
    Map<Subject, String> strays = strays(founds);
    Map<Subject, String> addresses = addresses(founds);
    List<Delivery> due = new ArrayList<>();
    for (Delivery row : ports.deliveries().find(parts.mirror().target(), subjects)) {
      Desired want = wants.get(row.subject());
      if (want != null && row.state() != Delivery.State.CLAIMED) {
        due.add(again(row.holding(found(row, strays, addresses)), want.hash()));
      }
      subjects.remove(row.subject());
    }
    due.addAll(neverPlanned(subjects, wants));
    return due;
  }

  /// What is known of it by now.
  ///
  /// @param strays whose the target shows it to be, though it is not theirs
  /// @param addresses where the target shows it, though it should not be there
  private Delivered found(
      Delivery row, Map<Subject, String> strays, Map<Subject, String> addresses) {
    Delivered known = row.delivered();
    String stray = strays.getOrDefault(row.subject(), "");
    return known instanceof Delivered.Never
        ? known
        : new Delivered.Doubtful(
            stray.isEmpty() ? known.remoteId() : OrderOwners.both(known.remoteId(), stray),
            addresses.getOrDefault(row.subject(), known.address()),
            now);
  }

  private Delivery again(Delivery row, ContentHash want) {
    return new Delivery(
        row.target(),
        row.subject(),
        row.person(),
        want,
        row.delivered(),
        Delivery.State.DUE,
        Lane.NORMAL,
        row.flow(),
        since(row),
        now,
        0,
        row.together(),
        row.notAfter(),
        row.channel());
  }

  /// What is on its way was late all along, and stays so.
  private Instant since(Delivery row) {
    return switch (row.state()) {
      case DUE, WAITING, CLAIMED -> row.changedAt();
      case SETTLED, PARKED -> now;
    };
  }

  /// Of what stands with another contact: whose contact that is, so that it is taken from there.
  private Map<Subject, String> strays(Collection<Found> founds) {
    Map<Subject, String> numbers = new HashMap<>();
    founds.stream()
        .map(Found::difference)
        .filter(one -> one.gap().kind() == Gap.Kind.OWNER)
        .forEach(one -> numbers.put(one.subject(), Contrast.ownerShown(one.gap())));
    Map<String, PersonId> persons =
        ports.deliveries().numbered(parts.mirror().target(), numbers.values()).stream()
            .collect(
                Collectors.toMap(
                    row -> row.delivered().remoteId(), Delivery::person, (one, other) -> one));
    Map<Subject, String> strays = new HashMap<>();
    numbers.forEach(
        (subject, number) ->
            Optional.ofNullable(persons.get(number))
                .ifPresent(person -> strays.put(subject, OrderOwners.text(List.of(person)))));
    return strays;
  }

  private static Map<Subject, String> addresses(Collection<Found> founds) {
    Map<Subject, String> addresses = new HashMap<>();
    founds.stream()
        .map(Found::difference)
        .filter(one -> one.gap().kind() == Gap.Kind.ADDRESS)
        .forEach(one -> addresses.put(one.subject(), one.gap().shown().toLowerCase(Locale.ROOT)));
    return addresses;
  }

  /// Contacts, and places on lists, of whose delivery the store knows nothing.
  private List<Delivery> neverPlanned(Collection<Subject> subjects, Map<Subject, Desired> wants) {
    List<Subject> unplanned =
        subjects.stream()
            .filter(it -> it.facet() == Facet.CONTACT || it.facet() == Facet.CHOICE)
            .filter(it -> !it.person().equals(Difference.NOBODY))
            .filter(
                it ->
                    wants.get(it) instanceof Desired.Contact
                        || wants.get(it) instanceof Desired.Chosen)
            .toList();
    Map<PersonId, RecordRef> told = new LinkedHashMap<>();
    ports
        .contributions()
        .ofPersons(unplanned.stream().map(Subject::person).toList())
        .forEach(
            held ->
                held.person()
                    .ifPresent(person -> told.putIfAbsent(person, held.contribution().ref())));
    return unplanned.stream()
        .filter(subject -> told.containsKey(subject.person()))
        .map(
            subject ->
                first(
                    subject,
                    Optional.ofNullable(told.get(subject.person())).orElseThrow(),
                    Optional.ofNullable(wants.get(subject)).orElseThrow()))
        .toList();
  }

  private Delivery first(Subject subject, RecordRef told, Desired want) {
    return new Delivery(
        parts.mirror().target(),
        subject,
        subject.person(),
        want.hash(),
        new Delivered.Never(),
        Delivery.State.DUE,
        Lane.NORMAL,
        new Feed(told.system(), told.kind()),
        now,
        now,
        0,
        DueQueue.ANY,
        Delivery.NO_DEADLINE);
  }

  private Map<Subject, Desired> wants(List<Subject> subjects) {
    DesiredStates states = new DesiredStates(parts.rules(), ports.records());
    Map<Subject, Desired> wants = new LinkedHashMap<>();
    states
        .contacts(of(subjects, Facet.CONTACT).stream().map(Subject::person).toList())
        .forEach((person, want) -> wants.put(Subject.contact(person), want));
    var orders = of(subjects, Facet.ORDER).stream().flatMap(it -> it.orderKey().stream()).toList();
    states.orders(orders).forEach((key, want) -> wants.put(Subject.order(key), want));
    states.withdrawn(orders).forEach((key, want) -> wants.put(Subject.order(key), want));
    wants.putAll(states.choices(of(subjects, Facet.CHOICE)));
    wants.putAll(states.items(subjects.stream().flatMap(it -> it.itemKey().stream()).toList()));
    return wants;
  }

  private static List<Subject> of(Collection<Subject> subjects, Facet facet) {
    return subjects.stream().filter(it -> it.facet() == facet).toList();
  }
}
