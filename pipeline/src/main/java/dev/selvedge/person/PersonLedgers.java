package dev.selvedge.person;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.EffectiveConsent.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The ledger of persons: what their records said and were told, and what those who mail them said
/// of their addresses. An address that somebody left still speaks for them: what was declined there
/// counts whenever it was, since mail may have gone there for a while; what was agreed to there
/// only if it was before they left, since later it may be somebody else's. A bounce ends with the
/// address. And what a record declined while it had an address counts for whoever has that address
/// when the record is gone or has moved away: nobody's opt-out ends with an account. What it agreed
/// to leaves with it. A record that a steward set apart still has its address and is not asked.
/// Confined to one transaction.
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
    Map<String, Set<RecordRef>> seenAt = seenAt(persons);
    seenAt.values().forEach(records::addAll);
    Map<RecordRef, List<FormerAddress>> addresses = addresses(records);
    Set<RecordRef> all = new LinkedHashSet<>(records);
    origins.values().forEach(all::addAll);
    addresses.values().forEach(seen -> seen.forEach(one -> all.addAll(mailed(one.address()))));
    Map<RecordRef, List<LedgerEntry>> lines = new HashMap<>();
    ledger
        .of(all)
        .forEach(line -> lines.computeIfAbsent(line.origin(), o -> new ArrayList<>()).add(line));
    Map<PersonId, List<LedgerEntry>> found = new LinkedHashMap<>();
    for (Person person : persons) {
      Set<RecordRef> own = origins.getOrDefault(person.id(), Set.of());
      Set<LedgerEntry> counts = lines(own, addresses, lines);
      for (RecordRef other : seenAt.getOrDefault(person.email(), Set.of())) {
        if (!own.contains(other)) {
          left(person.email(), addresses.getOrDefault(other, List.of()))
              .ifPresent(
                  left -> counts.addAll(declined(lines.getOrDefault(other, List.of()), left)));
        }
      }
      found.put(person.id(), List.copyOf(counts));
    }
    return found;
  }

  /// When a record, which is somebody else's or nobody's, left an address. Of two versions of one
  /// instant the one without it is taken for the later: else an opt-out would be lost.
  private static Optional<Instant> left(String address, List<FormerAddress> ofTheRecord) {
    return ofTheRecord.stream()
        .filter(one -> one.address().equals(address))
        .findFirst()
        .flatMap(
            one ->
                one.leftAt(ofTheRecord)
                    .or(
                        () ->
                            ofTheRecord.stream()
                                .filter(other -> !other.address().equals(address))
                                .map(FormerAddress::lastSeen)
                                .filter(one.lastSeen()::equals)
                                .findFirst()));
  }

  /// What a record declined before it left. Its lines are read together with all others of it, or
  /// an echo would be taken for a decision; only the last of each topic and kind is needed, and two
  /// flags side by side would be taken for a repetition.
  private static Collection<LedgerEntry> declined(List<LedgerEntry> ofTheRecord, Instant left) {
    Map<Topic, Map<Choice, LedgerEntry>> last = new LinkedHashMap<>();
    Set<Topic> topics = new LinkedHashSet<>();
    ofTheRecord.forEach(line -> topics.add(line.claim().topic()));
    for (Topic topic : topics) {
      List<Decision> decisions =
          Decisions.of(ofTheRecord, topic).stream().filter(one -> !one.at().isAfter(left)).toList();
      for (Decision one : decisions) {
        boolean declines =
            one.is(Choice.OPT_OUT)
                || (one.is(Choice.SUPPRESSED)
                    && !one.entry().claim().isBounce()
                    && !EffectiveConsent.isLifted(one, decisions));
        if (declines) {
          last.computeIfAbsent(topic, key -> new EnumMap<>(Choice.class))
              .merge(
                  one.entry().claim().choice(),
                  one.entry(),
                  (a, b) -> a.claim().at().isAfter(b.claim().at()) ? a : b);
        }
      }
    }
    return last.values().stream().flatMap(ofTopic -> ofTopic.values().stream()).toList();
  }

  /// The records that have or had the address that each of these persons has.
  private Map<String, Set<RecordRef>> seenAt(Collection<Person> persons) {
    Map<String, Set<RecordRef>> seen = new LinkedHashMap<>();
    formerAddresses
        .at(persons.stream().map(Person::email).distinct().toList())
        .forEach(
            one ->
                seen.computeIfAbsent(one.address(), address -> new LinkedHashSet<>())
                    .add(one.record()));
    return seen;
  }

  private Set<LedgerEntry> lines(
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
    return found;
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
