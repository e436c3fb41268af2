package dev.selvedge.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connectors.Round;
import dev.selvedge.connectors.Systems;
import dev.selvedge.connectors.jdbc.standin.StandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What SQL Server is asked, and what is made of answers like its own. H2 answers for it; see
/// [dev.selvedge.connectors.jdbc.standin.RewritingDriver] for what that shows and what not.
class SqlServerTest {
  private static final String BY_VERSION =
      "customer: {table: customer, key: id, changed: changed, transaction: rv}";
  private static final String BY_TIME = "customer: {table: customer, key: id, changed: changed}";

  @TempDir private static Path folder;
  private static StandIn server;

  private final List<Connector.Opened> opened = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException, SQLException {
    server = new StandIn(StandIn.Vendor.SQLSERVER, folder);
  }

  @AfterAll
  static void stop() throws SQLException {
    server.close();
  }

  /// Nine customers, three of one time each, with versions 101 to 109; no transaction is open.
  @BeforeEach
  void aDatabase() throws SQLException {
    server.write(
        "DROP TABLE IF EXISTS customer",
        "DROP TABLE IF EXISTS server",
        "CREATE TABLE server (versioned INT, snapshots INT, least BIGINT)",
        "INSERT INTO server VALUES (1, 0, 110)",
        "CREATE TABLE customer (id INT PRIMARY KEY, active BIT, changed DATETIME2,"
            + " rv BINARY(8) NOT NULL)",
        "CREATE INDEX by_time ON customer (changed, id)");
    for (int id = 1; id <= 9; id++) {
      put(id, 100 + id);
    }
  }

  @AfterEach
  void close() {
    opened.forEach(Connector.Opened::close);
  }

  private static void put(int id, long version) throws SQLException {
    server.write(
        "MERGE INTO customer KEY (id) VALUES (%d, 1, '2026-01-0%d 10:00:00', X'%016x')"
            .formatted(id, 1 + id / 4, version));
  }

  @Test
  void versions_find_every_change_and_nothing_twice() throws SQLException {
    PolledSource source = source(BY_VERSION);
    Round first = Round.of(source, Cursor.START, 2);
    assertThat(first.keys()).containsExactlyElementsOf(numbers(1, 9));
    put(4, 110);
    put(2, 111);
    server.write("UPDATE server SET least = 112");
    Round second = Round.of(source, first.next(), 1);
    assertThat(second.keys()).containsExactly("4", "2");
    assertThat(Round.of(source, second.next(), 1).keys()).isEmpty();
  }

  @Test
  void what_commits_late_is_found_however_late() throws SQLException {
    PolledSource source = source(BY_VERSION);
    Round first = Round.of(source, Cursor.START, 5);
    // 110 was given out to a transaction that is still open; 111 is committed
    put(3, 111);
    server.write("UPDATE server SET least = 110");
    Round second = Round.of(source, first.next(), 5);
    assertThat(second.keys()).containsExactly("3");
    put(7, 110);
    server.write("UPDATE server SET least = 112");
    Round third = Round.of(source, second.next(), 5);
    assertThat(third.keys()).containsExactly("7", "3");
    assertThat(Round.of(source, third.next(), 5).keys()).isEmpty();
  }

  @Test
  void a_version_is_compared_as_the_bytes_it_is() throws SQLException, IOException {
    PolledSource source = source(BY_VERSION);
    Round first = Round.of(source, Cursor.START, 4);
    assertThat(first.records().getFirst().body().toText()).contains("\"rv\":101");
    assertThat(server.journal())
        .contains("SELECT CONVERT(bigint, MIN_ACTIVE_ROWVERSION())")
        .contains(
            "SELECT * FROM [customer] WHERE [rv] IS NOT NULL AND [id] IS NOT NULL AND"
                + " [rv] >= CONVERT(binary(8), CAST(? AS bigint)) AND"
                + " (([rv] > CONVERT(binary(8), CAST(? AS bigint)))"
                + " OR ([rv] = CONVERT(binary(8), CAST(? AS bigint)) AND [id] > ?))"
                + " ORDER BY [rv], [id] OFFSET 0 ROWS FETCH NEXT 5 ROWS ONLY");
  }

  @Test
  void only_a_rowversion_tells_transactions() {
    PolledSource source = source(BY_VERSION.replace("transaction: rv", "transaction: id"));
    assertThatThrownBy(() -> source.poll(Cursor.START, Systems.NOW, 5))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("'transaction' names 'id'")
        .hasMessageContaining("rowversion");
  }

