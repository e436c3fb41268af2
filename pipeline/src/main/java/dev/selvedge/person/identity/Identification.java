package dev.selvedge.person.identity;

import dev.selvedge.IdSource;
import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.person.Contributions;
import dev.selvedge.person.People;
import dev.selvedge.person.StoredContribution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds whose each contribution is. Who belongs together depends on the newest contributions
/// and the stewards' decisions alone: all records with one address are one person, and a record
/// that follows another has that one's address, see [Belonging].
///
/// A record that changes its address takes its person along (the contact is renamed) when nobody
/// else stands behind the old address and nobody yet behind the new one; else it moves over.
public final class Identification {
  private final IdSource ids;

  public Identification(IdSource ids) {
    this.ids = ids;
  }

  /// Takes newer contributions in and stores who they belong to. What follows them, by its own word
  /// or a steward's, goes with them.
  ///
  /// @param fresh at most one a record, none older than what is stored
  /// @param before what is stored of the same records
  public Identified identify(List<Incoming> fresh, List<StoredContribution> before, Ports ports) {
    Assignment assignment = new Assignment(ids, ports.contributions());
    before.forEach(assignment::knew);
    Map<RecordRef, Incoming> all = new LinkedHashMap<>();
    Set<RecordRef> freshRefs = new LinkedHashSet<>();
    fresh.forEach(incoming -> freshRefs.add(incoming.contribution().ref()));
    for (StoredContribution stored : followers(freshRefs, ports)) {
      assignment.knew(stored);
      all.put(stored.contribution().ref(), Incoming.of(stored));
    }
    // A record that is both fresh and follows another counts in its fresh form.
    fresh.forEach(incoming -> all.put(incoming.contribution().ref(), incoming));
    SharedPhones phones =
        new SharedPhones(
            ports.contributions(), fresh.stream().map(Incoming::contribution).toList());
    for (StoredContribution stored : swayed(all, before, phones, ports)) {
      assignment.knew(stored);
      all.putIfAbsent(stored.contribution().ref(), Incoming.of(stored));
    }

    Belonging.Known known = known(all.values(), ports);
    phones.find(all.keySet(), known, ports.links());
    Map<RecordRef, Belonging> found = new LinkedHashMap<>();
    ownersFirst(all.values())
        .forEach(
            incoming -> {
              RecordRef ref = incoming.contribution().ref();
              found.put(ref, Belonging.of(ref, known));
            });
    Map<RecordRef, String> addresses = new LinkedHashMap<>();
    found.forEach((ref, belonging) -> addresses.put(ref, belonging.address()));
    assignment.meet(ports.people().byEmail(Set.copyOf(addresses.values())));
    assignment.moving(addresses);
    addresses.forEach((ref, address) -> assignment.assign(ref, address));
    found.forEach(
        (ref, belonging) ->
            assignment.explain(ref, belonging, !Belonging.decidingPhone(ref, known).isEmpty()));
    return assignment.store(all, freshRefs, ports.people());
  }

  /// Records that have one of these records' numbers and no address, and count for nobody because
  /// others have the number, too; with why.
  ///
  /// @param most of each number so many records are looked at
  public static Map<RecordRef, Belonging> unclear(
      Collection<Contribution> records, int most, Contributions contributions, Links links) {
    Set<String> phones = new LinkedHashSet<>();
    records.forEach(one -> phones.add(one.identity().phone()));
    phones.remove("");
    List<Contribution> sharing =
        contributions.withPhones(phones, most).stream()
            .filter(stored -> stored.person().isEmpty())
            .map(StoredContribution::contribution)
            .toList();
    Map<RecordRef, Belonging> unclear = new LinkedHashMap<>();
    explain(sharing, contributions, links)
        .forEach(
            (ref, belonging) -> {
              if (belonging.reason() instanceof Belonging.Reason.PhoneOfSeveral
                  || belonging.reason() instanceof Belonging.Reason.PhoneOfCrowd) {
                unclear.put(ref, belonging);
              }
            });
    return unclear;
  }

  /// What else may change hands, because it is found by a number that one of these has or had, or
  /// follows what is.
  private static List<StoredContribution> swayed(
      Map<RecordRef, Incoming> all,
      List<StoredContribution> before,
      SharedPhones phones,
      Ports ports) {
    Set<String> moving = new LinkedHashSet<>();
    all.values().forEach(one -> moving.add(one.contribution().identity().phone()));
    before.forEach(one -> moving.add(one.contribution().identity().phone()));
    moving.remove("");
    if (moving.isEmpty()) {
      return List.of();
    }
    List<StoredContribution> swayed = new ArrayList<>(phones.dependents(moving));
    Set<RecordRef> direct = new LinkedHashSet<>();
    swayed.forEach(one -> direct.add(one.contribution().ref()));
    swayed.addAll(followers(direct, ports));
    swayed.removeIf(one -> all.containsKey(one.contribution().ref()));
    return swayed;
  }

