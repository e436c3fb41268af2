package dev.selvedge.work.audit;

import dev.selvedge.PersonId;
import dev.selvedge.audit.Contrast;
import dev.selvedge.audit.Difference;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Mirror;
import dev.selvedge.audit.Shelf;
import dev.selvedge.audit.Shown;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.states.DesiredStates;
import dev.selvedge.work.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Compares the records of one collection. Every method runs inside a reading transaction.
record EntryLook(Mirror mirror, Shelf shelf, PlanRules rules) {
  private static final String MONEY = "order_total";

  /// Those that a target shows. What no key of the hub's fits comes back without a subject: it may
  /// be one whose key is written otherwise there.
  Looked shown(List<Shown.Entry> entries, Store.Ports ports) {
    Map<String, Subject> byKey = new HashMap<>();
    Map<Subject, Desired> wants = new HashMap<>();
    take(entries.stream().map(entry -> named(entry.key())).toList(), wants, byKey, ports);
    List<Shown.Entry> rest =
        entries.stream().filter(entry -> !byKey.containsKey(entry.key())).toList();
    take(ofOwners(rest, ports), wants, byKey, ports);
    Map<Subject, Delivery> rows = rows(byKey.values(), ports);
    Map<PersonId, String> numbers = numbers(wants.values(), ports);
    List<Judged> judged = new ArrayList<>();
    List<Shown.Entry> strangers = new ArrayList<>();
    for (Shown.Entry entry : entries) {
      Subject subject = byKey.get(entry.key());
      Desired want = subject == null ? null : wants.get(subject);
      if (subject == null || want == null) {
        strangers.add(entry);
      } else {
        judged.add(judge(subject, entry, Optional.ofNullable(rows.get(subject)), want, numbers));
      }
    }
    return new Looked(judged, strangers);
  }

  /// What was compared, and what may be nobody's.
  record Looked(List<Judged> judged, List<Shown.Entry> strangers) {}

  /// One that is there, by the hub's name for it.
  Judged one(Delivery row, Optional<Shown.Entry> entry, Store.Ports ports) {
    Map<Subject, Desired> wants = wants(List.of(row.subject()), ports);
    Desired want = wants.get(row.subject());
    return want == null || entry.isEmpty()
        ? absent(List.of(row), wants, ports).getFirst()
        : judge(row.subject(), entry.get(), Optional.of(row), want, numbers(wants.values(), ports));
  }

  /// What each of these rows comes to, of which nothing is there.
  List<Judged> absent(List<Delivery> rows, Map<Subject, Desired> wants, Store.Ports ports) {
    Set<Subject> withheld = withheld(rows, wants, ports);
    return rows.stream()
        .map(
            row ->
                missing(
                    row,
                    Optional.ofNullable(wants.get(row.subject())),
                    withheld.contains(row.subject())))
        .toList();
  }

