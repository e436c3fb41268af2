package dev.selvedge.work.hub;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.AddressRef;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.Person;
import dev.selvedge.person.Telling;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Target;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What runs that are no more may have told about consent by calls whose end nobody wrote down.
/// Only opt-ins are supposed: one that comes back and is taken for an echo leaves somebody out,
/// where an opt-out so taken would have somebody mailed. Confined to one transaction.
final class LostWords {
  private static final Set<Facet> BY_ADDRESS = Set.of(Facet.CONTACT, Facet.CHOICE);

  private final HubParts parts;
  private final Duration lease;
  private final Store.Ports ports;

  LostWords(HubParts parts, Duration lease, Store.Ports ports) {
    this.parts = parts;
    this.lease = lease;
    this.ports = ports;
  }

  /// As the ledger keeps them. A call was made at some time since its run last said that it lives;
  /// where that is not known, since its row was due.
  ///
  /// @param gone the runs that are no more, with their rows still claimed
  List<LedgerEntry> of(Collection<String> gone, Instant now) {
    Map<String, Instant> until = ports.runs().aliveUntil(gone);
    List<LedgerEntry> lines = new ArrayList<>();
    for (Target target : parts.targets()) {
      for (String run : gone) {
        List<Delivery> rows = ports.deliveries().heldBy(target.name(), run);
        Map<PersonId, String> addresses = addresses(rows);
        for (Delivery row : rows) {
          Instant alive = until.containsKey(run) ? until.get(run).minus(lease) : row.dueAt();
          Instant from = alive.isBefore(now) ? alive : now;
          optIns(row, addresses).forEach(word -> lines.add(word.entered(from, now, false)));
        }
      }
    }
    return lines;
  }

  private Map<PersonId, String> addresses(Collection<Delivery> rows) {
    Set<PersonId> persons =
        rows.stream()
            .filter(row -> BY_ADDRESS.contains(row.subject().facet()))
            .map(Delivery::person)
            .collect(Collectors.toSet());
    Map<PersonId, String> addresses = new HashMap<>();
    for (Person person : ports.people().byId(persons)) {
      addresses.put(person.id(), person.email());
    }
    return addresses;
  }

  private List<Telling> optIns(Delivery row, Map<PersonId, String> addresses) {
    return switch (row.subject().facet()) {
      case CONTACT -> {
        String email = addresses.getOrDefault(row.person(), "");
        yield email.isEmpty()
            ? List.of()
            : List.of(optIn(AddressRef.of(row.target(), email), Topic.EMAIL));
      }
      case CONSENT -> {
        RecordRef record = row.subject().told();
        yield parts
            .rules()
            .told()
            .topics()
            .getOrDefault(new Feed(record.system(), record.kind()), Set.of())
            .stream()
            .map(topic -> optIn(record, topic))
            .toList();
      }
      case CHOICE -> {
        String email = addresses.getOrDefault(row.person(), "");
        yield email.isEmpty()
            ? List.of()
            : List.of(optIn(AddressRef.of(row.target(), email), row.subject().topic()));
      }
      case ORDER, ENROLMENT, PROOF, PRODUCT, CART, RECORD -> List.of();
    };
  }

  private static Telling optIn(RecordRef origin, Topic topic) {
    return new Telling(origin, topic, Choice.OPT_IN);
  }
}
