package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.Audits;
import dev.selvedge.automation.Automations;
import dev.selvedge.automation.Rule;
import dev.selvedge.commerce.Figures.Figure;
import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.ContactWrite;
import dev.selvedge.dotdigital.contact.MergeOption;
import dev.selvedge.dotdigital.delivery.DotdigitalTarget;
import dev.selvedge.dotdigital.delivery.meter.AssumedLimits;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.dotdigital.http.ClientConfig;
import dev.selvedge.dotdigital.http.Credentials;
import dev.selvedge.dotdigital.inward.DecisionMapper;
import dev.selvedge.dotdigital.program.NewEnrolment;
import dev.selvedge.dotdigital.subject.DotdigitalSubjects;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldCatalogue.Field;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.PhoneRules;
import dev.selvedge.mapping.RecordMapper;
import dev.selvedge.mapping.Survivorship;
import dev.selvedge.mapping.collection.Column;
import dev.selvedge.mapping.collection.ColumnType;
import dev.selvedge.mapping.collection.Declaration;
import dev.selvedge.mapping.collection.Declarations;
import dev.selvedge.mapping.collection.Standard;
import dev.selvedge.mapping.rule.MappingLoader;
import dev.selvedge.mapping.rule.MappingProject;
import dev.selvedge.person.ConsentPolicy;
import dev.selvedge.plan.Holder;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.privacy.Leftovers;
import dev.selvedge.privacy.SubjectTarget;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.sandbox.setting.Settings;
import dev.selvedge.send.Doubts.Unsure;
import dev.selvedge.send.SendRules;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Store;
import dev.selvedge.work.audit.Auditor;
import dev.selvedge.work.hub.HandCrank;
import dev.selvedge.work.poll.TollGate;
import dev.selvedge.work.replay.ReplayParts;
import dev.selvedge.work.schema.SchemaLook;
import dev.selvedge.yaml.Problems;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// A whole hub turned by hand: a store in a file, an ERP and a shop that say what a test lets them
/// say, and a sandbox account at the other end.
final class Workbench implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private static final Map<Leftovers.Kind, Duration> KEPT =
      Map.of(
          Leftovers.Kind.TRAIL,
          Duration.ofDays(400),
          Leftovers.Kind.INBOX,
          Duration.ofDays(90),
          Leftovers.Kind.GONE,
          Duration.ofDays(200));

  private static final Declarations COLLECTIONS =
      Declarations.of(
          List.of(
              Standard.orders("Orders"),
              new Declaration(
                  "Parcels",
                  Declaration.Kind.CUSTOM,
                  Declaration.Scope.CONTACT,
                  false,
                  List.of(
                      Column.of("total", ColumnType.FLOAT),
                      Column.of("carrier", ColumnType.STRING)))));

  private static final SystemName ERP = new SystemName("erp");
  private static final SystemName SHOP = new SystemName("shop");

  private static final String CUSTOMER =
      """
      system: %s
      kind: customer
      person:
        email: email
        fields:
          first_name: { from: first, when_missing: leave }
          phone: { from: phone, when_missing: leave }
          %s
          points: { from: points, when_missing: leave }
      consent:
        email:
          choice: { from: opt_in, opt_in: [true], opt_out: [false], when_missing: leave }
          at: { from: opt_in_at, when_missing: leave }
          evidence:
            text: { from: opt_in_text, when_missing: leave }
            url: { from: opt_in_url, when_missing: leave }
            ip: { from: opt_in_ip, when_missing: leave }
            user_agent: { from: opt_in_agent, when_missing: leave }
      """;

  private static final String TIER = "tier: { from: tier, when_missing: leave }";

  private static final String ORDER =
      """
      system: shop
      kind: order
      person:
        email: { from: email, when_missing: leave }
        belongs_to: { kind: customer, key: customer }
        fields:
          first_name: { from: first, when_missing: leave }
          phone: { from: phone, when_missing: leave }
      order:
        key: number
        header:
          placed_at: placed
          paid_at: { from: paid, when_missing: leave }
          cancelled_at: { from: gone, when_missing: leave }
          status: status
          cancelled: { cel: "record.status == 'cancelled'" }
          currency: { value: GBP }
          total: total
          lines: { each: lines, product_id: sku, sku: { from: sku, steps: [sku] }, name: sku, quantity: qty, unit_price: price }
        refunds: { each: refunds, key: id, amount: amount, reason: { value: returned }, refunded_at: at }
        fulfilments: { each: parcels, key: id, status: { value: sent }, carrier: { value: Post }, tracking: id, shipped_at: at, delivered_at: { from: arrived, when_missing: leave } }
      """;

  private static final String PARCEL =
      """
      system: wms
      kind: parcel
      order:
        key: order
        fulfilments: { key: id, tracking: id, shipped_at: at, lines: { each: items, sku: sku, quantity: qty } }
      """;

  final SettableClock clock;
  final SandboxServer sandbox;
  final Store store;
  final HandCrank crank;
  final ReplayParts replays;
  static final SystemName TARGET = new SystemName("dotdigital");
  final PlanRules rules;
  private final Fittings fittings;
  private final boolean only;
  private final StoreConfig config;
  final Dotdigital account;
  private final DotdigitalTarget target;
  private final MappingProject files;
  private final RecordMapper mappings;
  private final TimeOrderedIds ids;

  Workbench(Path folder) {
    this(folder, Fittings.STANDARD);
  }

  Workbench(Path folder, Fittings fittings) {
    this(folder, fittings, new SettableClock(NOON));
  }

  Workbench(Path folder, Fittings fittings, SettableClock clock) {
    this(file(folder), fittings, clock);
  }

  /// One whose store is wherever a test says.
  Workbench(StoreConfig config) {
    this(config, Fittings.STANDARD, new SettableClock(NOON));
  }

  private Workbench(StoreConfig config, Fittings fittings, SettableClock clock) {
    this(
        config,
        fittings,
        clock,
        SandboxServer.start(
            SandboxConfig.unthrottled()
                .clock(clock)
                .settings(fittings.account())
                .callsKept(5_000, false)));
  }

  private Workbench(
      StoreConfig config, Fittings fittings, SettableClock clock, SandboxServer sandbox) {
    this(config, fittings, clock, sandbox, true);
  }

  private Workbench(
      StoreConfig config,
      Fittings fittings,
      SettableClock clock,
      SandboxServer sandbox,
      boolean only) {
    this.config = config;
    this.only = only;
    this.fittings = fittings;
    this.clock = clock;
    this.sandbox = sandbox;
    this.ids = new TimeOrderedIds(clock);
    this.store = Stores.open(config, ids, clock);
    ids.startAfter(store.read(ports -> ports.inbox().lastId()));
    this.account = client(sandbox, clock);
    Problems problems = new Problems();
    Map<String, String> mapped =
        Map.of(
            "erp.customer.yaml",
            CUSTOMER.formatted("erp", TIER),
            "shop.customer.yaml",
            CUSTOMER.formatted("shop", "nickname: nick"),
            "shop.order.yaml",
            ORDER,
            "wms.parcel.yaml",
            PARCEL);
    this.files =
        MappingLoader.load(mapped, catalogue(), EmailRules.PLAIN, fittings.phones(), problems);
    this.mappings = new DecisionMapper(TARGET, EmailRules.PLAIN, files);
    assertThat(problems.sorted()).isEmpty();
    this.rules =
        new PlanRules(
            catalogue(),
            Map.of(Figure.ORDER_COUNT, "ORDER_COUNT", Figure.TOTAL_SPENT, "TOTAL_SPENT"),
            "GBP",
            "Orders",
            fittings.automations(),
            fittings.policy());
    this.target =
        new DotdigitalTarget(account, settings(fittings).withConsent(fittings.told()), clock);
    this.replays =
        new ReplayParts(
            store,
            mappings,
            rules,
            List.of(new Holder(target.name(), target.facets())),
            clock,
            ids);
    this.crank =
        new HandCrank(
            new HubParts(
                store,
                List.of(),
                mappings,
                rules,
                List.of(target),
                clock,
                ids,
                new Random(7),
                DiskReserve.none(),
                "run-" + ids.next()),
            HubSettings.standard().withSending(fittings.sending()).withKeep(KEPT));
  }

  private static Dotdigital client(SandboxServer sandbox, SettableClock clock) {
    return Dotdigital.open(
        ClientConfig.of(
                URI.create(sandbox.baseUrl()),
                new Credentials(
                    SandboxConfig.defaults().user(), SandboxConfig.defaults().password()))
            .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10)),
        clock);
  }

  /// @param account how the account behaves
  /// @param policy what the project decided about consent
  /// @param told how the account is told of consent
  record Fittings(
      Automations automations,
      SendRules sending,
      Settings account,
      ConsentPolicy policy,
      TargetSettings.Consent told,
      PhoneRules phones) {
    static final Fittings STANDARD =
        new Fittings(
            Automations.NONE,
            SendRules.standard(),
            Settings.unthrottled(),
            ConsentPolicy.STANDARD,
            TargetSettings.Consent.STANDARD,
            PhoneRules.NONE);

    Fittings with(Rule... rules) {
      return new Fittings(new Automations(List.of(rules)), sending, account, policy, told, phones);
    }

    Fittings with(Unsure unsure) {
      SendRules other = sending.withDoubts(sending.doubts().withUnsure(unsure));
      return new Fittings(automations, other, account, policy, told, phones);
    }

    Fittings with(Settings other) {
      return new Fittings(automations, sending, other, policy, told, phones);
    }

    Fittings with(ConsentPolicy other) {
      return new Fittings(automations, sending, account, other, told, phones);
    }

    Fittings with(TargetSettings.Consent other) {
      return new Fittings(automations, sending, account, policy, other, phones);
    }

    Fittings with(PhoneRules other) {
      return new Fittings(automations, sending, account, policy, told, other);
    }
  }

  /// A hub on the same store and account, as after a restart.
  Workbench restarted(Path folder) {
    return restarted(folder, fittings);
  }

  /// The same with another configuration.
  Workbench restarted(Path folder, Fittings others) {
    crank.close();
    store.close();
    account.close();
    return new Workbench(file(folder), others, clock, sandbox);
  }

  /// The same after it died without a word: whatever is under way is never written down.
  Workbench afterCrash(Path folder) {
    store.close();
    account.close();
    return new Workbench(file(folder), fittings, clock, sandbox);
  }

  /// Another hub with a store of its own at the same account, which stays when that hub is closed.
  Workbench beside(Path folder) {
    return new Workbench(file(folder), fittings, clock, sandbox, false);
  }

  /// Another process of this hub, on the same store and account.
  Workbench twin() {
    return new Workbench(config, fittings, clock, sandbox, false);
  }

  private static StoreConfig file(Path folder) {
    return StoreConfig.file(folder.resolve("hub.db"));
  }

  /// A connection of somebody else's to the store.
  Connection connect() throws SQLException {
    if (!config.location().startsWith("jdbc:")) {
      return DriverManager.getConnection("jdbc:sqlite:" + config.location());
    }
    Properties properties = new Properties();
    properties.put("user", config.user());
    properties.put("password", config.password().reveal());
    properties.put("currentSchema", config.schema());
    return DriverManager.getConnection(config.location(), properties);
  }

  private static FieldCatalogue catalogue() {
    Map<String, Field> fields = new LinkedHashMap<>();
    fields.put(
        "first_name",
        new Field("first_name", FieldType.STRING, List.of(SHOP, ERP), "FIRSTNAME", 255));
    fields.put("phone", new Field("phone", FieldType.STRING, List.of(), "", 255));
    fields.put("tier", new Field("tier", FieldType.STRING, List.of(ERP), "TIER", 255));
    fields.put("points", new Field("points", FieldType.NUMERIC, List.of(ERP, SHOP), "POINTS", 255));
    fields.put(
        "nickname",
        new Field(
            "nickname",
            FieldType.STRING,
            List.of(SHOP),
            "NICKNAME",
            255,
            Survivorship.STANDARD,
            Set.of(SHOP)));
    return new FieldCatalogue(fields);
  }

  private static TargetSettings settings(Fittings fittings) {
    Map<String, FieldType> dataFields = new TreeMap<>(fittings.automations().dataFields());
    dataFields.putAll(
        Map.of(
            "FIRSTNAME", FieldType.STRING,
            "TIER", FieldType.STRING,
            "POINTS", FieldType.NUMERIC,
            "NICKNAME", FieldType.STRING,
            "ORDER_COUNT", FieldType.NUMERIC,
            "TOTAL_SPENT", FieldType.NUMERIC));
    return TargetSettings.of(dataFields, "Orders")
        .withCollections(COLLECTIONS)
        .withLimits(
            AssumedLimits.standard()
                .withEnrolmentsPerHour(fittings.account().limits().enrolmentCallsPerHour()))
        .withAskEvery(Duration.ofMillis(1));
  }

  /// Reads everything back, what these sources hold included; what it waits for takes no time.
  Audit audit(AuditOrder order, TargetedSource... sources) {
    return new Auditor(auditing(sources)).run(order, "test");
  }

  /// Reads everything back, and asks this one how many orders it counts.
  Audit audit(AuditOrder order, CountedSource counted) {
    return new Auditor(auditing().withCounted(List.of(counted))).run(order, "test");
  }

  /// What an audit works with.
  Auditor.Parts auditing(TargetedSource... sources) {
    return new Auditor.Parts(
        store,
        rules,
        target.mirror(EmailRules.PLAIN),
        new TollGate(store, List.of(target), Lane.BULK, fittings.sending().policy()),
        mappings,
        List.of(sources),
        clock,
        ids,
        rest -> {
          clock.advance(rest);
          return true;
        });
  }

  /// The target, as alarms see it.
  List<Outlook> outlooks() {
    return List.of(Outlook.of(target, fittings.sending().policy()));
  }

  /// Polls a source for this hub, and does nothing else.
  HandCrank polling(PolledSource source, Duration every) {
    return new HandCrank(
        new HubParts(
            store,
            List.of(new HubParts.PolledFeed(source, every)),
            mappings,
            rules,
            List.of(),
            clock,
            ids,
            new Random(7),
            DiskReserve.none(),
            "poll-" + ids.next()),
        HubSettings.standard());
  }

  /// The daily look at the fields of all records and of the account.
  void lookAtSchemas() {
    SchemaLook look =
        new SchemaLook(
            store,
            new SchemaLook.Subjects(
                files.paths(), settings(fittings).dataFields().keySet(), Set.of()),
            () -> target.schema(fittings.automations()),
            clock);
    look.keep(look.look());
  }

  /// What an audit found, one line each: what, where it differs, and at which hop.
  List<String> found(Audit audit) {
    return store
        .read(ports -> ports.audits().differences(audit.id(), Audits.Choice.ALL, 0, 1_000))
        .stream()
        .map(Audits.Found::difference)
        .map(
            one ->
                one.subject().facet()
                    + " "
                    + one.gap().kind()
                    + (one.gap().field().isEmpty() ? "" : " " + one.gap().field())
                    + ": "
                    + one.gap().wanted()
                    + " / "
                    + one.gap().shown()
                    + " ("
                    + one.hop().words()
                    + ")")
        .toList();
  }

  /// Hands records in, as a webhook would.
  void receive(SourceRecord... records) {
    store.change(ports -> ports.inbox().accept(List.of(records), clock.instant()));
  }

  /// Everything that waits goes all the way, imports included.
  void settle() {
    crank.resolve();
    crank.sendAll(12, () -> clock.advance(Duration.ofSeconds(3)));
  }

  /// Somebody else's system starts a contact in a program.
  void enrolAsStranger(int program, String email) {
    int number = contact(email).path("contactId").asInt();
    try (Dotdigital stranger = client(sandbox, clock)) {
      assertThat(
              stranger
                  .programs()
                  .enrol(new NewEnrolment.OfContacts(program, List.of(new ContactKey.Id(number)))))
          .isInstanceOf(Answer.Ok.class);
    }
  }

  /// Somebody else's system fills a field of a contact.
  void writeAsStranger(String email, String field, String value) {
    int number = contact(email).path("contactId").asInt();
    try (Dotdigital stranger = client(sandbox, clock)) {
      assertThat(
              stranger
                  .contacts()
                  .write(
                      ContactWrite.keepingStatus(new ContactKey.Id(number))
                          .field(field, value)
                          .build(),
                      MergeOption.OVERWRITE))
          .isInstanceOf(Answer.Ok.class);
    }
  }

  /// The account, as those who ask to be forgotten need it; what is waited for takes no time.
  SubjectTarget subjects() {
    return new DotdigitalSubjects(account, new SystemName("dotdigital"), clock, clock::advance);
  }

  int calls() {
    return Math.toIntExact(sandbox.calls().total());
  }

  JsonNode contact(String email) {
    return sandbox.inside().contact(email).orElseThrow();
  }

  /// Every contact that could be told apart by a marketer: address → status and data fields,
  /// without what the account itself counts (ids, times).
  Map<String, String> contacts() {
    Map<String, String> contacts = new TreeMap<>();
    sandbox
        .inside()
        .eachContact(
            contact -> {
              String email = contact.path("identifiers").path("email").asString("");
              if (!email.equals("demo@apiconnector.com")) {
                JsonNode fields = contact.path("dataFields");
                Map<String, String> shown = new TreeMap<>();
                fields
                    .properties()
                    .forEach(
                        field -> {
                          if (!field.getKey().equals("LASTSUBSCRIBED")
                              && !field.getValue().isNull()) {
                            shown.put(field.getKey(), field.getValue().asString());
                          }
                        });
                contacts.put(
                    email,
                    contact.path("channelProperties").path("email").path("status").asString("")
                        + " "
                        + shown);
              }
            });
    return contacts;
  }

  static Said shop(String key) {
    return new Said("shop/customer/" + key);
  }

  static Said erp(String key) {
    return new Said("erp/customer/" + key);
  }

  static Said order(String key) {
    return new Said("shop/order/" + key)
        .with("number", "\"" + key + "\"")
        .with("placed", "\"2026-10-01T10:00:00Z\"")
        .with("status", "\"paid\"")
        .with("total", "10.00")
        .with("lines", "[{\"sku\":\"HAT\",\"qty\":1,\"price\":10.00}]")
        .with("refunds", "[]")
        .with("parcels", "[]");
  }

  /// A parcel of the warehouse.
  static Said parcel(String key, String order) {
    return new Said("wms/parcel/" + key)
        .with("id", "\"" + key + "\"")
        .with("order", "\"" + order + "\"")
        .with("at", "\"2026-10-02T10:00:00Z\"")
        .with("items", "[{\"sku\":\"HAT\",\"qty\":1}]");
  }

  /// What a system says about one record, built up piece by piece.
  static final class Said {
    private final String ref;
    private final Map<String, String> members = new TreeMap<>();
    private Instant stamp = NOON.minusSeconds(3600);
    private Instant seen = NOON;
    private Pace pace = Pace.LIVE;

    private Said(String ref) {
      this.ref = ref;
    }

    /// @param json the value, as JSON
    Said with(String name, String json) {
      members.put(name, json);
      return this;
    }

    Said email(String email) {
      return with("email", "\"" + email + "\"");
    }

    Said first(String name) {
      return with("first", "\"" + name + "\"");
    }

    Said consent(boolean optIn, Instant at) {
      return with("opt_in", Boolean.toString(optIn)).with("opt_in_at", "\"" + at + "\"");
    }

    /// What proves an opt-in: a text, a page, an IP address and a browser.
    Said evidence(String text, String url, String ip, String agent) {
      return with("opt_in_text", "\"" + text + "\"")
          .with("opt_in_url", "\"" + url + "\"")
          .with("opt_in_ip", "\"" + ip + "\"")
          .with("opt_in_agent", "\"" + agent + "\"");
    }

    Said stamp(Instant at) {
      stamp = at;
      return this;
    }

    /// When the hub came to know of it.
    Said seen(Instant at) {
      seen = at;
      return this;
    }

    Said backfill() {
      pace = Pace.BACKFILL;
      return this;
    }

    Said without(String name) {
      members.remove(name);
      return this;
    }

    SourceRecord upsert() {
      return sourceRecord(Change.UPSERT, body());
    }

    SourceRecord delete() {
      return sourceRecord(Change.DELETE, "{}");
    }

    private String body() {
      StringBuilder body = new StringBuilder("{");
      members.forEach(
          (name, json) ->
              body.append(body.length() > 1 ? "," : "")
                  .append('"')
                  .append(name)
                  .append("\":")
                  .append(json));
      return body.append('}').toString();
    }

    private SourceRecord sourceRecord(Change change, String body) {
      return new SourceRecord(
          RecordRef.parse(ref), Stamp.at(stamp), seen, change, pace, Payload.ofText(body));
    }
  }

  @Override
  public void close() {
    crank.close();
    store.close();
    account.close();
    if (only) {
      sandbox.close();
    }
  }
}
