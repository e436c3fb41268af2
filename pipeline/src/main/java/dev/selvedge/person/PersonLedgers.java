package dev.selvedge.person;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.ConsentClaim.Choice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The ledger of persons: what their records said and were told, and what those who mail them said
/// of their addresses. An address that somebody left still speaks for them: what was declined there
/// counts whenever it was, since mail may have gone there for a while; what was agreed to there
/// only if it was before they left, since later it may be somebody else's. A bounce ends with the
/// address. Confined to one transaction.
public final class PersonLedgers {
  private final Ledger ledger;
  private final FormerAddresses formerAddresses;
  private final Set<SystemName> mailers;

  /// @param mailers the systems whose word about an address counts
  public PersonLedgers(Records records, Set<SystemName> mailers) {
    this.ledger = records.ledger();
    this.formerAddresses = records.formerAddresses();
    this.mailers = Set.copyOf(mailers);
  }

  /// Every line that counts for each of these persons.
  ///
  /// @param held the records of each
  public Map<PersonId, List<LedgerEntry>> of(
      Collection<Person> persons, Map<PersonId, List<StoredContribution>> held) {
    Map<PersonId, Set<RecordRef>> origins = new LinkedHashMap<>();
    Set<RecordRef> records = new LinkedHashSet<>();
    for (Person person : persons) {
      Set<RecordRef> own = new LinkedHashSet<>();
      held.getOrDefault(person.id(), List.of())
          .forEach(stored -> own.add(stored.contribution().ref()));
      records.addAll(own);
      mailers.forEach(mailer -> own.add(AddressRef.of(mailer, person.email())));
      origins.put(person.id(), own);
    }
    Map<RecordRef, List<FormerAddress>> addresses = addresses(records);
    Set<RecordRef> all = new LinkedHashSet<>();
    origins.values().forEach(all::addAll);
    addresses.values().forEach(seen -> seen.forEach(one -> all.addAll(mailed(one.address()))));
    Map<RecordRef, List<LedgerEntry>> lines = new HashMap<>();
    ledger
        .of(all)
        .forEach(line -> lines.computeIfAbsent(line.origin(), o -> new ArrayList<>()).add(line));
    Map<PersonId, List<LedgerEntry>> found = new LinkedHashMap<>();
    origins.forEach((person, own) -> found.put(person, lines(own, addresses, lines)));
    return found;
  }

  private List<LedgerEntry> lines(
      Set<RecordRef> own,
      Map<RecordRef, List<FormerAddress>> addresses,
      Map<RecordRef, List<LedgerEntry>> lines) {
    Set<LedgerEntry> found = new LinkedHashSet<>();
    own.forEach(origin -> found.addAll(lines.getOrDefault(origin, List.of())));
    for (RecordRef origin : own) {
      List<FormerAddress> seen = addresses.getOrDefault(origin, List.of());
      for (FormerAddress one : seen) {
        // It may still have one that is not its person's: that of an order, say, which belongs to
        // a customer with another.
        Instant left = one.leftAt(seen).orElse(Instant.MIN);
        for (RecordRef address : mailed(one.address())) {
          if (!own.contains(address)) {
            lines.getOrDefault(address, List.of()).stream()
                .filter(line -> countsAfterwards(line, left))
                .forEach(found::add);
          }
        }
      }
    }
    return List.copyOf(found);
  }

  private static boolean countsAfterwards(LedgerEntry line, Instant left) {
    return !line.claim().isBounce()
        && (line.isOurs()
            || line.claim().choice() == Choice.OPT_OUT
            || line.claim().choice() == Choice.SUPPRESSED
            || !line.claim().at().isAfter(left));
  }

  private List<RecordRef> mailed(String address) {
    return address.isEmpty()
        ? List.of()
        : mailers.stream().map(mailer -> AddressRef.of(mailer, address)).toList();
  }

  private Map<RecordRef, List<FormerAddress>> addresses(Set<RecordRef> records) {
    Map<RecordRef, List<FormerAddress>> seen = new HashMap<>();
    formerAddresses
        .ofRecords(records)
        .forEach(one -> seen.computeIfAbsent(one.record(), ref -> new ArrayList<>()).add(one));
    return seen;
  }
}