  /// What waits for the contact of somebody who decided nothing is kept back with them.
  private Set<Subject> withheld(
      List<Delivery> rows, Map<Subject, Desired> wants, Store.Ports ports) {
    Map<Subject, PersonId> owners = new HashMap<>();
    for (Delivery row : rows) {
      if (row.delivered() instanceof Delivered.Never
          && wants.get(row.subject()) instanceof Desired.Insight insight) {
        owners.put(row.subject(), insight.owner());
      }
    }
    if (owners.isEmpty()) {
      return Set.of();
    }
    DesiredStates states = new DesiredStates(rules, ports.records());
    Map<PersonId, Desired> contacts = states.contacts(Set.copyOf(owners.values()));
    return owners.entrySet().stream()
        .filter(
            one ->
                Optional.ofNullable(contacts.get(one.getValue()))
                    .filter(states::withholds)
                    .isPresent())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /// What some subjects should be.
  Map<Subject, Desired> wants(Collection<Subject> subjects, Store.Ports ports) {
    DesiredStates states = new DesiredStates(rules, ports.records());
    Map<Subject, Desired> wants = new HashMap<>();
    if (shelf.facet() == Facet.ORDER) {
      List<OrderKey> keys = subjects.stream().map(subject -> new OrderKey(subject.id())).toList();
      states.orders(keys).forEach((key, want) -> wants.put(Subject.order(key), want));
      states.withdrawn(keys).forEach((key, want) -> wants.put(Subject.order(key), want));
    } else {
      wants.putAll(states.items(subjects.stream().flatMap(it -> it.itemKey().stream()).toList()));
    }
    return wants;
  }

  /// The key under which it is, or should be, there; empty for another collection's.
  String key(Desired want) {
    return switch (want) {
      case Desired.Insight insight when insight.collection().equals(shelf.collection()) ->
          insight.key();
      case Desired.Shared shared when shared.collection().equals(shelf.collection()) ->
          shared.key();
      case Desired.Withdrawn gone when gone.collection().equals(shelf.collection()) -> gone.key();
      case Desired ignored -> "";
    };
  }

  private Subject named(String key) {
    return switch (shelf.facet()) {
      case ORDER -> Subject.order(new OrderKey(key));
      case PRODUCT -> new Subject(Facet.PRODUCT, ItemKey.product(key).value());
      case CART -> new Subject(Facet.CART, ItemKey.cart(key).value());
      case RECORD -> new Subject(Facet.RECORD, ItemKey.filed(shelf.collection(), key).value());
      case CONTACT, ENROLMENT, PROOF, CONSENT, CHOICE ->
          throw new IllegalStateException("no collection holds " + shelf.facet());
    };
  }

  private void take(
      Collection<Subject> subjects,
      Map<Subject, Desired> wants,
      Map<String, Subject> byKey,
      Store.Ports ports) {
    List<Subject> asked =
        subjects.stream().filter(it -> !wants.containsKey(it)).distinct().toList();
    Map<Subject, Delivery> known = rows(asked, ports);
    wants(asked, ports)
        .forEach(
            (subject, want) -> {
              String key = key(want);
              // Of what was never planned nobody knows, though a key may be asked for.
              boolean ours = !(want instanceof Desired.Withdrawn) || known.containsKey(subject);
              if (!key.isEmpty() && ours) {
                wants.put(subject, want);
                byKey.put(key, subject);
              }
            });
  }

  /// A key that had to be changed to be written there leads nowhere: its owner does.
  private List<Subject> ofOwners(List<Shown.Entry> entries, Store.Ports ports) {
    Set<String> owners =
        entries.stream()
            .map(Shown.Entry::owner)
            .filter(owner -> !owner.isEmpty())
            .collect(Collectors.toSet());
    if (owners.isEmpty()) {
      return List.of();
    }
    Set<PersonId> persons =
        ports.deliveries().numbered(mirror.target(), owners).stream()
            .map(Delivery::person)
            .collect(Collectors.toSet());
    return ports.deliveries().ofPersons(mirror.target(), shelf.facet(), persons).stream()
        .map(Delivery::subject)
        .toList();
  }

  private Map<Subject, Delivery> rows(Collection<Subject> subjects, Store.Ports ports) {
    return ports.deliveries().find(mirror.target(), subjects).stream()
        .collect(Collectors.toMap(Delivery::subject, row -> row, (one, two) -> one));
  }

  /// The numbers of the contacts whose they should be.
  private Map<PersonId, String> numbers(Collection<Desired> wants, Store.Ports ports) {
    List<Subject> owners =
        wants.stream()
            .filter(Desired.Insight.class::isInstance)
            .map(want -> Subject.contact(((Desired.Insight) want).owner()))
            .distinct()
            .toList();
    return ports.deliveries().find(mirror.target(), owners).stream()
        .collect(
            Collectors.toMap(
                row -> row.subject().person(), row -> row.delivered().remoteId(), (a, b) -> a));
  }

  private Judged judge(
      Subject subject,
      Shown.Entry entry,
      Optional<Delivery> row,
      Desired want,
      Map<PersonId, String> numbers) {
    PersonId person = want instanceof Desired.Insight insight ? insight.owner() : Difference.NOBODY;
    List<Gap> gaps =
        switch (want) {
          case Desired.Insight insight ->
              Contrast.entry(
                  mirror.written(shelf, insight.key(), insight.json()),
                  one(numbers.getOrDefault(insight.owner(), "")),
                  entry);
          case Desired.Shared shared ->
              Contrast.entry(mirror.written(shelf, shared.key(), shared.json()), "", entry);
          case Desired.Withdrawn ignored ->
              List.of(Gap.whole(Gap.Kind.LEFT_OVER, "(gone)", "is there"));
          case Desired other -> throw new IllegalStateException("not of a collection: " + other);
        };
    return new Judged(
        subject, person, entry.key(), gaps, row, Optional.of(want), Optional.of(entry));
  }

  /// Where several contacts stand for one person it is not known which of them has it.
  private static String one(String numbers) {
    return numbers.indexOf(' ') < 0 ? numbers : "";
  }

  private Judged missing(Delivery row, Optional<Desired> want, boolean withheld) {
    List<Gap> gaps =
        want.filter(it -> !withheld)
            .filter(it -> !(it instanceof Desired.Withdrawn) && !key(it).isEmpty())
            .map(it -> List.of(Gap.whole(Gap.Kind.MISSING, words(it), "(no such record)")))
            .orElseGet(List::of);
    PersonId person =
        want.isPresent() && want.get() instanceof Desired.Insight insight
            ? insight.owner()
            : Difference.NOBODY;
    return new Judged(row.subject(), person, "", gaps, Optional.of(row), want, Optional.empty());
  }

  private static String words(Desired want) {
    return want instanceof Desired.Insight insight && insight.json().has(MONEY)
        ? insight.json().path(MONEY).asString() + ' ' + insight.json().path("currency").asString("")
        : "a record";
  }
}