  /// What identification reads and writes, of one transaction.
  public record Ports(People people, Contributions contributions, Links links) {}

  /// Why each of these records counts for whom it does.
  public static Map<RecordRef, Belonging> explain(
      Collection<Contribution> records, Contributions contributions, Links links) {
    Belonging.Known known = new Belonging.Known(records, List.of());
    List<RecordRef> refs = records.stream().map(Contribution::ref).toList();
    complete(known, refs, contributions, links);
    new SharedPhones(contributions, List.of()).find(refs, known, links);
    Map<RecordRef, Belonging> found = new LinkedHashMap<>();
    records.forEach(one -> found.put(one.ref(), Belonging.of(one.ref(), known)));
    return found;
  }

  /// Everything that follows these records, directly or by way of others.
  private static List<StoredContribution> followers(Set<RecordRef> records, Ports ports) {
    List<StoredContribution> found = new ArrayList<>();
    Set<RecordRef> seen = new LinkedHashSet<>(records);
    Set<RecordRef> frontier = new LinkedHashSet<>(records);
    for (int step = 1; step < Belonging.LONGEST_ROW && !frontier.isEmpty(); step++) {
      List<StoredContribution> next = new ArrayList<>(ports.contributions().ownedBy(frontier));
      List<RecordRef> linked =
          ports.links().following(frontier).stream().map(LinkDecision::record).toList();
      next.addAll(ports.contributions().find(linked));
      frontier.clear();
      for (StoredContribution stored : next) {
        if (seen.add(stored.contribution().ref())) {
          frontier.add(stored.contribution().ref());
          found.add(stored);
        }
      }
    }
    return found;
  }

  private static Belonging.Known known(Collection<Incoming> all, Ports ports) {
    List<Contribution> contributions = all.stream().map(Incoming::contribution).toList();
    Belonging.Known known = new Belonging.Known(contributions, List.of());
    complete(
        known,
        contributions.stream().map(Contribution::ref).toList(),
        ports.contributions(),
        ports.links());
    return known;
  }

  /// Adds what the records follow, and what that follows.
  static void complete(
      Belonging.Known known,
      Collection<RecordRef> records,
      Contributions contributions,
      Links links) {
    known.add(List.of(), links.of(records));
    Set<RecordRef> asked = new LinkedHashSet<>(records);
    for (int step = 1; step < Belonging.LONGEST_ROW; step++) {
      List<RecordRef> missing = known.missing().stream().filter(asked::add).toList();
      if (missing.isEmpty()) {
        return;
      }
      known.add(
          contributions.find(missing).stream().map(StoredContribution::contribution).toList(),
          links.of(missing));
    }
  }

  /// Owners go first, so that a rename is decided before what follows it.
  private static List<Incoming> ownersFirst(Collection<Incoming> all) {
    List<Incoming> ordered = new ArrayList<>(all);
    ordered.sort(
        java.util.Comparator.comparing(
            incoming -> !incoming.contribution().identity().owner().isEmpty()));
    return ordered;
  }

  /// A contribution on its way in.
  public record Incoming(Contribution contribution, long inboxId) {
    static Incoming of(StoredContribution stored) {
      return new Incoming(stored.contribution(), stored.inboxId());
    }
  }

  /// What identification changed.
  ///
  /// @param touched everybody whose contributions changed, before or after
  /// @param rehomed persons that gained records from another person; their orders must be planned
  ///     anew
  /// @param adrift orders of records that were somebody's and are nobody's now
  /// @param adriftItems the same of what else there is of them, carts for example
  /// @param notes what happened to a record, in a word or two for the trail; only where it is news
  /// @param swayed records that are not new and changed hands because of a phone number
  public record Identified(
      Set<PersonId> touched,
      Set<PersonId> rehomed,
      Set<OrderKey> adrift,
      Set<ItemKey> adriftItems,
      Map<RecordRef, PersonId> holders,
      Map<RecordRef, String> notes,
      Set<Swayed> swayed) {}

  /// A record that changed hands though nothing of it is new.
  ///
  /// @param person whose it is now; empty for nobody's
  public record Swayed(
      RecordRef record, Optional<PersonId> person, Optional<OrderKey> order, String note) {}
}
