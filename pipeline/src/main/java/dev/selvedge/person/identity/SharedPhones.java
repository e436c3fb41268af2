package dev.selvedge.person.identity;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.person.Contributions;
import dev.selvedge.person.StoredContribution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which records have a phone number, each number's read once: what is stored, overlaid with what
/// is fresh. Confined to one transaction.
final class SharedPhones {
  private final Contributions contributions;
  private final Map<RecordRef, Contribution> fresh = new LinkedHashMap<>();
  private final Map<String, List<StoredContribution>> stored = new HashMap<>();

  SharedPhones(Contributions contributions, Collection<Contribution> fresh) {
    this.contributions = contributions;
    fresh.forEach(one -> this.fresh.put(one.ref(), one));
  }

  /// Stored records with one of these numbers that have no address of their own, and so may change
  /// hands when somebody comes or goes who has it.
  List<StoredContribution> dependents(Set<String> phones) {
    read(phones);
    return phones.stream()
        .filter(phone -> !staysCrowd(phone))
        .flatMap(phone -> stored.getOrDefault(phone, List.of()).stream())
        .filter(one -> one.contribution().identity().email().isEmpty())
        .filter(one -> !fresh.containsKey(one.contribution().ref()))
        .toList();
  }

  /// Nobody has it before or after, whoever comes or goes.
  private boolean staysCrowd(String phone) {
    return stored.getOrDefault(phone, List.of()).size() > PhoneHolders.MOST + fresh.size();
  }

  /// Tells `known` whose the numbers are that decide about these records.
  ///
  /// @param records known, with all they follow
  void find(Collection<RecordRef> records, Belonging.Known known, Links links) {
    Set<String> wanted = new LinkedHashSet<>();
    records.forEach(ref -> wanted.add(Belonging.decidingPhone(ref, known)));
    wanted.remove("");
    if (wanted.isEmpty()) {
      return;
    }
    read(wanted);
    Map<String, List<Contribution>> sharing = new LinkedHashMap<>();
    for (String phone : wanted) {
      List<Contribution> all = sharing(phone);
      if (all.size() > PhoneHolders.MOST) {
        known.found(phone, new PhoneHolders.Crowd());
      } else {
        sharing.put(phone, all);
      }
    }
    List<Contribution> all = sharing.values().stream().flatMap(List::stream).toList();
    known.add(all, List.of());
    Identification.complete(
        known, all.stream().map(Contribution::ref).toList(), contributions, links);
    sharing.forEach((phone, ones) -> known.found(phone, holders(ones, known)));
  }

  private static PhoneHolders holders(List<Contribution> sharing, Belonging.Known known) {
    Set<String> addresses = new TreeSet<>();
    sharing.forEach(one -> addresses.add(Belonging.byAddress(one.ref(), known)));
    addresses.remove("");
    return new PhoneHolders.At(addresses);
  }

  private List<Contribution> sharing(String phone) {
    List<Contribution> all = new ArrayList<>();
    stored.getOrDefault(phone, List.of()).stream()
        .map(StoredContribution::contribution)
        .filter(one -> !fresh.containsKey(one.ref()))
        .forEach(all::add);
    fresh.values().stream().filter(one -> one.identity().phone().equals(phone)).forEach(all::add);
    return all;
  }

  private void read(Set<String> phones) {
    Set<String> unread = new LinkedHashSet<>(phones);
    unread.removeAll(stored.keySet());
    unread.forEach(phone -> stored.put(phone, new ArrayList<>()));
    // So many that what is fresh cannot make fewer than a crowd of them unseen.
    contributions
        .withPhones(unread, PhoneHolders.MOST + fresh.size() + 1)
        .forEach(
            one ->
                stored
                    .computeIfAbsent(
                        one.contribution().identity().phone(), phone -> new ArrayList<>())
                    .add(one));
  }
}
