package dev.selvedge.person.identity;

import dev.selvedge.IdSource;
import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.person.Contributions;
import dev.selvedge.person.People;
import dev.selvedge.person.Person;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.person.identity.Belonging.Reason;
import dev.selvedge.person.identity.Identification.Identified;
import dev.selvedge.person.identity.Identification.Incoming;
import dev.selvedge.person.identity.Identification.Swayed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Who holds which record while one batch is identified: what the store knew, overlaid with what
/// has been decided so far. Confined to one transaction.
final class Assignment {
  private final IdSource ids;
  private final Contributions contributions;

  private final Map<String, Person> byEmail = new HashMap<>();
  private final Map<PersonId, Person> known = new HashMap<>();
  private final Map<RecordRef, PersonId> before = new HashMap<>();
  private final Map<RecordRef, PersonId> after = new LinkedHashMap<>();
  private final Map<PersonId, Set<RecordRef>> members = new HashMap<>();
  private Map<RecordRef, String> plan = Map.of();

  private final Map<PersonId, Person> created = new LinkedHashMap<>();
  private final Map<PersonId, Person> renamed = new LinkedHashMap<>();
  private final Map<RecordRef, String> notes = new LinkedHashMap<>();
  private final Set<RecordRef> phoned = new LinkedHashSet<>();

  Assignment(IdSource ids, Contributions contributions) {
    this.ids = ids;
    this.contributions = contributions;
  }

  void knew(StoredContribution stored) {
    stored.person().ifPresent(person -> before.put(stored.contribution().ref(), person));
  }

  void meet(Collection<Person> people) {
    people.forEach(
        person -> {
          byEmail.put(person.email(), person);
          known.put(person.id(), person);
        });
  }

  /// Loads everybody who may be left behind: the holders of records whose address changes.
  void moving(Map<RecordRef, String> addresses) {
    plan = addresses;
    Set<PersonId> leaving = new LinkedHashSet<>();
    addresses.forEach(
        (ref, address) -> {
          PersonId holder = before.get(ref);
          Person at = byEmail.get(address);
          if (holder != null && (at == null || !at.id().equals(holder))) {
            leaving.add(holder);
          }
        });
    if (leaving.isEmpty()) {
      return;
    }
    leaving.forEach(person -> members.put(person, new LinkedHashSet<>()));
    contributions
        .ofPersons(leaving)
        .forEach(
            stored ->
                stored
                    .person()
                    .ifPresent(
                        person ->
                            members.computeIfPresent(
                                person, (id, refs) -> plus(refs, stored.contribution().ref()))));
  }

  void assign(RecordRef ref, String address) {
    PersonId holder = Optional.ofNullable(after.get(ref)).orElse(before.get(ref));
    if (address.isEmpty()) {
      after.remove(ref);
      leave(holder, ref);
      return;
    }
    Person person = byEmail.get(address);
    if (person == null) {
      person = renameOrCreate(ref, address, holder);
    } else if (holder != null && !holder.equals(person.id())) {
      notes.put(ref, "moved to the person who has its new address");
    } else if (holder == null) {
      notes.put(ref, "joined a known person");
    }
    if (!person.id().equals(holder)) {
      leave(holder, ref);
    }
    after.put(ref, person.id());
    members.computeIfPresent(person.id(), (id, refs) -> plus(refs, ref));
  }

  /// Says what a number had to do with it.
  ///
  /// @param byPhone whether it is found by a number, or would be if somebody had it
  void explain(RecordRef ref, Belonging belonging, boolean byPhone) {
    String nobodys = "nobody's: it has no e-mail address, and ";
    switch (belonging.reason()) {
      case Reason.PhoneOfSeveral(String phone, int people) ->
          notes.put(ref, nobodys + people + " people have its phone number");
      case Reason.PhoneOfCrowd ignored ->
          notes.put(
              ref, nobodys + "more than " + PhoneHolders.MOST + " records have its phone number");
      case Reason.NoAddress ignored -> {
        if (byPhone) {
          notes.put(ref, nobodys + "nobody has its phone number");
        }
      }
      case Reason.SamePhone ignored ->
          notes.computeIfPresent(ref, (same, note) -> "joined the person who has its phone number");
      default -> {}
    }
    if (byPhone) {
      phoned.add(ref);
    }
  }

