package dev.selvedge.store;

import static dev.selvedge.testkit.DeliveryBuilder.TARGET;
import static dev.selvedge.testkit.DeliveryBuilder.aDelivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.commerce.Orphan;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.person.FormerAddress;
import dev.selvedge.person.Person;
import dev.selvedge.plan.Deliveries.Claim;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.Subject;
import dev.selvedge.store.sql.Dialect;
import dev.selvedge.store.sql.StoreException;
import dev.selvedge.testkit.CountingIds;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.work.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store of the first release, with rows in every state and an import under way, opened by this
/// release: everything is there, and what was in hand is due again.
final class MigrationTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant EARLY = Instant.ofEpochMilli(1_772_359_200_000L);

  @TempDir Path folder;

  private static void fill(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : firstRelease().split(";\n", -1)) {
        statement.execute(sql);
      }
    }
  }

  private static String firstRelease() {
    return """
    insert into delivery (facet, subject_id, person_id, desired, delivered_hash, remote_id, address,
      delivered_at, state, lane, flow_system, flow_kind, changed_at, due_at, attempts, claimant,
      claimed_until)
    values
      ('CONTACT', '1', 1, '{new}', '', '', '', 0, 'DUE', 'URGENT', 'shop', 'customer', {early},
        {early}, 2, '', 0),
      ('CONTACT', '2', 2, '{new}', '{old}', '4711', 'ada@example.com', {early}, 'CLAIMED', 'BULK',
        'erp', 'customer', {early}, {early}, 0, 'run-old', {late}),
      ('CONTACT', '3', 3, '{old}', '{old}', '4712', 'eve@example.com', {early}, 'SETTLED', 'NORMAL',
        'shop', 'customer', {early}, {early}, 0, '', 0),
      ('CONTACT', '4', 4, '{new}', '', '', '', 0, 'PARKED', 'NORMAL', 'shop', 'customer', {early},
        {early}, 7, '', 0),
      ('ORDER', '1000/é', 1, '{new}', '', '', '', 0, 'WAITING', 'NORMAL', 'shop', 'order', {early},
        {early}, 0, '', 0),
      ('ORDER', '1001', 2, '{new}', '', '', '', 0, 'CLAIMED', 'NORMAL', 'shop', 'order', {early},
        {early}, 1, 'run-old', 0);
    insert into import_job (id, facet, remote_id, started_at, ask_at)
    values (77, 'CONTACT', 'remote-1', {early}, {early});
    insert into import_item (job_id, position, facet, subject_id, desired, address, record_key)
    values (77, 0, 'CONTACT', '2', '{new}', 'ada@example.com', '');
    insert into parked_item (subject, stage, source, cause, sentence, rule, field, inbox_id,
      first_seen, last_seen, times)
    values
      ('contact/4', 'SEND', 'shop/customer', 'type', 'It is of another type.', '', '', 0, {early},
        {early}, 3),
      ('inbox/50', 'MAPPING', 'shop/order/9', 'total', 'No total.', 'order.yaml:3', 'total', 50,
        {early}, {early}, 1);
    insert into inbox_item (id, system, kind, record_key, stamp, observed_at, received_at, change,
      pace, ref_hash, content_hash)
    values (50, 'shop', 'order', '9', {early}, {early}, {early}, 'UPSERT', 'LIVE', 1, 2),
      (51, 'shop', 'order', '10', null, {early}, {early}, 'DELETE', 'BACKFILL', 3, 4);
    insert into inbox_body (id, received_at, encoding, body)
    values (50, {early}, 0, '{}'), (51, {early}, 0, '{}');
    insert into inbox_queue (position, inbox_id) values (51, 51);
    insert into feed_cursor (system, kind, cursor_text, moved_at)
    values ('shop', 'order', 'page 7', {early});
    insert into person (id, email) values (1, 'bob@example.com'), (2, 'ada@example.com');
    insert into contribution (ref, inbox_id, person_id, order_key, owner_ref, body)
    values ('shop/order/9', 50, 1, '', '', '{"ref":"shop/order/9","email":"bob@example.com"}'),
      ('shop/order/10', 51, 0, '', '', '{"ref":"shop/order/10","gone":true}'),
      ('shop/order/11', 50, 0, 'W-1', '', '{"ref":"shop/order/11","order":"W-1","parts":[{"part":"header"}]}'),
      ('wms/parcel/1', 51, 0, 'W-1', '', '{"ref":"wms/parcel/1","order":"W-1","parts":[{"part":"fulfilment"}]}'),
      ('wms/parcel/2', 51, 0, 'W-2', '', '{"ref":"wms/parcel/2","order":"W-2","parts":[{"part":"fulfilment","key":"\\"part\\":\\"header\\""}]}'),
      ('wms/parcel/3', 51, 0, 'W-3', '', '{"ref":"wms/parcel/3","order":"W-3"}'),
      ('wms/parcel/4', 51, 0, 'W-1', '', '{"ref":"wms/parcel/4","order":"W-1","parts":[{"part":"header"},{"part":"fulfilment","key":"1","tracking":"jd 00-4é"},{"part":"fulfilment","key":"2","tracking":"JD004é"}]}');
    insert into trail_entry (id, at, stage, word, person_id, order_key, source, system, inbox_id,
      sentence)
    values (60, {early}, 'SEND', 'done', 3, '', '', 'shop', 0, 'Contact written.');
    insert into flow_total (flow, minute, received, parked, delivered, lag_sum, lag_max)
    values ('shop/customer', {early}, 5, 1, 2, 30, 20)"""
        .replace("{early}", Long.toString(EARLY.toEpochMilli()))
        .replace("{late}", Long.toString(NOW.plusSeconds(60).toEpochMilli()))
        .replace("{new}", ContentHash.of("new").value())
        .replace("{old}", ContentHash.of("old").value());
  }

  private static void first(FluentConfiguration flyway, Dialect dialect) {
    flyway
        .locations("classpath:" + Schema.SCRIPTS)
        .placeholders(dialect.placeholders())
        .target("1")
        .load()
        .migrate();
  }

  private StoreConfig firstOnSqlite() throws SQLException {
    StoreConfig config = StoreConfig.file(folder.resolve("hub.db"));
    String url = "jdbc:sqlite:" + config.location();
    first(Flyway.configure().dataSource(url, "", ""), Dialect.SQLITE);
    try (Connection connection = DriverManager.getConnection(url)) {
      fill(connection);
    }
    return config;
  }

  private static StoreConfig firstOnPostgres() throws SQLException {
    StoreConfig config = Postgres.freshSchema();
    first(
        Flyway.configure()
            .dataSource(config.location(), config.user(), config.password().reveal())
            .schemas(config.schema())
            .createSchemas(true),
        Dialect.POSTGRES);
    try (Connection connection = Postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path = " + config.schema());
      fill(connection);
    }
    return config;
  }

  private static Delivery[] expected() {
    return new Delivery[] {
      aDelivery()
          .contactOf(1)
          .desiring("new")
          .lane(Lane.URGENT)
          .changedAt(EARLY)
          .dueAt(EARLY)
          .attempts(2)
          .build(),
      aDelivery()
          .contactOf(2)
          .desiring("new")
          .delivered("old", "4711", "ada@example.com", EARLY)
          .lane(Lane.BULK)
          .flow("erp", "customer")
          .changedAt(EARLY)
          .dueAt(EARLY)
          .build(),
      aDelivery()
          .contactOf(3)
          .desiring("old")
          .delivered("old", "4712", "eve@example.com", EARLY)
          .state(State.SETTLED)
          .changedAt(EARLY)
          .dueAt(EARLY)
          .build(),
      aDelivery()
          .contactOf(4)
          .desiring("new")
          .state(State.PARKED)
          .changedAt(EARLY)
          .dueAt(EARLY)
          .attempts(7)
          .build(),
      aDelivery()
          .order("1000/é", 1)
          .desiring("new")
          .state(State.WAITING)
          .flow("shop", "order")
          .changedAt(EARLY)
          .dueAt(EARLY)
          .build(),
      aDelivery()
          .order("1001", 2)
          .desiring("new")
          .flow("shop", "order")
          .changedAt(EARLY)
          .dueAt(EARLY)
          .attempts(1)
          .build()
    };
  }

  private static void isAllThere(StoreConfig config) {
    try (Store store = Stores.open(config, new CountingIds(1000))) {
      List<Subject> subjects = new ArrayList<>();
      for (int id = 1; id <= 4; id++) {
        subjects.add(Subject.contact(new PersonId(id)));
      }
      subjects.add(Subject.order(new OrderKey("1000/é")));
      subjects.add(Subject.order(new OrderKey("1001")));
      List<Delivery> kept = store.read(ports -> ports.deliveries().find(TARGET, subjects));
      assertThat(kept).containsExactly(expected());
      store.change(MigrationTest::theRestIsThere);
      Claim claim = new Claim(TARGET, expected()[1].queue(), 10, "run-new", NOW);
      List<Delivery> claimed = store.write(ports -> ports.deliveries().claim(claim));
      assertThat(claimed).hasSize(1);
    }
  }

  private static void theRestIsThere(Store.Ports ports) {
    assertThat(ports.jobs().count()).isZero();
    assertThat(ports.runs().others("")).isEmpty();
    assertThat(ports.deliveries().release(List.of("run-old"), NOW)).isZero();
    assertThat(ports.inbox().waiting(10))
        .extracting(item -> item.sourceRecord().ref())
        .containsExactly(RecordRef.parse("shop/order/10"));
    assertThat(ports.inbox().find(50)).isPresent();
    assertThat(ports.inbox().cursor(new Feed(new SystemName("shop"), new RecordKind("order"))))
        .contains(new Cursor("page 7"));
    assertThat(ports.inbox().lastId()).isEqualTo(60);
    assertThat(ports.people().byEmail(List.of("ada@example.com")))
        .containsExactly(new Person(new PersonId(2), "ada@example.com"));
    assertThat(
            ports
                .formerAddresses()
                .ofRecords(
                    List.of(RecordRef.parse("shop/order/9"), RecordRef.parse("shop/order/10"))))
        .containsExactly(
            new FormerAddress(RecordRef.parse("shop/order/10"), "", EARLY, EARLY),
            new FormerAddress(RecordRef.parse("shop/order/9"), "bob@example.com", EARLY, EARLY));
    assertThat(ports.orphans().oldest(9))
        .containsExactly(new Orphan(new OrderKey("W-2"), EARLY, false));
    assertThat(ports.trail().ofPerson(3, 10)).hasSize(1);
    assertThat(ports.flowMinutes().totals())
        .containsExactly(new FlowMinute("shop/customer", EARLY, 5, 1, 2, 30, 20));
  }

  /// As people look for them.
  private static void parcelsHaveTheirNumbers(Connection connection) throws SQLException {
    List<String> parcels = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select ref, number from parcel_number")) {
      while (rows.next()) {
        parcels.add(rows.getString(1) + ' ' + rows.getString(2));
      }
    }
    assertThat(parcels).containsExactly("wms/parcel/4 JD004é");
  }

  /// Under the names by which this release clears and replays them.
  private static void parkedHaveTheirNames(Connection connection) throws SQLException {
    List<String> subjects = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select subject from parked_item order by 1")) {
      while (rows.next()) {
        subjects.add(rows.getString(1));
      }
    }
    assertThat(subjects).containsExactly("dotdigital/contact/4", "inbox/50");
  }

  @Test
  void on_sqlite() throws SQLException {
    StoreConfig config = firstOnSqlite();
    isAllThere(config);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + config.location())) {
      parkedHaveTheirNames(connection);
      parcelsHaveTheirNumbers(connection);
    }
  }

  @Test
  void on_postgres() throws SQLException {
    StoreConfig config = firstOnPostgres();
    isAllThere(config);
    try (Connection connection = Postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path = " + config.schema());
      parkedHaveTheirNames(connection);
      parcelsHaveTheirNumbers(connection);
    }
  }

  @Test
  void the_tables_are_not_changed_under_a_hub_that_is_at_work() throws SQLException {
    StoreConfig config = firstOnPostgres();
    PostgresStores stores =
        new PostgresStores(
            new PostgresSchema(config, Duration.ofMillis(200)),
            new CountingIds(1000),
            InstantSource.system());
    try (Connection firstRelease = Postgres.connect()) {
      assertThat(
              new AdvisoryLocks(firstRelease, config.schema())
                  .takeStoreAlone(Duration.ofSeconds(1)))
          .isTrue();
      isInUse(stores::open);
    }
    stores.open().close();
  }

  @Test
  void who_changes_the_tables_is_alone() throws SQLException {
    StoreConfig config = Postgres.freshSchema();
    PostgresSchema schema = new PostgresSchema(config, Duration.ofMillis(200));
    PostgresStores stores =
        new PostgresStores(schema, new CountingIds(1000), InstantSource.system());
    try (Connection newerRelease = Postgres.connect()) {
      AdvisoryLocks locks = new AdvisoryLocks(newerRelease, config.schema());
      try (Store open = stores.open()) {
        assertThat(open.leads()).isTrue();
        assertThat(locks.takeStoreAlone(Duration.ofMillis(200))).isFalse();
      }
      assertThat(locks.takeStoreAlone(Duration.ofSeconds(10))).isTrue();
      isInUse(stores::open);
      isInUse(stores::openForCommands);
    }
  }

  @Test
  void who_comes_back_after_an_upgrade_writes_no_more() throws SQLException {
    StoreConfig config = Postgres.freshSchema();
    try (Store store = Stores.open(config, new CountingIds());
        Connection newerRelease = Postgres.connect();
        Statement statement = newerRelease.createStatement()) {
      Postgres.breakLeader(config);
      statement.execute(
          "update %s.flyway_schema_history set version = '99'".formatted(config.schema()));
      assertThatThrownBy(() -> store.change(MigrationTest::theRestIsThere))
          .hasMessageContaining("newer release")
          .asInstanceOf(type(StoreException.class))
          .extracting(StoreException::reason)
          .isEqualTo(StoreException.Reason.UNFIT);
    }
  }

  private static void isInUse(org.assertj.core.api.ThrowableAssert.ThrowingCallable opening) {
    assertThatThrownBy(opening)
        .hasMessageContaining("another hub is at work on the store")
        .asInstanceOf(type(StoreException.class))
        .extracting(StoreException::reason)
        .isEqualTo(StoreException.Reason.IN_USE);
  }
}
