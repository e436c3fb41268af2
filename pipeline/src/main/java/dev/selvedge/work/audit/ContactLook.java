package dev.selvedge.work.audit;

import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.audit.Contrast;
import dev.selvedge.audit.Difference;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Shown;
import dev.selvedge.person.Person;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Compares contacts. Every method runs inside a reading transaction.
///
/// @param keepsRetired whether contacts that nobody stands behind are left as they are
/// @param asksBack whether who left, and agreed anew, is asked first
record ContactLook(SystemName target, PlanRules rules, boolean keepsRetired, boolean asksBack) {

  /// Those that a target shows: whose they are is told by their numbers, else by their addresses.
  List<Judged> shown(List<Shown.Contact> contacts, Store.Ports ports) {
    Map<String, Delivery> numbered = new HashMap<>();
    ports
        .deliveries()
        .numbered(target, contacts.stream().map(Shown.Contact::remoteId).toList())
        .forEach(row -> numbered.put(row.delivered().remoteId(), row));
    Map<String, PersonId> addressed =
        ports
            .people()
            .byEmail(
                contacts.stream()
                    .filter(contact -> !numbered.containsKey(contact.remoteId()))
                    .map(contact -> address(contact))
                    .filter(address -> !address.isEmpty())
                    .toList())
            .stream()
            .collect(Collectors.toMap(Person::email, Person::id));
    Map<Shown.Contact, PersonId> owners = new LinkedHashMap<>();
    for (Shown.Contact contact : contacts) {
      Optional.ofNullable(numbered.get(contact.remoteId()))
          .map(Delivery::person)
          .or(() -> Optional.ofNullable(addressed.get(address(contact))))
          .ifPresent(person -> owners.put(contact, person));
    }
    Standing standing = standing(owners.values(), ports);
    return contacts.stream()
        .map(
            contact ->
                owners.containsKey(contact)
                    ? judge(owners.get(contact), contact, standing)
                    : stranger(contact))
        .toList();
  }

  /// What each of these persons' contacts comes to, which are not there.
  List<Judged> absent(Collection<PersonId> persons, Store.Ports ports) {
    Standing standing = standing(persons, ports);
    List<Judged> judged = new ArrayList<>();
    for (PersonId person : persons) {
      Optional<Desired> want = standing.want(person);
      Optional<Delivery> row = standing.row(person);
      List<Gap> gaps =
          want.filter(desired -> shouldBeThere(desired, row, standing))
              .map(
                  desired ->
                      List.of(
                          Gap.whole(
                              Gap.Kind.MISSING,
                              ((Desired.Contact) desired).email(),
                              "(no such contact)")))
              .orElseGet(List::of);
      judged.add(
          new Judged(Subject.contact(person), person, "", gaps, row, want, Optional.empty()));
    }
    return judged;
  }

  /// Whoever decided nothing may be kept out of the target until they do.
  private static boolean shouldBeThere(Desired want, Optional<Delivery> row, Standing standing) {
    boolean wasThere =
        row.map(Delivery::delivered).filter(told -> !(told instanceof Delivered.Never)).isPresent();
    return want instanceof Desired.Contact && (wasThere || !standing.states().withholds(want));
  }

  private Judged judge(PersonId person, Shown.Contact contact, Standing standing) {
    Optional<Desired> want = standing.want(person);
    List<Gap> gaps =
        want.map(
                desired ->
                    switch (desired) {
                      case Desired.Contact wanted -> contrast(person, wanted, contact, standing);
                      case Desired.Retired retired ->
                          keepsRetired && !retired.declined()
                              ? List.<Gap>of()
                              : Contrast.retired(contact);
                      case Desired other ->
                          throw new IllegalStateException("not a contact: " + other);
                    })
            .orElseGet(List::of);
    return new Judged(
        Subject.contact(person),
        person,
        contact.remoteId(),
        gaps,
        standing.row(person),
        want,
        Optional.of(contact),
        gaps.stream().anyMatch(gap -> gap.kind() == Gap.Kind.WRONGLY_SILENT)
            && hasLeft(person, want, standing));
  }

  /// The target was told of their last opt-in, and it was none of somebody who is back.
  private boolean hasLeft(PersonId person, Optional<Desired> want, Standing standing) {
    return want.orElse(null) instanceof Desired.Contact wanted
        && standing
            .row(person)
            .map(Delivery::delivered)
            .filter(told -> !(told instanceof Delivered.Never))
            .filter(told -> standing.states().tellings(target, person, told, wanted).isEmpty())
            .isPresent()
        && !standing.states().isBack(target, person, wanted);
  }

  /// Who is back, and was asked whether that is so, is not mailed until they answer. Who answered,
  /// and left again without a word of the target's to the hub, looks the same.
  private List<Gap> contrast(
      PersonId person, Desired.Contact want, Shown.Contact contact, Standing standing) {
    boolean asked =
        asksBack
            && contact.mail() == Shown.Mail.LEFT
            && standing.states().isBack(target, person, want);
    return Contrast.contact(want, contact).stream()
        .filter(gap -> !(asked && gap.kind() == Gap.Kind.WRONGLY_SILENT))
        .toList();
  }

  private static Judged stranger(Shown.Contact contact) {
    return new Judged(
        Subject.contact(Difference.NOBODY),
        Difference.NOBODY,
        contact.remoteId(),
        List.of(Gap.whole(Gap.Kind.UNKNOWN, "(no such person)", contact.mail().words())),
        Optional.empty(),
        Optional.empty(),
        Optional.of(contact));
  }

  private static String address(Shown.Contact contact) {
    return contact.address().strip().toLowerCase(Locale.ROOT);
  }

  private Standing standing(Collection<PersonId> persons, Store.Ports ports) {
    DesiredStates states = new DesiredStates(rules, ports.records());
    List<PersonId> distinct = persons.stream().distinct().toList();
    Map<PersonId, Delivery> rows =
        ports.deliveries().find(target, distinct.stream().map(Subject::contact).toList()).stream()
            .collect(Collectors.toMap(row -> row.subject().person(), row -> row));
    return new Standing(states, states.contacts(distinct), rows);
  }

  /// The contact rows of some persons.
  Map<PersonId, Delivery> rows(Collection<PersonId> persons, Store.Ports ports) {
    return ports.deliveries().ofPersons(target, Facet.CONTACT, persons).stream()
        .collect(Collectors.toMap(row -> row.subject().person(), row -> row, (one, two) -> one));
  }

  private record Standing(
      DesiredStates states, Map<PersonId, Desired> wants, Map<PersonId, Delivery> rows) {
    Optional<Desired> want(PersonId person) {
      return Optional.ofNullable(wants.get(person));
    }

    Optional<Delivery> row(PersonId person) {
      return Optional.ofNullable(rows.get(person));
    }
  }
}
