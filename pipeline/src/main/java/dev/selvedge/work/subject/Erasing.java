package dev.selvedge.work.subject;

import dev.selvedge.PersonId;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.privacy.Erasure;
import dev.selvedge.privacy.Erasure.Stage;
import dev.selvedge.privacy.Found;
import dev.selvedge.privacy.SubjectTarget;
import dev.selvedge.privacy.Traces.Flight;
import dev.selvedge.trail.AuditEntry;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Forgets one human being, everywhere, in an order that can be broken off anywhere: first the
/// tombstones, so that nothing new is taken in or sent; then what is under way is waited for; then
/// the targets; then the store, in one transaction. Whoever begins again goes through all of it
/// again, and what is done already is found to be so. A hub may be at work meanwhile.
public final class Erasing {
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  /// What was written while the store was searched is found the next time.
  private static final int ROUNDS = 5;

  /// Of records with one phone number so many are looked at.
  private static final int MOST_SHARING = 1000;

  private final Parts parts;

  public Erasing(Parts parts) {
    this.parts = parts;
  }

  /// What erasing is done with.
  ///
  /// @param pause waits so long
  /// @param patience how long to wait for a call or an import that is under way
  public record Parts(
      Store store,
      java.util.List<SubjectTarget> targets,
      InstantSource clock,
      Consumer<Duration> pause,
      Duration patience) {
    public Parts {
      targets = java.util.List.copyOf(targets);
    }
  }

  /// What there is.
  ///
  /// @param address normalised
  public Found look(String address) {
    return parts.store().read(ports -> ports.traces().find(address));
  }

  /// Forgets them, or says why not yet.
  ///
  /// @param address normalised
  public Erased erase(String address, ByHand hand) {
    Found found = look(address);
    Erasure erasure = begin(address, found, hand);
    Flight flight = await(found.persons());
    if (flight != Flight.NONE) {
      return new Erased.NotYet(erasure, underWay(flight));
    }
    int contacts = 0;
    int records = 0;
    for (SubjectTarget target : parts.targets()) {
      switch (target.forget(found.addresses(), numbers(target, found.persons()))) {
        case SubjectTarget.Reply.Done done -> {
          contacts += done.contacts();
          records += done.records();
        }
        case SubjectTarget.Reply.NotDone(String why) -> {
          return new Erased.NotYet(erasure, target.title() + ": " + why);
        }
      }
    }
    move(erasure, Stage.REMOTE_DONE);
    forgetHere(address, found);
    return done(address, erasure, found, hand, contacts, records);
  }

  private Erasure begin(String address, Found found, ByHand hand) {
    return parts
        .store()
        .write(
            ports -> {
              Instant now = parts.clock().instant();
              Set<String> marked = new LinkedHashSet<>(found.addresses());
              marked.addAll(numbers(found, ports));
              Erasure erasure = ports.erasures().begin(marked, found.records(), hand, now);
              ports.traces().hold(found.persons());
              ports
                  .auditLog()
                  .append(
                      AuditEntry.of(
                          now,
                          hand,
                          "person.erase",
                          ports.erasures().mark(address),
                          "begun as erasure " + erasure.number()));
              return erasure;
            });
  }

  /// The phone numbers that of all known people they alone have: by these, too, what sources still
  /// say of them is turned away. One that is under a tombstone already stays under that one.
  private static Set<String> numbers(Found found, Store.Ports ports) {
    Set<String> numbers = new LinkedHashSet<>();
    ports
        .contributions()
        .find(found.records())
        .forEach(stored -> numbers.add(stored.contribution().identity().phone()));
    numbers.remove("");
    ports
        .contributions()
        .withPhones(numbers, MOST_SHARING)
        .forEach(
            stored -> {
              if (!found.records().contains(stored.contribution().ref())
                  && !stored.contribution().identity().email().isEmpty()) {
                numbers.remove(stored.contribution().identity().phone());
              }
            });
    numbers.removeAll(ports.erasures().ofAddresses(numbers).keySet());
    return numbers;
  }

  /// What ends meanwhile may be due again: it is set aside each time.
  private Flight await(Set<PersonId> persons) {
    Instant end = parts.clock().instant().plus(parts.patience());
    while (true) {
      Flight flight =
          parts
              .store()
              .write(
                  ports -> {
                    ports.traces().hold(persons);
                    return ports.traces().flight(persons, parts.clock().instant());
                  });
      if (flight == Flight.NONE || !parts.clock().instant().isBefore(end)) {
        return flight;
      }
      parts.pause().accept(LOOK_EVERY);
    }
  }

  private static String underWay(Flight flight) {
    return switch (flight) {
      case NONE -> "";
      case CALL -> "a call about this person is under way";
      case IMPORT ->
          "an import with this person is under way, and would bring them back; it ends by itself"
              + " while the hub runs";
    };
  }

  private Set<String> numbers(SubjectTarget target, Set<PersonId> persons) {
    return parts
        .store()
        .read(
            ports ->
                ports.deliveries().ofPersons(target.name(), Facet.CONTACT, persons).stream()
                    .map(Delivery::delivered)
                    .map(delivered -> delivered.remoteId())
                    .filter(number -> !number.isEmpty())
                    .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  private void move(Erasure erasure, Stage stage) {
    parts
        .store()
        .change(ports -> ports.erasures().move(erasure.number(), stage, parts.clock().instant()));
  }

  /// The search takes long and is made beside the hub's own work; the deletion is one transaction.
  private void forgetHere(String address, Found found) {
    Found next = found;
    for (int round = 0; round < ROUNDS && !next.isEmpty(); round++) {
      Found there = next;
      parts.store().change(ports -> ports.traces().forget(there));
      next = again(address, found);
    }
  }

  /// A former address leads to nobody once its person is gone: each is looked for by itself.
  private Found again(String address, Found found) {
    Set<String> others = new LinkedHashSet<>(found.addresses());
    others.remove(address);
    Found there = look(address);
    for (String other : others) {
      if (there.isEmpty()) {
        there = look(other);
      }
    }
    return there;
  }

  private Erased done(
      String address, Erasure erasure, Found found, ByHand hand, int contacts, int records) {
    Erasure done =
        parts
            .store()
            .write(
                ports -> {
                  Instant now = parts.clock().instant();
                  ports.erasures().move(erasure.number(), Stage.DONE, now);
                  ports
                      .auditLog()
                      .append(
                          AuditEntry.of(
                              now,
                              hand,
                              "person.erase",
                              ports.erasures().mark(address),
                              "done as erasure " + erasure.number()));
                  return ports.erasures().find(erasure.number()).orElseThrow();
                });
    Map<String, Long> left =
        parts.store().read(ports -> ports.traces().mentions(found.addresses()));
    return new Erased.Done(done, found, contacts, records, left, parts.store().tidy());
  }
}