  private Person renameOrCreate(
      RecordRef ref, String address, @org.jspecify.annotations.Nullable PersonId holder) {
    Person person;
    if (holder != null && everybodyMoves(holder, address)) {
      Person old = created.getOrDefault(holder, known.get(holder));
      person = new Person(holder, address);
      if (old != null) {
        byEmail.remove(old.email());
      }
      byEmail.values().removeIf(other -> other.id().equals(holder));
      if (created.containsKey(holder)) {
        created.put(holder, person);
      } else {
        renamed.put(holder, person);
      }
      notes.put(ref, "took its person along to the new address");
    } else {
      person = new Person(new PersonId(ids.next()), address);
      created.put(person.id(), person);
      members.put(person.id(), new LinkedHashSet<>());
      notes.put(ref, "a new person");
    }
    byEmail.put(address, person);
    known.put(person.id(), person);
    return person;
  }

  /// Whether all records of a person move to this address, so that the person itself does.
  private boolean everybodyMoves(PersonId holder, String address) {
    Set<RecordRef> refs = members.get(holder);
    return refs != null && refs.stream().allMatch(ref -> address.equals(plan.get(ref)));
  }

  private void leave(@org.jspecify.annotations.Nullable PersonId holder, RecordRef ref) {
    if (holder != null) {
      members.computeIfPresent(holder, (id, refs) -> minus(refs, ref));
    }
  }

  /// Writes down what was decided.
  ///
  /// @param fresh the records that are new; of the others only those that changed hands are written
  Identified store(Map<RecordRef, Incoming> all, Set<RecordRef> fresh, People people) {
    // Renames first: they free addresses that a created person may take.
    people.rename(renamed.values());
    people.create(created.values());
    List<StoredContribution> stored = new ArrayList<>();
    Set<PersonId> touched = new LinkedHashSet<>();
    Set<PersonId> rehomed = new LinkedHashSet<>();
    Set<OrderKey> adrift = new LinkedHashSet<>();
    Set<ItemKey> adriftItems = new LinkedHashSet<>();
    Set<Swayed> swayed = new LinkedHashSet<>();
    all.forEach(
        (ref, incoming) -> {
          PersonId was = before.get(ref);
          PersonId is = after.get(ref);
          if (!fresh.contains(ref) && Objects.equals(was, is)) {
            return;
          }
          StoredContribution.Holder holder =
              is == null
                  ? new StoredContribution.Holder.Nobody()
                  : new StoredContribution.Holder.Known(is);
          stored.add(new StoredContribution(incoming.contribution(), incoming.inboxId(), holder));
          Optional.ofNullable(was).ifPresent(touched::add);
          Optional.ofNullable(is).ifPresent(touched::add);
          if (phoned.contains(ref) && !fresh.contains(ref)) {
            swayed.add(
                new Swayed(
                    ref,
                    Optional.ofNullable(is),
                    incoming.contribution().orderKey(),
                    notes.getOrDefault(ref, "joined another person by what it belongs to")));
          }
          if (was != null && is == null) {
            incoming.contribution().orderKey().ifPresent(adrift::add);
            incoming.contribution().itemKey().ifPresent(adriftItems::add);
          }
          // What was nobody's and has found its person brings orders that were never planned.
          boolean waited = was == null && !fresh.contains(ref);
          if (is != null && !is.equals(was) && (was != null || waited)) {
            rehomed.add(is);
          }
        });
    contributions.save(stored);
    return new Identified(
        touched,
        rehomed,
        adrift,
        adriftItems,
        after.entrySet().stream().collect(byKey()),
        notes,
        swayed);
  }

  private static java.util.stream.Collector<
          Map.Entry<RecordRef, PersonId>, ?, Map<RecordRef, PersonId>>
      byKey() {
    return Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private static Set<RecordRef> plus(Set<RecordRef> refs, RecordRef ref) {
    refs.add(ref);
    return refs;
  }

  private static Set<RecordRef> minus(Set<RecordRef> refs, RecordRef ref) {
    refs.remove(ref);
    return refs;
  }
}
