package dev.selvedge.connectors.jdbc;

import static dev.selvedge.connectors.Consents.optIn;
import static dev.selvedge.connectors.Consents.optOut;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.Outcome;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.ConsentTarget.Bearing;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connectors.Consents;
import dev.selvedge.connectors.Round;
import dev.selvedge.connectors.Systems;
import dev.selvedge.connectors.jdbc.standin.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Oracle is asked, and what is made of answers like its own. H2 answers for it; see
/// [dev.selvedge.connectors.jdbc.standin.RewritingDriver] for what that shows and what not.
class OracleTest {
  private static final String CUSTOMERS =
      "customer: {table: CUSTOMER, key: ID, changed: CHANGED, zone: Europe/London}";
  private static final Instant AT = Instant.parse("2026-07-01T09:00:00.5Z");

  @TempDir private static Path folder;
  @TempDir private static Path elsewhere;
  private static StandIn server;

  private final List<AutoCloseable> opened = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException, SQLException {
    server = new StandIn(StandIn.Vendor.ORACLE, folder);
  }

  @AfterAll
  static void stop() throws SQLException {
    server.close();
  }

  @BeforeEach
  void aDatabase() throws SQLException {
    server.write(
        "DROP TABLE IF EXISTS CUSTOMER",
        "CREATE TABLE CUSTOMER (ID NUMBER(20) PRIMARY KEY, NOTE CLOB, PICTURE BLOB,"
            + " SCORE BINARY_DOUBLE, OPT_IN NUMBER(1), OPT_IN_AT DATE,"
            + " SEEN TIMESTAMP(6) WITH TIME ZONE, CHANGED DATE)",
        "CREATE INDEX BY_TIME ON CUSTOMER (CHANGED, ID)");
    for (int id = 1; id <= 5; id++) {
      server.write(
          "INSERT INTO CUSTOMER VALUES (%d, 'note', X'0102', 1.5, 1, '2026-07-01 10:00:00',"
                  .formatted(id)
              + " '2026-07-01 12:00:00.123456+02:00', '2026-07-01 10:00:00')");
    }
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  @Test
  void each_reading_is_one_transaction_that_could_not_write() throws IOException {
    Round.of(source(CUSTOMERS), Cursor.START, 2);
    List<String> asked = server.journal();
    assertThat(asked).contains("zone UTC");
    int first = asked.indexOf("SET TRANSACTION READ ONLY");
    assertThat(asked.subList(0, first))
        .anySatisfy(
            each ->
                assertThat(each)
                    .startsWith("ALTER SESSION SET")
                    .contains("NLS_DATE_FORMAT = 'YYYY-MM-DD\"T\"HH24:MI:SS'")
                    .contains("NLS_SORT = 'BINARY' NLS_COMP = 'BINARY'"));
    assertThat(asked)
        .contains(
            "SELECT * FROM \"CUSTOMER\" WHERE \"CHANGED\" IS NOT NULL AND \"ID\" IS NOT NULL AND"
                + " \"CHANGED\" >= ? AND ((\"CHANGED\" > ?) OR (\"CHANGED\" = ? AND \"ID\" > ?))"
                + " ORDER BY \"CHANGED\", \"ID\" FETCH FIRST 3 ROWS ONLY");
  }

  @Test
  void every_statement_has_an_end() throws IOException {
    Round.of(
        open("url: " + server.url() + "\nstatement_timeout: 7s\n", CUSTOMERS).polled().getFirst(),
        Cursor.START,
        5);
    List<String> asked = server.journal();
    int own =
        asked.indexOf(
            "connect {defaultRowPrefetch=500, oracle.jdbc.ReadTimeout=22000,"
                + " oracle.jdbc.loginTimeout=10, oracle.net.CONNECT_TIMEOUT=10000,"
                + " v$session.program=selvedge}");
    assertThat(own).isNotNegative();
    List<String> since = asked.subList(own, asked.size());
    long statements = since.stream().filter(each -> each.matches("(SELECT|SET|ALTER) .*")).count();
    assertThat(since).filteredOn("timeout 7"::equals).hasSizeGreaterThanOrEqualTo((int) statements);
  }

  @Test
  void cells_are_written_as_on_every_other_database() {
    SourceRecord read = Round.of(source(CUSTOMERS), Cursor.START, 2).records().getFirst();
    assertThat(read.ref().key()).isEqualTo("1");
    // ten o'clock of an English summer
    assertThat(read.stamp())
        .isEqualTo(SourceRecord.Stamp.at(Instant.parse("2026-07-01T09:00:00Z")));
    assertThat(read.body().toText())
        .contains("\"ID\":1,\"NOTE\":\"note\",\"PICTURE\":\"AQI=\",\"SCORE\":1.5,\"OPT_IN\":1")
        .contains("\"SEEN\":\"2026-07-01T10:00:00.123456Z\"");
  }

  @Test
  void instants_page_in_the_zone_of_the_session() throws SQLException, IOException {
    PolledSource source = source("customer: {table: CUSTOMER, key: ID, changed: SEEN}");
    Round first = Round.of(source, Cursor.START, 2);
    assertThat(first.keys()).containsExactly("1", "2", "3", "4", "5");
    assertThat(first.next().text()).contains("\"2026-07-01T10:00:00.123456\"");
    server.write(
        "UPDATE CUSTOMER SET SEEN = '2026-07-01 10:00:00.2+00:00' WHERE ID = 2",
        "UPDATE CUSTOMER SET SEEN = '2026-07-01 11:00:00.1+02:00' WHERE ID = 3");
    assertThat(Round.of(source, first.next(), 2).keys()).containsExactly("2");
  }

  @Test
  void a_query_stands_for_a_table_and_rows_are_named_by_their_keys() throws IOException {
    String query =
        "customer: {query: \"SELECT ID, CHANGED FROM CUSTOMER\", key: ID, changed: CHANGED}";
    Connector.Opened system = open("url: " + server.url() + "\n", query);
    assertThat(Round.of(system.polled().getFirst(), Cursor.START, 2).keys()).hasSize(5);
    // Oracle takes no AS before the name of a table
    assertThat(server.journal())
        .contains("SELECT * FROM (SELECT ID, CHANGED FROM CUSTOMER) selvedge_rows WHERE 1 = 0");
    assertThat(system.targeted().getFirst().read(List.of("4", "77"), Systems.NOW).records())
        .singleElement()
        .satisfies(each -> assertThat(each.ref().key()).isEqualTo("4"));
  }

  @Test
  void a_check_up_says_what_the_server_s_clock_shows() {
    String utc = CUSTOMERS.replace(", zone: Europe/London", "");
    assertThat(open("url: " + server.url() + "\n", utc).examine())
        .allSatisfy(finding -> assertThat(finding.healthy()).as(finding.what()).isTrue())
        .extracting(Connector.Finding::what)
        .contains("test/customer: 'CHANGED' has an index")
        .anyMatch(what -> what.contains("taken in UTC, and the server's own clock shows +01:00"));
    String instants = "customer: {table: CUSTOMER, key: ID, changed: SEEN}";
    assertThat(open("url: " + server.url() + "\n", instants).examine())
        .extracting(Connector.Finding::what)
        .noneMatch(what -> what.contains("the server's own clock"));
  }

  @Test
  void a_decision_is_told_as_a_number_and_a_time() throws SQLException, IOException {
    ConsentTarget target = target("update CUSTOMER set OPT_IN = :opt_in, OPT_IN_AT = :at");
    assertThat(target.examine()).allSatisfy(each -> assertThat(each.healthy()).isTrue());
    assertThat(server.journal()).anyMatch(each -> each.startsWith("EXPLAIN PLAN FOR update"));
    assertThat(target.tell(optOut("1", AT.minusSeconds(60), Held.OPT_IN)).outcome())
        .isInstanceOf(Outcome.Drop.class);
    assertThat(target.tell(optOut("1", AT.plusSeconds(60), Held.OPT_IN)).outcome())
        .isEqualTo(new Outcome.Done());
    assertThat(held()).isEqualTo("0 2026-07-01 10:01:01");
    assertThat(server.journal()).contains("time 2026-07-01T10:01:00.500");
    assertThat(target.tell(optIn("1", AT.plusSeconds(90), Held.OPT_OUT)).outcome())
        .isEqualTo(new Outcome.Done());
    assertThat(target.tell(optIn("99", AT, Held.OPT_OUT)).outcome())
        .isInstanceOf(Outcome.Park.class);
  }

  @Test
  void a_driver_that_is_missing_is_said_and_no_other_system_suffers() {
    Connector.Opened system =
        Systems.plan(
                new JdbcConnector(),
                "url: jdbc:oracle:thin:scott/tiger@//127.0.0.1:1/CRM\nfeeds:\n  " + CUSTOMERS,
                elsewhere)
            .open();
    opened.add(system);
    assertThat(system.examine())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.what())
                    .isEqualTo(
                        "jdbc:oracle:thin:***@//127.0.0.1:1/CRM: has no driver here: put Oracle's"
                            + " driver (ojdbc17.jar) into the project's folder 'drivers'"));
    ConsentTarget target =
        Consents.open(
            new JdbcConsentOffer(),
            "url: jdbc:oracle:thin:@//127.0.0.1:1/CRM\nfeeds:\n  " + CUSTOMERS,
            "statement: update CUSTOMER set OPT_IN = :opt_in where ID = :key and OPT_IN = :was\n",
            elsewhere);
    opened.add(target);
    assertThat(target.tell(optOut("1", AT, Held.OPT_IN)).bearing())
        .isInstanceOf(Bearing.Refusing.class);
  }

  @Test
  void a_jar_that_is_none_is_said(@TempDir Path project) throws IOException {
    Path drivers = Files.createDirectory(project.resolve("drivers"));
    Files.writeString(drivers.resolve("ojdbc17.jar"), "not a jar");
    Connector.Opened system =
        Systems.plan(
                new JdbcConnector(),
                "url: jdbc:oracle:thin:@//127.0.0.1:1/CRM\nfeeds:\n  " + CUSTOMERS,
                project)
            .open();
    opened.add(system);
    assertThatThrownBy(() -> system.polled().getFirst().poll(Cursor.START, Systems.NOW, 1))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("put Oracle's driver (ojdbc17.jar)");
  }

  private static String held() throws SQLException {
    try (var connection = server.connection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT OPT_IN, OPT_IN_AT FROM CUSTOMER WHERE ID = 1")) {
      rows.next();
      return rows.getString(1) + " " + rows.getString(2);
    }
  }

  private ConsentTarget target(String statement) {
    ConsentTarget target =
        Consents.open(
            new JdbcConsentOffer(),
            "url: " + server.url() + "\nfeeds:\n  " + CUSTOMERS,
            "statement: "
                + statement
                + " where ID = :key and (OPT_IN_AT is null or OPT_IN_AT <= :at)\n"
                + "zone: Europe/London\n",
            server.project());
    opened.add(target);
    return target;
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
