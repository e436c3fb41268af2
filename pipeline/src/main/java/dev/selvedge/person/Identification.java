package dev.selvedge.person;

import dev.selvedge.IdSource;
import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.mapping.Contribution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds whose each contribution is. Who belongs together depends on the newest contributions
/// alone: all records with one address are one person, and a record that belongs to another
/// follows it.
///
/// A record that changes its address takes its person along (the contact is renamed) when nobody
/// else stands behind the old address and nobody yet behind the new one; else it moves over.
public final class Identification {
  private final IdSource ids;

  public Identification(IdSource ids) {
    this.ids = ids;
  }

  /// Takes newer contributions in and stores who they belong to.
  ///
  /// @param fresh at most one a record, each newer than what is stored
  /// @param before what is stored of the same records
  public Identified identify(
      List<Incoming> fresh,
      List<StoredContribution> before,
      People people,
      Contributions contributions) {
    Assignment assignment = new Assignment(ids, contributions);
    before.forEach(assignment::knew);
    List<StoredContribution> dependants =
        contributions.ownedBy(
            fresh.stream().map(incoming -> incoming.contribution().ref()).toList());
    dependants.forEach(assignment::knew);

    Map<RecordRef, Incoming> all = new LinkedHashMap<>();
    dependants.forEach(
        stored ->
            all.put(
                stored.contribution().ref(),
                new Incoming(stored.contribution(), stored.inboxId())));
    // A record that is both fresh and somebody's dependant counts in its fresh form.
    fresh.forEach(incoming -> all.put(incoming.contribution().ref(), incoming));

    Map<RecordRef, Contribution> owners = owners(all.values(), fresh, contributions);
    Map<RecordRef, String> addresses = new LinkedHashMap<>();
    ownersFirst(all.values())
        .forEach(
            incoming ->
                addresses.put(
                    incoming.contribution().ref(), address(incoming.contribution(), owners)));
    assignment.meet(people.byEmail(Set.copyOf(addresses.values())));
    assignment.moving(addresses);
    addresses.forEach((ref, address) -> assignment.assign(ref, address));
    Set<RecordRef> freshRefs = new LinkedHashSet<>();
    fresh.forEach(incoming -> freshRefs.add(incoming.contribution().ref()));
    return assignment.store(all, freshRefs, people);
  }

  /// The address by which a record's person is found: its owner's where that has one, else its own.
  private static String address(Contribution contribution, Map<RecordRef, Contribution> owners) {
    if (contribution.identity().gone()) {
      return "";
    }
    return contribution
        .identity()
        .ownerRef()
        .flatMap(ref -> Optional.ofNullable(owners.get(ref)))
        .map(owner -> owner.identity().email())
        .filter(email -> !email.isEmpty())
        .orElse(contribution.identity().email());
  }

  private static Map<RecordRef, Contribution> owners(
      Collection<Incoming> all, List<Incoming> fresh, Contributions contributions) {
    Set<RecordRef> wanted = new LinkedHashSet<>();
    all.forEach(incoming -> incoming.contribution().identity().ownerRef().ifPresent(wanted::add));
    Map<RecordRef, Contribution> owners = new LinkedHashMap<>();
    contributions
        .find(wanted)
        .forEach(stored -> owners.put(stored.contribution().ref(), stored.contribution()));
    fresh.stream()
        .map(Incoming::contribution)
        .filter(contribution -> wanted.contains(contribution.ref()))
        .forEach(contribution -> owners.put(contribution.ref(), contribution));
    return owners;
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
  public record Incoming(Contribution contribution, long inboxId) {}

  /// What identification changed.
  ///
  /// @param touched everybody whose contributions changed, before or after
  /// @param rehomed persons that gained records from another person; their orders must be planned
  ///     anew
  /// @param notes what happened to a record, in a word or two for the trail; only where it is news
  public record Identified(
      Set<PersonId> touched,
      Set<PersonId> rehomed,
      Map<RecordRef, PersonId> holders,
      Map<RecordRef, String> notes) {}
}
