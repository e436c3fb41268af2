package dev.selvedge.work.resolve;

import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.person.identity.Identification;
import dev.selvedge.person.identity.Identification.Identified;
import dev.selvedge.person.identity.Identification.Incoming;
import dev.selvedge.person.identity.LinkDecision;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Holder;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.due.Planner;
import dev.selvedge.plan.due.Planner.Cause;
import dev.selvedge.plan.states.DesiredStates;
import dev.selvedge.work.Store;
import dev.selvedge.work.resolve.Resolution.Resolved;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Works through what stewards decided about records: the path of a record that came in, from
/// where its person is found. Immutable.
record Decided(Identification identification, PlanRules rules, List<Holder> holders) {

  static Identification.Ports ports(Store.Ports ports) {
    return new Identification.Ports(ports.people(), ports.contributions(), ports.links());
  }

  /// Orders that must be planned anew because their records changed hands.
  static Set<OrderKey> moved(Identified identified, Store.Ports ports) {
    Set<OrderKey> orders = new LinkedHashSet<>(identified.adrift());
    if (!identified.rehomed().isEmpty()) {
      ports
          .contributions()
          .ofPersons(identified.rehomed())
          .forEach(stored -> stored.contribution().orderKey().ifPresent(orders::add));
    }
    return orders;
  }

  /// The same of carts and of the project's own records.
  static Set<ItemKey> movedItems(Identified identified, Store.Ports ports) {
    Set<ItemKey> items = new LinkedHashSet<>(identified.adriftItems());
    if (!identified.rehomed().isEmpty()) {
      ports
          .contributions()
          .ofPersons(identified.rehomed())
          .forEach(stored -> stored.contribution().itemKey().ifPresent(items::add));
    }
    return items;
  }

  Resolved work(List<LinkDecision> decisions, Store.Ports ports, Instant now) {
    BatchStory story = new BatchStory(now);
    List<RecordRef> records = decisions.stream().map(LinkDecision::record).toList();
    Map<RecordRef, StoredContribution> known = new HashMap<>();
    ports
        .contributions()
        .find(records)
        .forEach(stored -> known.put(stored.contribution().ref(), stored));
    Identified identified =
        identification.identify(
            known.values().stream()
                .map(stored -> new Incoming(stored.contribution(), stored.inboxId()))
                .toList(),
            List.copyOf(known.values()),
            ports(ports));
    for (LinkDecision decision : decisions) {
      Optional<StoredContribution> stored = Optional.ofNullable(known.get(decision.record()));
      Optional<PersonId> person =
          Optional.ofNullable(identified.holders().get(decision.record()))
              .or(() -> stored.flatMap(StoredContribution::person));
      story.decided(decision, person, stored.flatMap(one -> one.contribution().orderKey()));
    }
    identified.swayed().forEach(story::swayed);
    List<Delivery> changed =
        decisions.isEmpty() ? List.of() : plan(decisions, known, identified, ports, story);
    changed.forEach(story::planned);
    ports.links().workedThrough(records);
    story.write(List.of(), ports);
    return new Resolved(changed, story.entries());
  }

  private List<Delivery> plan(
      List<LinkDecision> decisions,
      Map<RecordRef, StoredContribution> known,
      Identified identified,
      Store.Ports ports,
      BatchStory story) {
    Set<OrderKey> orders = moved(identified, ports);
    known.values().forEach(stored -> stored.contribution().orderKey().ifPresent(orders::add));
    Set<ItemKey> items = movedItems(identified, ports);
    known.values().forEach(stored -> stored.contribution().itemKey().ifPresent(items::add));
    DesiredStates states = new DesiredStates(rules, ports.records());
    Set<PersonId> persons = new LinkedHashSet<>(identified.touched());
    persons.addAll(states.owners(orders).values());
    LinkDecision first = decisions.getFirst();
    Cause cause =
        new Cause(
            new Feed(first.record().system(), first.record().kind()), Lane.NORMAL, first.at());
    Watching.Batch batch = Watching.Batch.of(Set.of(), known.values(), identified);
    Watching.look(persons, batch, Map.of(), cause, rules, ports);
    Planner planner = new Planner(states, ports.deliveries(), holders, story.now());
    List<Delivery> changed = planner.plan(persons, orders, items, Map.of(), cause);
    story.explain(planner.whys());
    return changed;
  }
}
