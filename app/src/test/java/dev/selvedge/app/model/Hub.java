package dev.selvedge.app.model;

import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.automation.Automations;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.ContactWrite;
import dev.selvedge.dotdigital.contact.EmailStatus;
import dev.selvedge.dotdigital.contact.MergeOption;
import dev.selvedge.dotdigital.delivery.DotdigitalTarget;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.dotdigital.http.ClientConfig;
import dev.selvedge.dotdigital.http.Credentials;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.mapping.AddressDecision;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldCatalogue.Field;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.RecordMapper;
import dev.selvedge.mapping.Topic;
import dev.selvedge.mapping.rule.MappingLoader;
import dev.selvedge.person.AddressRef;
import dev.selvedge.person.ConsentPolicy;
import dev.selvedge.person.Person;
import dev.selvedge.person.identity.Link;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Holder;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.states.DesiredStates;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.send.Backoff;
import dev.selvedge.send.Dispatch;
import dev.selvedge.send.SendRules;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.trail.ByHand;
import dev.selvedge.watch.Timetable;
import dev.selvedge.work.FirstReading;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Stewardship;
import dev.selvedge.work.Store;
import dev.selvedge.work.Toll;
import dev.selvedge.work.hub.HandCrank;
import dev.selvedge.work.replay.ParkedActs;
import dev.selvedge.work.replay.ReplayParts;
import dev.selvedge.yaml.Problems;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A whole hub turned by hand, on a store in a file: a shop and an ERP with customers, the shop's
/// orders, and what was decided at Dotdigital.
final class Hub implements AutoCloseable {
  static final SystemName DOTDIGITAL = new SystemName("dotdigital");
  private static final Feed PAST = new Feed(DOTDIGITAL, new RecordKind("decision"));
  private static final SystemName ERP = new SystemName("erp");
  private static final SystemName SHOP = new SystemName("shop");
  private static final ByHand STEWARD = new ByHand("steward", "mended");

  private static final String CUSTOMER =
      """
      system: %s
      kind: customer
      person:
        email: { from: email, when_missing: leave }
        fields:
          first: { from: first, when_missing: leave }
          %s
          points: { from: points, when_missing: leave }
      consent:
        email:
          choice: { from: choice, opt_in: [OPT_IN], opt_out: [OPT_OUT], pending: [PENDING], when_missing: leave }
          at: { from: chosen_at, when_missing: leave }
      """;

  private static final String TIER = "tier: { from: tier, when_missing: leave }";

  private static final String ORDER =
      """
      system: shop
      kind: order
      person:
        email: { from: email, when_missing: leave }
        belongs_to: { kind: customer, key: owner }
        fields:
          first: { from: first, when_missing: leave }
      order:
        key: number
        header:
          placed_at: { value: "2026-10-01T10:00:00Z" }
          status: status
          cancelled: { cel: "record.status == 'cancelled'" }
          currency: { value: GBP }
          total: { value: "10.00" }
      """;

  /// What a hub is made of that does not change from one to the next.
  static final RecordMapper MAPPER = mapper();

  final Store store;
  private final HandCrank crank;
  private final PlanRules rules;
  private final Dotdigital client;
  private final SettableClock clock;
  private final ParkedActs parked;

