package dev.selvedge.work.resolve;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.mapping.AddressDecision;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.person.AddressRef;
import dev.selvedge.person.FormerAddress;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.Person;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What targets said about addresses in one batch, and whom it concerns: those who have the address
/// and those who had it. Confined to one transaction.
final class HeardDecisions {
  private final Map<Resolution.Work, List<AddressDecision>> heard = new LinkedHashMap<>();
  private Map<String, Set<PersonId>> concerned = Map.of();

  void hear(Resolution.Work work, Mapped.Decided decided) {
    heard.put(work, decided.decisions());
  }

  /// The lines to enter.
  List<LedgerEntry> lines(Instant now) {
    List<LedgerEntry> lines = new ArrayList<>();
    heard.forEach(
        (work, decisions) ->
            decisions.forEach(
                decision ->
                    lines.add(
                        LedgerEntry.said(
                            AddressRef.of(
                                work.item().sourceRecord().ref().system(), decision.email()),
                            decision.claim(),
                            now))));
    return lines;
  }

  /// Finds whom it concerns, once the batch's records have found their persons.
  void find(Store.Ports ports) {
    Set<String> addresses = new LinkedHashSet<>();
    heard.values().forEach(said -> said.forEach(one -> addresses.add(one.email())));
    concerned = new HashMap<>();
    if (addresses.isEmpty()) {
      return;
    }
    for (Person person : ports.people().byEmail(addresses)) {
      concerns(person.email(), person.id());
    }
    List<FormerAddress> former = ports.formerAddresses().at(addresses);
    Map<RecordRef, PersonId> holders = new HashMap<>();
    for (StoredContribution stored :
        ports
            .contributions()
            .find(former.stream().map(FormerAddress::record).distinct().toList())) {
      stored.person().ifPresent(person -> holders.put(stored.contribution().ref(), person));
    }
    for (FormerAddress one : former) {
      PersonId holder = holders.get(one.record());
      if (holder != null) {
        concerns(one.address(), holder);
      }
    }
  }

  private void concerns(String address, PersonId person) {
    concerned.computeIfAbsent(address, key -> new LinkedHashSet<>()).add(person);
  }

  /// Whom a record's decisions concern.
  Set<PersonId> concerned(Resolution.Work work) {
    Set<PersonId> persons = new LinkedHashSet<>();
    heard
        .getOrDefault(work, List.of())
        .forEach(one -> persons.addAll(concerned.getOrDefault(one.email(), Set.of())));
    return persons;
  }

  Collection<Resolution.Work> works() {
    return heard.keySet();
  }

  List<AddressDecision> decisions(Resolution.Work work) {
    return heard.getOrDefault(work, List.of());
  }
}
