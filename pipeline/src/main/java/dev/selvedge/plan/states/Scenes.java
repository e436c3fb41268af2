package dev.selvedge.plan.states;

import dev.selvedge.PersonId;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.Given;
import dev.selvedge.automation.History;
import dev.selvedge.automation.Scene;
import dev.selvedge.commerce.Order;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.People;
import dev.selvedge.person.Person;
import dev.selvedge.person.Profile;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.person.Verdict;
import dev.selvedge.plan.Desired.Leave;
import dev.selvedge.plan.states.EnrolmentStates.Asked;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What the actions of automations hand on, looked up in the moment of acting. Confined to one
/// transaction.
final class Scenes {
  private final Map<PersonId, Person> persons = new HashMap<>();
  private final Map<PersonId, List<StoredContribution>> held;
  private final FieldCatalogue catalogue;
  private final Set<PersonId> suppressed = new HashSet<>();

  private Scenes(Map<PersonId, List<StoredContribution>> held, FieldCatalogue catalogue) {
    this.held = held;
    this.catalogue = catalogue;
  }

  /// Reads the persons of those that take anything.
  static Scenes of(
      Collection<Asked> asked,
      People people,
      Function<Collection<PersonId>, Map<PersonId, List<StoredContribution>>> contributions,
      FieldCatalogue catalogue,
      ContactConsent consent) {
    Set<PersonId> needed = new HashSet<>();
    asked.stream().filter(Scenes::takes).forEach(one -> needed.add(one.person()));
    if (needed.isEmpty()) {
      return new Scenes(Map.of(), catalogue);
    }
    Scenes scenes = new Scenes(contributions.apply(needed), catalogue);
    List<Person> found = people.byId(needed);
    consent.look(found, scenes.held);
    for (Person person : found) {
      scenes.persons.put(person.id(), person);
      if (consent.verdict(person.id(), Topic.EMAIL) instanceof Verdict.Suppressed) {
        scenes.suppressed.add(person.id());
      }
    }
    return scenes;
  }

  private static boolean takes(Asked one) {
    return one.rule().action().givens().stream().anyMatch(Given.Taken.class::isInstance);
  }

  /// Whether one may happen. Mail that belongs to a purchase needs no consent, and the door that
  /// Dotdigital has for it asks for none; to an address that bounces, or whose owner complained, it
  /// does not go all the same.
  Leave leave(Asked one, Leave otherwise) {
    boolean mail = one.rule().action() instanceof Action.Campaign;
    return mail && suppressed.contains(one.person()) && otherwise instanceof Leave.Given
        ? new Leave.Refused("no mail may go to the person: their address is suppressed")
        : otherwise;
  }

  /// What one does, with everything that is known by now.
  ///
  /// @param order what is known of the order it speaks of
  /// @param history of its person, for what is about something else
  Action action(Asked one, Optional<Order> order, History history) {
    if (!takes(one)) {
      return one.rule().action();
    }
    Scene scene = Scene.of(one.key(), one.fact().happenedAt());
    Optional.ofNullable(persons.get(one.person()))
        .ifPresent(person -> scene.person(person.email(), profile(person)));
    order.ifPresent(known -> scene.order(known, one.key().part()));
    scene.item(one.fact(), history);
    return one.rule().action().serving(one.rule().purpose()).filled(scene.values());
  }

  private Profile profile(Person person) {
    return Profile.of(
        held.getOrDefault(person.id(), List.of()).stream()
            .map(StoredContribution::contribution)
            .toList(),
        catalogue);
  }
}