  @Test
  void what_the_options_may_say() {
    assertThat(complaints("url: jdbc:sqlserver://db\n", BY_VERSION)).isEmpty();
    assertThat(
            complaints(
                "url: jdbc:sqlserver://db\n", BY_VERSION.replace("table: ", "table: crm.dbo.")))
        .singleElement()
        .asString()
        .contains("the URL's own database");
    assertThat(complaints("url: jdbc:oracle:thin:@//db/CRM\n", BY_VERSION))
        .singleElement()
        .asString()
        .contains("'transaction' needs PostgreSQL or SQL Server");
    assertThat(complaints("url: jdbc:oracle:thin:@//db/CRM\nisolation: snapshot\n", BY_TIME))
        .singleElement()
        .asString()
        .contains("'isolation' is for SQL Server");
    assertThat(complaints("url: jdbc:db2://db/CRM\n", BY_TIME))
        .singleElement()
        .asString()
        .contains("jdbc:sqlserver:", "jdbc:oracle:thin:");
  }

  @Test
  void a_session_is_bounded_in_time_and_reads_dates_in_one_order() throws IOException {
    Connector.Opened system = open("url: " + server.url() + "\nstatement_timeout: 7s\n", BY_TIME);
    Round.of(system.polled().getFirst(), Cursor.START, 4);
    assertThat(server.journal())
        .contains("SET DATEFORMAT ymd; SET DEADLOCK_PRIORITY LOW")
        .contains(
            "connect {applicationName=selvedge, lockTimeout=7000, loginTimeout=10, queryTimeout=7,"
                + " socketTimeout=22000}");
  }

  @Test
  void cells_are_written_as_on_every_other_database() throws SQLException {
    server.write(
        "DROP TABLE IF EXISTS [thing s]",
        "CREATE TABLE [thing s] (code UNIQUEIDENTIFIER PRIMARY KEY, active BIT, price MONEY,"
            + " at TIMESTAMP(7) WITH TIME ZONE, due DATE, picture VARBINARY(9))",
        "INSERT INTO [thing s] VALUES ('0e984725-c51c-4bf4-9960-e1c80e27aba0', 1, 9.9500,"
            + " '2026-07-01 12:00:00.1234567+02:00', '2026-07-02', X'0102')",
        "INSERT INTO [thing s] VALUES ('1e984725-c51c-4bf4-9960-e1c80e27aba0', 0, NULL,"
            + " '2026-07-01 10:00:00.1234567Z', NULL, NULL)");
    PolledSource source =
        source(
            "thing: {table: \"thing s\", key: code, changed: at, columns: [active, price,"
                + " at, due, picture]}");
    List<SourceRecord> read = Round.of(source, Cursor.START, 1).records();
    assertThat(read)
        .hasSize(2)
        .allMatch(
            each ->
                each.stamp()
                    .equals(
                        SourceRecord.Stamp.at(Instant.parse("2026-07-01T10:00:00.123456700Z"))));
    assertThat(read.getFirst().body().toText())
        .contains("\"active\":true", "\"price\":9.9500", "\"due\":\"2026-07-02\"")
        .contains("\"at\":\"2026-07-01T10:00:00.123456700Z\"", "\"picture\":\"AQI=\"");
  }

  /// SQL Server takes seven digits of a second in a text, and three where it compares a `datetime`.
  @Test
  void times_are_bound_with_the_digits_that_their_columns_take() throws SQLException {
    server.write(
        "DROP TABLE IF EXISTS visit",
        "CREATE TABLE visit (id INT PRIMARY KEY, seen TIMESTAMP(7) WITH TIME ZONE,"
            + " dt TIMESTAMP(7))",
        "INSERT INTO visit VALUES (1, '2026-07-01 12:00:00.1234567+02:00',"
            + " '2026-07-01 10:00:00.0066667')");
    Round instants =
        Round.of(source("visit: {table: visit, key: id, changed: seen}"), Cursor.START, 5);
    assertThat(instants.next().text()).contains("\"2026-07-01T10:00:00.1234567Z\"");
    Round coarse = Round.of(source("visit: {table: visit, key: id, changed: dt}"), Cursor.START, 5);
    assertThat(coarse.next().text()).contains("\"2026-07-01T10:00:00.007\"");
  }

  @Test
  void rows_without_a_key_are_asked_for_in_no_order() throws SQLException, IOException {
    server.write(
        "DROP TABLE IF EXISTS guest",
        "CREATE TABLE guest (email VARCHAR(90), changed DATETIME2)",
        "INSERT INTO guest VALUES ('a@example.com', '2026-01-01'), (NULL, '2026-01-01')");
    Round round =
        Round.of(source("guest: {table: guest, key: email, changed: changed}"), Cursor.START, 5);
    assertThat(round.keys()).containsExactly("a@example.com");
    assertThat(round.refused()).hasSize(1);
    assertThat(server.journal())
        .contains(
            "SELECT * FROM [guest] WHERE ([email] IS NULL) ORDER BY (SELECT NULL)"
                + " OFFSET 0 ROWS FETCH NEXT 5 ROWS ONLY");
  }

