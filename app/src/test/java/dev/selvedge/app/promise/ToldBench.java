package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.app.config.Loaded;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.config.ProjectLoader;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.consent.ConsentDelivery;
import dev.selvedge.connectors.consent.ConsentDelivery.Place;
import dev.selvedge.connectors.jdbc.JdbcConnector;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Condition;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Store;
import dev.selvedge.work.hub.HandCrank;
import dev.selvedge.yaml.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A hub turned by hand between a shop whose customers are in a database of its own, polled and
/// told, and an ERP whose records a test hands in. The shop notes when a row was changed, and
/// every row that was written.
final class ToldBench implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  static final SystemName SHOP = new SystemName("shop");

  private static final String SETTINGS =
      """
      project: told
      dotdigital: { endpoint: http://127.0.0.1:1, user: none, password: none }
      systems:
        shop:
          connector: jdbc
          options:
            url: jdbc:sqlite:shop.db
            feeds: { customer: { table: customer, key: id, changed: changed } }
          consent_target:
            kind: customer
            statement: >
              update customer set opt_in = :opt_in, opt_in_at = :at
              where id = :key and (opt_in_at is null or opt_in_at <= :at)
        erp:
          connector: jdbc
          options:
            url: jdbc:sqlite:erp.db
            feeds: { customer: { table: customer, key: id, changed: changed } }
      """;

  private static final String MAPPING =
      """
      system: %s
      kind: customer
      person: { email: email }
      consent:
        email:
          choice: { from: opt_in, opt_in: [true], opt_out: [false], when_missing: leave }
          at: { from: opt_in_at, when_missing: leave }
      """;

  final SettableClock clock = new SettableClock(NOON);
  final Store store;
  final PlanRules rules;
  private final Path folder;
  private final Connector.Opened shop;
  private final ConsentDelivery told;
  private final HandCrank crank;

  ToldBench(Path folder) {
    this(folder, SETTINGS, MAPPING.formatted("shop"));
  }

  /// @param shopMapping how the shop's customers are read
  ToldBench(Path folder, String settings, String shopMapping) {
    this.folder = folder;
    write("selvedge.yaml", settings);
    write("fields.yaml", "fields: { name: { type: String, owners: [erp], to: FIRSTNAME } }\n");
    write("mappings/shop.customer.yaml", shopMapping);
    write("mappings/erp.customer.yaml", MAPPING.formatted("erp"));
    query(
        "create table customer (id integer primary key, email text, opt_in boolean, opt_in_at text,"
            + " changed text)",
        "create table now (at text)",
        "insert into now values ('" + NOON + "')",
        "create table written (id integer, opt_in boolean)",
        "create trigger change after update of opt_in on customer begin"
            + " update customer set changed = (select at from now) where id = new.id;"
            + " insert into written values (new.id, new.opt_in); end");
    Project project = project();
    TimeOrderedIds ids = new TimeOrderedIds(clock);
    this.store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), ids);
    Project.SourceSystem system = project.systems().getFirst();
    this.shop = system.plan().open();
    Map<Place, ConsentTarget> places = new HashMap<>();
    system.told().forEach(one -> places.put(new Place(one.kind(), one.topic()), one.plan().open()));
    this.told = new ConsentDelivery(SHOP, places, 0);
    this.rules =
        new PlanRules(project.fields(), Map.of(), "GBP", "Orders").withTold(project.toldSystems());
    this.crank =
        new HandCrank(
            new HubParts(
                store,
                shop.polled().stream()
                    .map(one -> new HubParts.PolledFeed(one, Duration.ofSeconds(1)))
                    .toList(),
                project.mappings(),
                rules,
                List.of(told),
                clock,
                ids,
                new Random(7),
                DiskReserve.none(),
                "run-" + ids.next()),
            HubSettings.standard());
  }

  static String settings() {
    return SETTINGS;
  }

  private Project project() {
    Loaded loaded =
        new ProjectLoader(new Environment(Map.of()), List.of(new JdbcConnector()), clock)
            .load(folder);
    return switch (loaded) {
      case Loaded.Ready(Project project) -> project;
      case Loaded.Faulty(var problems) -> throw new AssertionError(problems);
    };
  }

  private void write(String file, String text) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void query(String... statements) {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
  }

  private String one(String sql) {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /// Somebody in the shop decides, or an administrator for them.
  void shopSays(int id, boolean optIn, Instant at) {
    query(
        "insert into customer values (%1$d, 'ann%1$d@example.com', %2$b, '%3$s', '%4$s')"
                .formatted(id, optIn, at, clock.instant())
            + " on conflict (id) do update set opt_in = excluded.opt_in,"
            + " opt_in_at = excluded.opt_in_at, changed = excluded.changed",
        "delete from written where id = " + id);
  }

  /// The same without a time of its own.
  void shopSays(int id, boolean optIn) {
    shopSays(id, optIn, clock.instant());
    query("update customer set opt_in_at = null where id = " + id);
  }

  /// The ERP speaks of the person with the same address.
  void erpSays(int id, boolean optIn, Instant at) {
    String body =
        "{\"email\":\"ann%d@example.com\",\"opt_in\":%b,\"opt_in_at\":\"%s\"}"
            .formatted(id, optIn, at);
    SourceRecord record =
        new SourceRecord(
            RecordRef.parse("erp/customer/" + id),
            Stamp.at(clock.instant()),
            clock.instant(),
            Change.UPSERT,
            Pace.LIVE,
            Payload.ofText(body));
    store.change(ports -> ports.inbox().accept(List.of(record), clock.instant()));
  }

  /// The ERP knows the person no more.
  void erpIsGone(int id) {
    SourceRecord record =
        new SourceRecord(
            RecordRef.parse("erp/customer/" + id),
            Stamp.at(clock.instant()),
            clock.instant(),
            Change.DELETE,
            Pace.LIVE,
            Payload.ofText("{}"));
    store.change(ports -> ports.inbox().accept(List.of(record), clock.instant()));
  }

  /// Everything that the shop holds is read, all that is known is worked through, and what is due
  /// is told.
  void turn() {
    query("update now set at = '" + clock.instant() + "'");
    crank.poll();
    resolveAndTell();
  }

  /// The same with eyes closed to the shop.
  void resolveAndTell() {
    query("update now set at = '" + clock.instant() + "'");
    crank.resolve();
    crank.sendAll(4, () -> clock.advance(Duration.ofSeconds(1)));
    clock.advance(Duration.ofMinutes(10));
  }

  /// What a customer's row holds: `1`, `0` or `null`.
  String held(int id) {
    return one("select opt_in from customer where id = " + id);
  }

  /// How often a customer's row was written by us since the shop last spoke of it.
  int writes(int id) {
    return Integer.parseInt(one("select count(*) from written where id = " + id));
  }

  Delivery delivery(int id) {
    return deliveries(id).getFirst();
  }

  List<Delivery> deliveries(int id) {
    Subject subject = Subject.consent(record(id));
    return store.read(ports -> ports.deliveries().find(SHOP, List.of(subject)));
  }

  static RecordRef record(int id) {
    return RecordRef.parse("shop/customer/" + id);
  }

  List<LedgerEntry> ledger(int id) {
    return store.read(ports -> ports.ledger().of(List.of(record(id))));
  }

  Condition condition() {
    return store.read(ports -> ports.conditions().of(SHOP));
  }

  /// What the trail says of the person, latest first.
  List<String> trail(int id) {
    long person =
        store.read(
            ports ->
                ports
                    .people()
                    .byEmail(List.of("ann" + id + "@example.com"))
                    .getFirst()
                    .id()
                    .value());
    return store.read(
        ports -> ports.trail().ofPerson(person, 50).stream().map(e -> e.sentence()).toList());
  }

  void hideShop(boolean hidden) {
    query(
        hidden ? "alter table customer rename to hidden" : "alter table hidden rename to customer");
  }

  @Override
  public void close() {
    crank.close();
    told.close();
    shop.close();
    store.close();
    assertThat(folder).exists();
  }
}
