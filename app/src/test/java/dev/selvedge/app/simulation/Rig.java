package dev.selvedge.app.simulation;

import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.delivery.DotdigitalTarget;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.dotdigital.http.ClientConfig;
import dev.selvedge.dotdigital.http.Credentials;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldCatalogue.Field;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.rule.MappingLoader;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.send.Condition;
import dev.selvedge.send.Forecast;
import dev.selvedge.send.Job;
import dev.selvedge.send.SendRules;
import dev.selvedge.send.Target;
import dev.selvedge.send.allowance.AllowancePolicy;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Store;
import dev.selvedge.work.hub.HandCrank;
import dev.selvedge.yaml.Problems;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// A hub turned by hand over one or more accounts, all on one settable clock. Used by one thread.
final class Rig implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  static final SystemName DOTDIGITAL = new SystemName("dotdigital");
  static final SystemName SECOND = new SystemName("second");
  private static final SystemName SHOP = new SystemName("shop");

  private static final String CUSTOMER =
      """
      system: shop
      kind: %s
      person:
        email: email
        fields: { first_name: { from: first, when_missing: leave } }
      consent:
        email:
          choice: { from: opt_in, opt_in: [true], opt_out: [false], when_missing: leave }
          at: { from: opt_in_at, when_missing: leave }
      """;

  private static final String ORDER =
      """
      system: shop
      kind: order
      person: { email: email }
      order:
        key: number
        header:
          placed_at: placed
          status: status
          currency: { value: GBP }
          total: total
          lines: { each: lines, sku: sku, name: sku, quantity: qty, unit_price: price }
      """;

  final SettableClock clock;
  final SandboxServer account;
  final Store store;
  final HandCrank crank;
  private final Setup setup;
  private final String run;
  private final List<Dotdigital> clients = new ArrayList<>();

  private Rig(Setup setup, SettableClock clock, List<SandboxServer> accounts) {
    this.setup = setup;
    this.clock = clock;
    this.account = accounts.getFirst();
    TimeOrderedIds ids = new TimeOrderedIds(clock);
    this.store = Stores.open(StoreConfig.file(setup.folder.resolve("hub.db")), ids);
    ids.startAfter(store.read(ports -> ports.inbox().lastId()));
    this.run = "run-" + ids.next();
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < accounts.size(); i++) {
      Dotdigital client = client(accounts.get(i));
      clients.add(client);
      TargetSettings settings = settings(setup);
      targets.add(
          new DotdigitalTarget(client, i == 0 ? settings : settings.withName(SECOND), clock));
    }
    Problems problems = new Problems();
    var mappings =
        MappingLoader.load(
            Map.of(
                "shop.customer.yaml", CUSTOMER.formatted("customer"),
                "shop.subscriber.yaml", CUSTOMER.formatted("subscriber"),
                "shop.order.yaml", ORDER),
            catalogue(),
            problems);
    assertThat(problems.sorted()).isEmpty();
    this.crank =
        new HandCrank(
            new HubParts(
                store,
                List.of(),
                mappings,
                new PlanRules(catalogue(), Map.of(), "GBP", "Orders"),
                targets,
                clock,
                ids,
                new Random(7),
                DiskReserve.none(),
                run),
            HubSettings.standard().withSending(setup.rules));
  }

  private static TargetSettings settings(Setup setup) {
    return setup.target.apply(
        TargetSettings.of(Map.of("FIRSTNAME", FieldType.STRING), "Orders")
            .withAskEvery(Duration.ofSeconds(1)));
  }

  /// What a command says of the first account that has never called it.
  Forecast forecast(long contacts) {
    try (Dotdigital fresh = client(account)) {
      Outlook outlook =
          Outlook.of(
              new DotdigitalTarget(fresh, settings(setup), clock), AllowancePolicy.standard());
      return store.read(
          ports -> outlook.forecast(ports, Map.of(Facet.CONTACT, contacts), clock.instant()));
    }
  }

  private Dotdigital client(SandboxServer server) {
    return Dotdigital.open(
        ClientConfig.of(
                URI.create(server.baseUrl()),
                new Credentials(
                    SandboxConfig.defaults().user(), SandboxConfig.defaults().password()))
            .withTimeouts(Duration.ofSeconds(2), setup.patience),
        clock);
  }

  private static FieldCatalogue catalogue() {
    return new FieldCatalogue(
        Map.of(
            "first_name",
            new Field("first_name", FieldType.STRING, List.of(SHOP), "FIRSTNAME", 255)));
  }

  /// What differs from test to test.
  static final class Setup {
    private final Path folder;
    private UnaryOperator<SandboxConfig> sandbox = UnaryOperator.identity();
    private UnaryOperator<TargetSettings> target = UnaryOperator.identity();
    private SendRules rules = SendRules.standard();
    private Duration patience = Duration.ofSeconds(10);
    private int accounts = 1;

    private Setup(Path folder) {
      this.folder = folder;
    }

    Setup sandbox(UnaryOperator<SandboxConfig> change) {
      sandbox = change;
      return this;
    }

    Setup target(UnaryOperator<TargetSettings> change) {
      target = change;
      return this;
    }

    Setup rules(UnaryOperator<SendRules> change) {
      rules = change.apply(rules);
      return this;
    }

    /// How long the client waits for an answer.
    Setup patience(Duration longest) {
      patience = longest;
      return this;
    }

    Setup accounts(int count) {
      accounts = count;
      return this;
    }

    Rig build() {
      SettableClock clock = new SettableClock(NOON);
      List<SandboxServer> servers =
          IntStream.range(0, accounts)
              .mapToObj(
                  i ->
                      SandboxServer.start(
                          sandbox.apply(
                              SandboxConfig.unthrottled().clock(clock).callsKept(20_000, true))))
              .toList();
      Rig rig = new Rig(this, clock, servers);
      rig.servers.addAll(servers);
      return rig;
    }
  }

  private final List<SandboxServer> servers = new ArrayList<>();

  static Setup in(Path folder) {
    return new Setup(folder);
  }

  /// The second account.
  SandboxServer secondAccount() {
    return servers.get(1);
  }

  /// The hub dies without a word and starts again on the same store.
  Rig restarted() {
    crank.close();
    store.close();
    clients.forEach(Dotdigital::close);
    Rig next = new Rig(setup, clock, servers);
    next.servers.addAll(servers);
    return next;
  }

  /// Hands records in, as a webhook would, and works through them.
  void receive(SourceRecord... records) {
    store.change(ports -> ports.inbox().accept(List.of(records), clock.instant()));
    crank.resolve();
  }

  void receive(List<SourceRecord> records) {
    receive(records.toArray(SourceRecord[]::new));
  }

  /// Claims all that is due behind the hub's back, in its name.
  List<Delivery> claimAll() {
    return store.write(ports -> claim(run, ports));
  }

  /// The same, for an import of contacts.
  List<Delivery> claimForImport() {
    return store.write(
        ports -> {
          Job job = Job.packing(77, DOTDIGITAL, Facet.CONTACT, run, clock.instant());
          ports.jobs().open(job);
          return claim(job.claimant(), ports);
        });
  }

  private List<Delivery> claim(String claimant, Store.Ports ports) {
    List<Delivery> claimed = new ArrayList<>();
    for (var backlog : ports.deliveries().due(DOTDIGITAL, clock.instant(), 1000)) {
      claimed.addAll(
          ports
              .deliveries()
              .claim(
                  new Deliveries.Claim(
                      DOTDIGITAL, backlog.queue(), 1000, claimant, clock.instant())));
    }
    return claimed;
  }

  /// Turns so many times, moving the clock on each time.
  void turn(int times, Duration each) {
    crank.sendAll(times, () -> clock.advance(each));
  }

  /// Turns second by second until nothing waits, at most so long.
  void settle(Duration atMost) {
    Instant end = clock.instant().plus(atMost);
    while (waiting() > 0 && clock.instant().isBefore(end)) {
      turn(1, Duration.ofSeconds(1));
    }
    assertThat(waiting()).as("still waiting: " + rows()).isZero();
  }

  long waiting() {
    return store.read(
            ports ->
                ports.deliveries().counts().stream()
                    .filter(count -> isWaiting(count.state()))
                    .mapToLong(count -> count.count())
                    .sum())
        + store.read(ports -> ports.jobs().count());
  }

  private static boolean isWaiting(Delivery.State state) {
    return switch (state) {
      case WAITING, DUE, CLAIMED -> true;
      case SETTLED, PARKED -> false;
    };
  }

  private String rows() {
    return store.read(ports -> ports.deliveries().counts()).toString();
  }

  List<ParkedItem> parked() {
    return store.read(ports -> ports.parked().newest(1000));
  }

  List<TrailEntry> trail() {
    return store.read(ports -> ports.trail().latest(5000));
  }

  /// How often the trail says something, in whatever entry.
  long said(String part) {
    return trail().stream().filter(entry -> entry.sentence().contains(part)).count();
  }

  Condition condition() {
    return store.read(ports -> ports.conditions().of(DOTDIGITAL));
  }

  String firstName(String email) {
    return account.inside().contact(email).map(Rig::firstName).orElse("nobody");
  }

  private static String firstName(JsonNode contact) {
    return contact.path("dataFields").path("FIRSTNAME").asString("");
  }

  boolean mailable(String email) {
    return account
        .inside()
        .contact(email)
        .orElseThrow()
        .path("channelProperties")
        .path("email")
        .path("status")
        .asString("")
        .equals("subscribed");
  }

  long imports() {
    return account.calls().last().stream()
        .filter(call -> call.method().equals("PUT") && call.path().equals("/contacts/v3/import"))
        .count();
  }

  long singles() {
    return account.calls().last().stream().filter(call -> call.method().equals("PATCH")).count();
  }

  static SourceRecord customer(int number, String first) {
    return customer("customer", number, first, NOON.minusSeconds(60), "").build();
  }

  static SourceRecord customer(int number, String first, Instant changed) {
    return customer("customer", number, first, changed, "").build();
  }

  static SourceRecord subscriber(int number, String first) {
    return customer("subscriber", number, first, NOON.minusSeconds(60), "").build();
  }

  static SourceRecord backfilled(int number, String first) {
    return customer("customer", number, first, NOON.minusSeconds(60), "").backfilled().build();
  }

  static SourceRecord consent(int number, boolean optIn, Instant at) {
    String said = ",\"opt_in\":" + optIn + ",\"opt_in_at\":\"" + at + "\"";
    return customer("subscriber", number, "Sub", at, said).build();
  }

  static List<SourceRecord> backfill(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(i -> backfilled(i, "Name " + i)).toList();
  }

  static SourceRecord order(int number, int customer) {
    return aSourceRecord()
        .of("shop/order/" + number)
        .changedAt(NOON.minusSeconds(60))
        .saying(
            """
            {"number":"%d","email":"%s","placed":"2026-10-01T10:00:00Z","status":"paid","total":10.00,            "lines":[{"sku":"HAT","qty":1,"price":10.00}]}"""
                .formatted(number, email(customer)))
        .build();
  }

  static String email(int number) {
    return "p" + number + "@example.com";
  }

  private static dev.selvedge.testkit.SourceRecordBuilder customer(
      String kind, int number, String first, Instant changed, String more) {
    return aSourceRecord()
        .of("shop/" + kind + "/" + number)
        .changedAt(changed)
        .saying("{\"email\":\"%s\",\"first\":\"%s\"%s}".formatted(email(number), first, more));
  }

  @Override
  public void close() {
    crank.close();
    store.close();
    clients.forEach(Dotdigital::close);
    servers.forEach(SandboxServer::close);
  }
}
