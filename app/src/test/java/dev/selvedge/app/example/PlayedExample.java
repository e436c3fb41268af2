package dev.selvedge.app.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.app.Wiring;
import dev.selvedge.app.config.Project;
import dev.selvedge.commerce.Order;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.rule.MappingExamples;
import dev.selvedge.person.Person;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.states.DesiredStates;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Store;
import dev.selvedge.work.hub.HandCrank;
import dev.selvedge.yaml.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A project of `examples/` into whose hub the worked examples of its mappings come as records: the
/// first one of each feed. The hub is turned by hand, and nobody is asked or told anything.
final class PlayedExample implements AutoCloseable {
  private static final Instant BEGIN = Instant.parse("2026-12-01T12:00:00Z");

  private final SettableClock clock = new SettableClock(BEGIN);
  private final Project project;
  private final PlanRules rules;
  private final Store store;
  private final HandCrank crank;
  private final Map<String, String> bodies = new TreeMap<>();

  /// @param temporary where the store may be
  PlayedExample(Path example, Path temporary) throws IOException {
    Environment environment = new Environment(ExampleFolder.variables(example));
    Wiring wiring = new Wiring(environment, clock, new Random(7));
    this.project = ExampleFolder.project(example, environment, wiring, clock);
    this.rules = wiring.rules(project);
    MappingExamples.records(project.mappings())
        .forEach((feed, body) -> bodies.put(feed.toString(), body));
    TimeOrderedIds ids = new TimeOrderedIds(clock);
    this.store = Stores.open(StoreConfig.file(temporary.resolve("hub.db")), ids);
    this.crank =
        new HandCrank(
            new HubParts(
                store,
                List.of(),
                project.mappings(),
                rules,
                List.of(),
                clock,
                ids,
                new Random(7),
                DiskReserve.none(),
                "played"),
            HubSettings.standard());
  }

  Project project() {
    return project;
  }

  PlanRules rules() {
    return rules;
  }

  /// The feeds whose mapping has an example of what is mapped.
  Set<String> feeds() {
    return new TreeSet<>(bodies.keySet());
  }

  /// The feeds that the project reads or is sent.
  Set<String> read() {
    return project.read().stream().map(Feed::toString).collect(Collectors.toSet());
  }

  /// A record comes in, a minute after the one before, and is resolved.
  void receive(RecordRef ref) {
    String feed = new Feed(ref.system(), ref.kind()).toString();
    String body =
        Optional.ofNullable(bodies.get(feed))
            .orElseThrow(() -> new AssertionError("no worked example of " + feed));
    clock.advance(Duration.ofMinutes(1));
    Instant now = clock.instant();
    SourceRecord record =
        new SourceRecord(
            ref,
            SourceRecord.Stamp.at(now),
            now,
            SourceRecord.Change.UPSERT,
            SourceRecord.Pace.LIVE,
            Payload.ofText(body));
    store.change(ports -> ports.inbox().accept(List.of(record), now));
    crank.resolve();
    assertThat(store.<Long>read(ports -> ports.parked().count())).as("parked: %s", ref).isZero();
  }

  /// Everybody whose address begins so.
  List<PersonId> people(String beginning) {
    return store.read(
        ports -> ports.people().startingWith(beginning, 10).stream().map(Person::id).toList());
  }

  /// What the hub would tell, by what it holds now.
  <T> T states(Function<DesiredStates, T> question) {
    return store.read(ports -> question.apply(new DesiredStates(rules, ports.records())));
  }

  /// An order as all of these records tell it.
  Optional<Order> order(String key, Set<RecordRef> records) {
    return Order.of(new OrderKey(key), contributions(records));
  }

  /// Which of these records tell of such a part of an order.
  Set<String> telling(String key, Class<? extends OrderPart> part, Set<RecordRef> records) {
    return contributions(records).stream()
        .filter(
            contribution ->
                contribution.order() instanceof Contribution.OrderClaim.About(var order, var parts)
                    && order.value().equals(key)
                    && parts.stream().anyMatch(part::isInstance))
        .map(contribution -> contribution.ref().text())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<Contribution> contributions(Set<RecordRef> records) {
    return store.read(
        ports ->
            ports.contributions().find(records).stream()
                .map(StoredContribution::contribution)
                .toList());
  }

  @Override
  public void close() {
    crank.close();
    store.close();
  }
}
