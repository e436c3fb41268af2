package dev.selvedge.work.send;

import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.person.Person;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Detour;
import dev.selvedge.plan.Occupants;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.states.DesiredStates;
import dev.selvedge.work.Store;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Contacts that are to take an address which another contact has not left yet, and contacts that
/// nobody stands behind at an address somebody else has by now. Confined to one transaction.
///
/// Whoever wrote to an address before its former holder has moved away would write to that
/// holder's contact: so contacts wait for each other. In a ring nobody could begin; the contact of
/// the smallest person steps aside then, to a [Detour], and takes its address at the end.
final class Moves {
  /// No ring is longer; what seems to be one is looked at again later.
  private static final int LONGEST_RING = 1000;

  private final Store.Ports ports;
  private final SystemName target;
  private final Occupants occupants;
  private final Set<Subject> takenOver;

  private Moves(Store.Ports ports, SystemName target, Occupants occupants, Set<Subject> takenOver) {
    this.ports = ports;
    this.target = target;
    this.occupants = occupants;
    this.takenOver = takenOver;
  }

  /// What is done about a contact.
  sealed interface Step {
    /// Nothing stands in its way.
    record Goes() implements Step {}

    /// Until another one has left this address.
    record Waits(String address) implements Step {}

    /// To a place in between, so that the others of its ring can go.
    record Aside(Desired.Contact detour) implements Step {}

    /// Nobody stands behind it, and somebody else's contact it is now.
    record TakenOver() implements Step {}
  }

  static Moves of(
      List<Delivery> claimed,
      Map<Subject, Desired> desired,
      DesiredStates states,
      Store.Ports ports) {
    SystemName target = claimed.getFirst().target();
    Set<String> wanted = new HashSet<>();
    Map<String, Delivery> retired = new HashMap<>();
    for (Delivery delivery : claimed) {
      String address = delivery.delivered().address();
      switch (desired.get(delivery.subject())) {
        case Desired.Contact contact when !contact.email().equals(address) ->
            wanted.add(contact.email());
        case Desired.Retired ignored when !address.isEmpty() -> retired.put(address, delivery);
        case null, default -> {}
      }
    }
    return new Moves(
        ports,
        target,
        Occupants.of(ports.deliveries(), target, wanted),
        takenOver(retired, target, states, ports));
  }

  /// The one that stood at a person's address; they were found by it.
  private static Delivery held(Map<String, Delivery> retired, Person person) {
    return Optional.ofNullable(retired.get(person.email())).orElseThrow();
  }

  /// Only by who may be mailed: else the contact is to be mailed no more in any case, and that is
  /// not left to whether the other's write goes through.
  private static Set<Subject> takenOver(
      Map<String, Delivery> retired, SystemName target, DesiredStates states, Store.Ports ports) {
    if (retired.isEmpty()) {
      return Set.of();
    }
    List<Person> others =
        ports.people().byEmail(retired.keySet()).stream()
            .filter(person -> !held(retired, person).person().equals(person.id()))
            .toList();
    Set<PersonId> planned =
        ports
            .deliveries()
            .find(target, others.stream().map(person -> Subject.contact(person.id())).toList())
            .stream()
            .map(Delivery::person)
            .collect(Collectors.toSet());
    Map<PersonId, Desired> wanted = states.contacts(planned);
    return others.stream()
        .filter(
            person ->
                wanted.get(person.id()) instanceof Desired.Contact contact && contact.mailable())
        .map(person -> held(retired, person).subject())
        .collect(Collectors.toSet());
  }

  Step step(Delivery delivery, Desired want) {
    if (takenOver.contains(delivery.subject())) {
      return new Step.TakenOver();
    }
    if (!(want instanceof Desired.Contact contact)
        || contact.email().equals(delivery.delivered().address())) {
      return new Step.Goes();
    }
    Optional<Delivery> other = occupants.inTheWayOf(delivery.subject(), contact.email());
    if (other.isEmpty()) {
      return new Step.Goes();
    }
    boolean breaks =
        hasNumber(delivery)
            && smallestOfRing(delivery, other.get()).filter(delivery.person()::equals).isPresent();
    return breaks
        ? new Step.Aside(
            new Desired.Contact(Detour.of(delivery.person()), contact.mail(), contact.dataFields()))
        : new Step.Waits(contact.email());
  }

  /// What the target holds of a contact. Where it is not settled which of several contacts remains,
  /// those that are somebody else's by now are left out, so that nobody lets go of them.
  Delivered delivered(Delivery delivery) {
    String numbers = delivery.delivered().remoteId();
    if (!(delivery.delivered() instanceof Delivered.Doubtful doubtful) || !numbers.contains(" ")) {
      return delivery.delivered();
    }
    List<String> each = List.of(numbers.split(" ", -1));
    Set<String> others =
        ports.deliveries().numbered(target, each).stream()
            .map(other -> other.delivered().remoteId())
            .collect(Collectors.toSet());
    String left =
        each.stream().filter(number -> !others.contains(number)).collect(Collectors.joining(" "));
    return new Delivered.Doubtful(left, doubtful.address(), doubtful.at());
  }

  /// Only what is found by its number can step aside.
  private static boolean hasNumber(Delivery delivery) {
    return !(delivery.delivered() instanceof Delivered.Never)
        && !delivery.delivered().remoteId().isEmpty();
  }

  /// Follows who waits for whom; when that comes back to where it began, all on the way are a ring.
  private Optional<PersonId> smallestOfRing(Delivery start, Delivery first) {
    Set<PersonId> ring = new HashSet<>(Set.of(start.person()));
    Delivery next = first;
    while (ring.size() < LONGEST_RING && ring.add(next.person())) {
      Optional<Delivery> after = waitsFor(next);
      if (after.isEmpty()) {
        return Optional.empty();
      }
      next = after.get();
    }
    return next.person().equals(start.person())
        ? ring.stream().min(java.util.Comparator.comparingLong(PersonId::value))
        : Optional.empty();
  }

  private Optional<Delivery> waitsFor(Delivery contact) {
    return ports.people().byId(List.of(contact.person())).stream()
        .findFirst()
        .flatMap(
            person ->
                Occupants.of(ports.deliveries(), target, Set.of(person.email()))
                    .inTheWayOf(contact.subject(), person.email()));
  }
}