  @Test
  void a_query_stands_for_a_table() {
    Round round =
        Round.of(
            source(
                "customer: {query: \"SELECT id, changed FROM customer\", key: id,"
                    + " changed: changed}"),
            Cursor.START,
            4);
    assertThat(round.keys()).hasSize(9);
  }

  @Test
  void a_check_up_says_what_waits_for_what() throws SQLException {
    assertThat(findings(BY_TIME))
        .allSatisfy(finding -> assertThat(finding.healthy()).as(finding.what()).isTrue())
        .extracting(Connector.Finding::what)
        .contains("reading waits for nobody: READ_COMMITTED_SNAPSHOT is on")
        .contains("test/customer: 'changed' has an index")
        .anyMatch(what -> what.contains("needs no more than SELECT"))
        .anyMatch(what -> what.contains("the server's own clock shows +01:00"));
    server.write("UPDATE server SET versioned = 0");
    assertThat(findings(BY_TIME))
        .filteredOn(finding -> !finding.healthy())
        .singleElement()
        .satisfies(finding -> assertThat(finding.what()).contains("every open transaction"))
        .satisfies(finding -> assertThat(finding.advice()).contains("READ_COMMITTED_SNAPSHOT ON"));
  }

  @Test
  void a_zone_that_is_the_server_s_is_not_remarked_on() {
    String zoned = BY_TIME.replace("key: id", "key: id, zone: \"+01:00\"");
    assertThat(findings(zoned))
        .extracting(Connector.Finding::what)
        .noneMatch(what -> what.contains("the server's own clock"));
  }

  /// The driver that comes with the program, and nobody at the other end.
  @Test
  void microsoft_s_own_driver_is_there() {
    String yaml = "url: jdbc:sqlserver://127.0.0.1:1;databaseName=shop;password=hidden\n";
    Connector.Opened system =
        Systems.plan(new JdbcConnector(), yaml + "feeds:\n  " + BY_TIME, Path.of(".")).open();
    opened.add(system);
    assertThatThrownBy(() -> system.polled().getFirst().poll(Cursor.START, Systems.NOW, 1))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("cannot be reached")
        .hasMessageContaining("Connection refused")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void rows_are_read_again_and_children_are_read_with_them() throws SQLException {
    server.write(
        "DROP TABLE IF EXISTS line",
        "CREATE TABLE line (id INT, customer INT, changed DATETIME2)",
        "INSERT INTO line VALUES (1, 5, '2026-01-01'), (2, 5, '2026-01-02')",
        "ALTER TABLE customer ADD placed DATETIME2",
        "UPDATE customer SET placed = DATEADD(DAY, -id, CURRENT_TIMESTAMP)");
    PolledSource source =
        source(
            BY_TIME.replace(
                "}",
                ", children: {lines: {table: line, parent: customer, order_by: id, changed:"
                    + " changed}}, reread: {since: placed, days: 4, every: 1d}}"));
    Round first = Round.of(source, Cursor.START, 4);
    assertThat(first.records().get(4).body().toText()).contains("\"lines\":[{\"id\":1");
    server.write("INSERT INTO line VALUES (3, 2, '2026-01-03')");
    assertThat(Round.of(source, first.next(), 4).keys()).containsExactly("2");
    List<String> again = new ArrayList<>();
    Cursor cursor = first.next();
    for (int page = 0; page < 9; page++) {
      Page read = source.poll(cursor, Systems.NOW.plus(Duration.ofDays(1)), 2);
      read.records().forEach(each -> again.add(each.ref().key()));
      cursor = read.next();
    }
    assertThat(again).containsExactly("2", "4", "3", "2", "1");
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
  }

  private static List<String> complaints(String options, String feed) {
    return Systems.complaints(new JdbcConnector(), options + "feeds:\n  " + feed + "\n");
  }

  private List<Connector.Finding> findings(String feed) {
    return open("url: " + server.url() + "\n", feed).examine();
  }

  private PolledSource source(String feed) {
    return open("url: " + server.url() + "\n", feed).polled().getFirst();
  }

  private Connector.Opened open(String options, String feed) {
    Connector.Opened system =
        Systems.plan(new JdbcConnector(), options + "feeds:\n  " + feed + "\n", server.project())
            .open();
    opened.add(system);
    return system;
  }
}
