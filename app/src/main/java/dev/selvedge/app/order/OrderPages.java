package dev.selvedge.app.order;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.commerce.Order;
import dev.selvedge.commerce.Orphan;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.person.Person;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Subject;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Makes an order's page from the store, with the same pure function that decides what is sent.
/// Safe for use by many threads.
public final class OrderPages implements OrderDesk {
  /// Lines of the trail.
  private static final int SHOWN = 200;

  /// Records of which the trail is read as well, the newest ones.
  private static final int RECORDS_TRAILED = 20;

  private static final int TRAIL_OF_A_RECORD = 50;

  private static final Comparator<Contribution> NEWEST =
      Comparator.comparing(Contribution::version).thenComparing(Contribution::ref);

  private final Store store;
  private final Map<SystemName, String> targets;

  /// Makes pages for one project.
  ///
  /// @param targets what pages call each target
  public OrderPages(Store store, Map<SystemName, String> targets) {
    this.store = store;
    this.targets = new TreeMap<>(targets);
  }

  @Override
  public Optional<OrderPage> order(OrderKey key) {
    return store.read(ports -> read(key, ports));
  }

  private Optional<OrderPage> read(OrderKey key, Store.Ports ports) {
    List<StoredContribution> held = ports.contributions().ofOrders(List.of(key));
    List<Contribution> said =
        held.stream().map(StoredContribution::contribution).sorted(NEWEST.reversed()).toList();
    List<Delivery> deliveries = new ArrayList<>();
    targets
        .keySet()
        .forEach(
            target ->
                deliveries.addAll(ports.deliveries().find(target, List.of(Subject.order(key)))));
    List<TrailEntry> trail = trail(key, said, ports);
    if (said.isEmpty() && deliveries.isEmpty() && trail.isEmpty()) {
      return Optional.empty();
    }
    Optional<Order> order = Order.of(key, said);
    return Optional.of(
        new OrderPage(
            key,
            order,
            owner(order, held, deliveries, ports),
            ports.orphans().find(List.of(key)).stream().findFirst().map(Orphan::since),
            said.stream().map(one -> teller(one, key, order)).toList(),
            origins(said, key),
            deliveries.stream().map(this::told).toList(),
            parked(key, said, ports),
            trail));
  }

  private static Optional<Person> owner(
      Optional<Order> order,
      List<StoredContribution> held,
      List<Delivery> deliveries,
      Store.Ports ports) {
    Optional<PersonId> known =
        held.stream()
            .filter(
                one ->
                    order
                        .filter(it -> it.headerOrigin().equals(one.contribution().ref()))
                        .isPresent())
            .findFirst()
            .flatMap(StoredContribution::person);
    Optional<PersonId> id =
        known.isPresent() || !held.isEmpty()
            ? known
            : deliveries.stream().map(Delivery::person).findFirst();
    return id.flatMap(person -> ports.people().byId(List.of(person)).stream().findFirst());
  }

  /// Of several records that tell of one part, the newest counts.
  private static Map<String, String> origins(List<Contribution> newestFirst, OrderKey key) {
    Map<String, String> origins = new TreeMap<>();
    for (Contribution one : newestFirst) {
      parts(one, key).forEach(part -> origins.putIfAbsent(OrderPage.name(part), one.ref().text()));
    }
    return origins;
  }

  private static List<OrderPart> parts(Contribution contribution, OrderKey key) {
    return switch (contribution.order()) {
      case Contribution.OrderClaim.NoOrder ignored -> List.of();
      case Contribution.OrderClaim.About about ->
          about.key().equals(key) ? about.parts() : List.of();
    };
  }

  private static OrderPage.Teller teller(
      Contribution contribution, OrderKey key, Optional<Order> order) {
    List<OrderPart> parts = parts(contribution, key);
    boolean counts =
        order.filter(known -> known.headerOrigin().equals(contribution.ref())).isPresent();
    List<OrderPage.Overruled> lost = new ArrayList<>();
    if (!counts) {
      order.ifPresent(
          known ->
              parts.stream()
                  .filter(OrderPart.Header.class::isInstance)
                  .map(OrderPart.Header.class::cast)
                  .findFirst()
                  .ifPresent(header -> lost.addAll(lost(header, known.header()))));
    }
    RecordRef ref = contribution.ref();
    return new OrderPage.Teller(
        ref.text(),
        ref.system().value() + '/' + ref.kind().value(),
        contribution.version().changedAt(),
        gives(parts),
        counts,
        lost);
  }