  Hub(Path file, SandboxServer sandbox, SettableClock clock, Oracle.Policy policy) {
    this.clock = clock;
    TimeOrderedIds ids = new TimeOrderedIds(clock);
    this.store = Stores.open(StoreConfig.file(file), ids);
    ids.startAfter(store.read(ports -> ports.inbox().lastId()));
    this.client =
        Dotdigital.open(
            ClientConfig.of(
                    URI.create(sandbox.baseUrl()),
                    new Credentials(
                        SandboxConfig.defaults().user(), SandboxConfig.defaults().password()))
                .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10)),
            clock);
    DotdigitalTarget target = new DotdigitalTarget(client, settings(), clock);
    this.rules =
        new PlanRules(
            catalogue(), Map.of(), "GBP", "Orders", Automations.NONE, consentPolicy(policy));
    this.parked =
        new ParkedActs(
            new ReplayParts(
                store,
                MAPPER,
                rules,
                List.of(new Holder(target.name(), target.facets())),
                clock,
                ids));
    this.crank =
        new HandCrank(
            new HubParts(
                store,
                List.of(past()),
                MAPPER,
                rules,
                List.of(target),
                clock,
                ids,
                new Random(7),
                DiskReserve.none(),
                "run-" + ids.next()),
            HubSettings.standard().withSending(sending()));
  }

  /// What Dotdigital knew before is brought by the story, see [#pastIsRead].
  private static HubParts.PolledFeed past() {
    PolledSource unread =
        new PolledSource() {
          @Override
          public Feed feed() {
            return PAST;
          }

          @Override
          public Page poll(Cursor cursor, Instant now, int limit) {
            throw new IllegalStateException("the story brings it");
          }
        };
    return new HubParts.PolledFeed(
        unread,
        Timetable.every(Duration.ofHours(1)),
        Duration.ZERO,
        Toll.FREE,
        List.of(new FirstReading(PAST, cursor -> !cursor.isStart(), "the past", "")));
  }

  /// All that Dotdigital knew before the hub was there has been brought, if it is resolved.
  void pastIsRead() {
    store.change(ports -> ports.inbox().moveCursor(PAST, new Cursor("read"), clock.instant()));
  }

  /// Somebody leaves Dotdigital before the hub is there.
  void left(String address) {
    var write =
        ContactWrite.stating(new ContactKey.Email(address), new EmailStatus.Unsubscribed()).build();
    if (client.contacts().write(write, MergeOption.OVERWRITE).asOptional().isEmpty()) {
      throw new IllegalStateException("the account cannot be made ready");
    }
  }

  /// One call at a time, so that the same story is the same whenever it is played; imports already
  /// for a few.
  private static SendRules sending() {
    SendRules standard = SendRules.standard();
    return new SendRules(
        1,
        standard.jobs(),
        standard.attemptsAtMost(),
        new Dispatch(1, Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(2)),
        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30)),
        standard.policy(),
        standard.doubts());
  }

  private static ConsentPolicy consentPolicy(Oracle.Policy policy) {
    return new ConsentPolicy(
        policy.resubscribers().stream()
            .map(SystemName::new)
            .collect(java.util.stream.Collectors.toSet()),
        java.util.Set.of(DOTDIGITAL),
        policy.softOptIn(),
        policy.keepsUnasked()
            ? ConsentPolicy.Unasked.AS_UNSUBSCRIBED
            : ConsentPolicy.Unasked.NOBODY);
  }

  private static FieldCatalogue catalogue() {
    Map<String, Field> fields = new LinkedHashMap<>();
    fields.put("first", new Field("first", FieldType.STRING, List.of(SHOP, ERP), "FIRST", 255));
    fields.put("tier", new Field("tier", FieldType.STRING, List.of(ERP), "TIER", 255));
    fields.put("points", new Field("points", FieldType.NUMERIC, List.of(ERP, SHOP), "POINTS", 255));
    return new FieldCatalogue(fields);
  }

  private static TargetSettings settings() {
    return TargetSettings.of(
            Map.of(
                "FIRST", FieldType.STRING, "TIER", FieldType.STRING, "POINTS", FieldType.NUMERIC),
            "Orders")
        .withAskEvery(Duration.ofMillis(1));
  }

  private static RecordMapper mapper() {
    Problems problems = new Problems();
    RecordMapper sources =
        MappingLoader.load(
            Map.of(
                "erp.customer.yaml", CUSTOMER.formatted("erp", TIER),
                "shop.customer.yaml", CUSTOMER.formatted("shop", ""),
                "shop.order.yaml", ORDER),
            catalogue(),
            problems);
    if (!problems.sorted().isEmpty()) {
      throw new IllegalStateException(problems.sorted().toString());
    }
    return record ->
        record.ref().system().equals(DOTDIGITAL) ? decided(record) : sources.map(record);
  }

  private static Mapped decided(SourceRecord record) {
    JsonNode body = JsonMapper.shared().readTree(record.body().toText());
    String reason = body.path("reason").asString("");
    return new Mapped.Decided(
        List.of(
            new AddressDecision(
                body.path("email").asString(),
                ConsentClaim.stated(
                    Topic.EMAIL,
                    Choice.valueOf(body.path("choice").asString()),
                    Instant.parse(body.path("at").asString()),
                    reason.isEmpty() ? Map.of() : Map.of(ConsentClaim.REASON, reason)))));
  }

  void receive(SourceRecord record, Instant now) {
    store.change(ports -> ports.inbox().accept(List.of(record), now));
  }

  /// A steward decides about a record; says whether the hub took it up.
  boolean decide(String ref, Link link) {
    return new Stewardship(store, clock).decide(RecordRef.parse(ref), link, STEWARD)
        instanceof Stewardship.Taken.Noted;
  }

  void resolve() {
    crank.resolve();
  }

  void send() {
    crank.beat();
    crank.send();
  }

  /// Everybody it would write, as address → whether they may be mailed and what is held true.
  Map<String, String> people() {
    Map<String, String> people = new TreeMap<>();
    store
        .read(
            ports ->
                new DesiredStates(rules, ports.records())
                    .contacts(
                        ports.people().startingWith("", 999).stream().map(Person::id).toList()))
        .values()
        .forEach(
            desired -> {
              if (desired instanceof Desired.Contact contact) {
                Map<String, String> fields = new TreeMap<>();
                contact.dataFields().forEach((name, value) -> fields.put(name, value.display()));
                people.put(contact.email(), contact.mail() + " " + fields);
              }
            });
    return people;
  }

  /// Whether something is under way to the target. What waits for a contact that is never made
  /// waits for ever.
  boolean isBusy() {
    return store.read(
        ports ->
            ports.jobs().count() > 0
                || ports.deliveries().counts().stream()
                    .anyMatch(
                        count ->
                            count.count() > 0
                                && (count.state() == Delivery.State.DUE
                                    || count.state() == Delivery.State.CLAIMED)));
  }

  /// Everything parked is tried again.
  void replayParked() {
    if (!store.read(ports -> ports.parked().newest(1)).isEmpty()) {
      parked.replay(
          new dev.selvedge.work.replay.Choice.All(dev.selvedge.work.replay.Choice.NOW),
          STEWARD,
          done -> {});
    }
  }

  String parkedSentences() {
    return store.read(ports -> ports.parked().newest(9)).toString();
  }

  /// What it says it told Dotdigital.
  List<Oracle.Told> told() {
    List<Oracle.Told> told = new ArrayList<>();
    store
        .read(
            ports ->
                ports
                    .ledger()
                    .of(
                        Script.ADDRESSES.stream()
                            .map(address -> AddressRef.of(DOTDIGITAL, address))
                            .toList()))
        .stream()
        .filter(line -> line.isOurs())
        .forEach(
            line ->
                told.add(
                    new Oracle.Told(
                        line.origin().key(),
                        line.claim().choice(),
                        line.claim().at(),
                        line.enteredAt(),
                        line.voice() == dev.selvedge.person.LedgerEntry.Voice.TOLD)));
    return told;
  }

  /// Without closing anything: what is under way is never written down.
  void crash() {
    store.close();
    client.close();
  }

  @Override
  public void close() {
    crank.close();
    store.close();
    client.close();
  }
}
