package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.IdSource;
import dev.selvedge.Lane;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.automation.Automations;
import dev.selvedge.commerce.CatalogRules;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.delivery.DotdigitalTarget;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.dotdigital.http.ClientConfig;
import dev.selvedge.dotdigital.http.Credentials;
import dev.selvedge.dotdigital.subject.DotdigitalSubjects;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.collection.Declaration;
import dev.selvedge.mapping.collection.Declarations;
import dev.selvedge.mapping.rule.MappingLoader;
import dev.selvedge.mapping.rule.MappingProject;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.send.SendRules;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.trail.ByHand;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Store;
import dev.selvedge.work.audit.Auditor;
import dev.selvedge.work.hub.HandCrank;
import dev.selvedge.work.poll.TollGate;
import dev.selvedge.work.subject.Erased;
import dev.selvedge.work.subject.Erasing;
import dev.selvedge.yaml.Problems;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// A hub over a sandbox account that is told of carts, products and records of its own, by mapping
/// files that a test brings.
final class ItemBench implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  final SettableClock clock = new SettableClock(NOON.plusSeconds(3600));
  final SandboxServer account =
      SandboxServer.start(SandboxConfig.unthrottled().clock(clock).callsKept(5_000, false));
  private final Path file;
  private final IdSource ids = new TimeOrderedIds(clock);
  Store store;
  private final Dotdigital client;
  final PlanRules rules;
  private final Function<Store, HandCrank> cranks;
  private final MappingProject mappings;
  private final DotdigitalTarget target;
  HandCrank crank;

  /// @param mappings by the name of the file
  /// @param more collections beside the orders
  ItemBench(Path folder, Map<String, String> mappings, Declaration... more) {
    this(folder, Automations.NONE, mappings, more);
  }

  /// One with automations.
  ItemBench(
      Path folder, Automations automations, Map<String, String> mappings, Declaration... more) {
    this(folder, automations, mappings, HubSettings.standard(), more);
  }

  /// One that takes as much at once as its settings say.
  ItemBench(
      Path folder,
      Automations automations,
      Map<String, String> mappings,
      HubSettings hub,
      Declaration... more) {
    this(folder, automations, mappings, hub, Set.of(), more);
  }

  /// One of whose systems these write SKUs as they are sent.
  ItemBench(
      Path folder,
      Automations automations,
      Map<String, String> mappings,
      HubSettings hub,
      Set<SystemName> cleaning,
      Declaration... more) {
    file = folder.resolve("hub.db");
    store = Stores.open(StoreConfig.file(file), ids);
    client =
        Dotdigital.open(
            ClientConfig.of(
                URI.create(account.baseUrl()),
                new Credentials(
                    SandboxConfig.defaults().user(), SandboxConfig.defaults().password())),
            clock);
    FieldCatalogue fields = new FieldCatalogue(Map.of());
    Problems problems = new Problems();
    MappingProject project = MappingLoader.load(mappings, fields, problems);
    assertThat(problems.sorted()).isEmpty();
    List<Declaration> all = new java.util.ArrayList<>(Declarations.orders("Orders").all());
    all.addAll(List.of(more));
    Declarations collections = Declarations.of(all);
    PlanRules rules =
        new PlanRules(fields, Map.of(), "GBP", "Orders")
            .withAutomations(automations)
            .withProducts(new CatalogRules(collections, Map.of(), cleaning));
    TargetSettings settings =
        TargetSettings.of(Map.of(), "Orders")
            .withCollections(collections)
            .withAskEvery(Duration.ofMillis(1));
    this.rules = rules;
    this.mappings = project;
    this.target = new DotdigitalTarget(client, settings, clock);
    cranks =
        opened ->
            new HandCrank(
                new HubParts(
                    opened,
                    List.of(),
                    project,
                    rules,
                    List.of(new DotdigitalTarget(client, settings, clock)),
                    clock,
                    ids,
                    new Random(7),
                    DiskReserve.none(),
                    "run-" + ids.next()),
                hub);
    crank = cranks.apply(store);
  }

  /// Ends this run as it stands, and begins another over the same store.
  void restart() {
    crank.close();
    store.close();
    store = Stores.open(StoreConfig.file(file), ids);
    crank = cranks.apply(store);
  }

  /// What an audit works with; what it waits for takes no time.
  Auditor.Parts auditing() {
    return new Auditor.Parts(
        store,
        rules,
        target.mirror(EmailRules.PLAIN),
        new TollGate(store, List.of(target), Lane.BULK, SendRules.standard().policy()),
        mappings,
        List.of(),
        clock,
        ids,
        rest -> {
          clock.advance(rest);
          return true;
        });
  }

  /// Takes these in, works them through and sends what is due.
  void tell(SourceRecord... records) {
    accept(records);
    crank.resolve();
    crank.sendAll(12, () -> clock.advance(Duration.ofSeconds(3)));
  }

  void accept(SourceRecord... records) {
    store.change(ports -> ports.inbox().accept(List.of(records), clock.instant()));
  }

  List<JsonNode> records(String collection) {
    return account.inside().records(collection);
  }

  /// Whatever a test wants to do to the account as somebody else.
  Dotdigital stranger() {
    return client;
  }

  JsonNode only(String collection) {
    assertThat(records(collection)).hasSize(1);
    return records(collection).getFirst().path("json");
  }

  List<String> parked() {
    return store.read(ports -> ports.parked().newest(10)).stream()
        .map(ParkedItem::sentence)
        .toList();
  }

  /// What the trail says of a record.
  List<String> trail(String ref) {
    return store.read(
        ports ->
            ports.trail().ofSource(RecordRef.parse(ref).text(), 20).stream()
                .map(entry -> entry.sentence())
                .toList());
  }

  /// Forgets whoever has this address, here and in the account.
  Erased erase(String address) {
    return new Erasing(
            new Erasing.Parts(
                store,
                List.of(
                    new DotdigitalSubjects(
                        client, new SystemName("dotdigital"), clock, clock::advance)),
                clock,
                clock::advance,
                Duration.ofSeconds(30)))
        .erase(address, new ByHand("otto", "a letter"));
  }

  @Override
  public void close() {
    crank.close();
    store.close();
    client.close();
    account.close();
  }
}