  private static List<String> gives(List<OrderPart> parts) {
    List<String> gives = new ArrayList<>();
    if (parts.stream().anyMatch(OrderPart.Header.class::isInstance)) {
      gives.add("the order");
    }
    count(gives, parts, OrderPart.Fulfilment.class, "parcel");
    count(gives, parts, OrderPart.Refund.class, "refund");
    count(gives, parts, OrderPart.Cancellation.class, "cancellation");
    return gives;
  }

  private static void count(
      List<String> gives, List<OrderPart> parts, Class<? extends OrderPart> kind, String noun) {
    long count = parts.stream().filter(kind::isInstance).count();
    if (count > 0) {
      gives.add(count == 1 ? "1 " + noun : count + " " + noun + "s");
    }
  }

  private static List<OrderPage.Overruled> lost(OrderPart.Header said, OrderPart.Header counts) {
    List<OrderPage.Overruled> lost = new ArrayList<>();
    lost(lost, "state", said.status(), counts.status());
    lost(lost, "cancelled", said.cancelled() ? "yes" : "no", counts.cancelled() ? "yes" : "no");
    if (said.total().compareTo(counts.total()) != 0 || !said.currency().equals(counts.currency())) {
      lost.add(
          new OrderPage.Overruled(
              "total", (said.total().toPlainString() + ' ' + said.currency()).strip()));
    }
    lost(lost, "placed", said.placedAt().toString(), counts.placedAt().toString());
    lost(
        lost,
        "lines",
        Integer.toString(said.lines().size()),
        Integer.toString(counts.lines().size()));
    return lost;
  }

  private static void lost(
      List<OrderPage.Overruled> lost, String name, String said, String counts) {
    if (!said.equals(counts)) {
      lost.add(new OrderPage.Overruled(name, said.isEmpty() ? "nothing" : said));
    }
  }

  private OrderPage.Told told(Delivery delivery) {
    boolean pending =
        switch (delivery.state()) {
          case WAITING, DUE, CLAIMED -> true;
          case SETTLED, PARKED -> false;
        };
    return new OrderPage.Told(
        targets.getOrDefault(delivery.target(), delivery.target().value()),
        DeliveryWords.state(delivery),
        DeliveryWords.holds(delivery),
        acknowledged(delivery),
        delivery.changedAt(),
        pending ? Optional.of(delivery.dueAt()) : Optional.empty(),
        delivery.attempts(),
        delivery.flow().toString());
  }

  private static Optional<Instant> acknowledged(Delivery delivery) {
    return delivery.delivered() instanceof Delivered.Acknowledged acknowledged
        ? Optional.of(acknowledged.at())
        : Optional.empty();
  }

  private List<Parked> parked(OrderKey key, List<Contribution> said, Store.Ports ports) {
    Map<Long, Parked> parked = new TreeMap<>();
    List<String> subjects =
        targets.keySet().stream().map(target -> target + "/" + Subject.order(key)).toList();
    Collection<Parked> found = new ArrayList<>(ports.parked().ofSubjects(subjects));
    found.addAll(ports.parked().ofSources(said.stream().map(one -> one.ref().text()).toList()));
    found.forEach(one -> parked.put(one.number(), one));
    return List.copyOf(parked.values());
  }

  /// What is written down by the order's number, and by its records before anybody knew whose they
  /// are.
  private static List<TrailEntry> trail(
      OrderKey key, List<Contribution> newestFirst, Store.Ports ports) {
    Set<TrailEntry> entries = new LinkedHashSet<>(ports.trail().ofOrder(key.value(), SHOWN));
    newestFirst.stream()
        .limit(RECORDS_TRAILED)
        .forEach(
            one -> entries.addAll(ports.trail().ofSource(one.ref().text(), TRAIL_OF_A_RECORD)));
    return entries.stream()
        .sorted(Comparator.comparing(TrailEntry::at, Comparator.<Instant>reverseOrder()))
        .limit(SHOWN)
        .toList();
  }
}
