package dev.selvedge.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.PolledSourceContract;
import dev.selvedge.connectors.Round;
import dev.selvedge.connectors.Systems;
import dev.selvedge.testkit.mariadb.MariaDb;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The `jdbc` connector on a running MariaDB.
@Tag("real-system")
class MariaDbTest extends PolledSourceContract {
  private static final int ROWS = 20;

  @TempDir private static Path folder;
  private static MariaDb server;
  private static String url;

  private final List<Connector.Opened> opened = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    server = MariaDb.start(MariaDb.ofThisMachine().orLeaveOut(Assumptions::abort), folder);
    url = server.url("mysql");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void aShop() throws SQLException {
    write(
        "SET time_zone = '+00:00'",
        "DROP TABLE IF EXISTS orders",
        "CREATE TABLE orders (id BIGINT UNSIGNED PRIMARY KEY, total DECIMAL(20,4), paid BOOLEAN,"
            + " placed DATETIME(6), note JSON, changed TIMESTAMP(6) NULL, KEY c (changed, id))");
    for (int id = 1; id <= ROWS; id++) {
      write(
          "SET time_zone = '+00:00'",
          "INSERT INTO orders (id, total, changed) VALUES (%d, 1.5, '2026-01-0%d 10:00:00')"
              .formatted(id, 1 + id / 7));
    }
  }

  @AfterEach
  void close() {
    opened.forEach(Connector.Opened::close);
  }

  @Override
  protected PolledSource freshSource() {
    return open("changed").polled().getFirst();
  }

  @Override
  protected List<String> everyKey() {
    return IntStream.rangeClosed(1, ROWS).mapToObj(Integer::toString).toList();
  }

  @Test
  void every_type_is_written_exactly_whatever_the_server_s_zone() throws SQLException {
    write(
        "DELETE FROM orders",
        "SET time_zone = '+05:00'",
        """
        INSERT INTO orders VALUES (18446744073709551615, 12345678901234.5670, true,
          '2026-07-01 12:00:00.5', '{"big": 9007199254740993}', '2026-07-01 12:00:00.123456')
        """);
    SourceRecord read = Round.of(freshSource(), Cursor.START, 5).records().getFirst();
    assertThat(read.ref().key()).isEqualTo("18446744073709551615");
    assertThat(read.body().toText())
        .startsWith(
            "{\"id\":18446744073709551615,\"total\":12345678901234.5670,\"paid\":true,"
                + "\"placed\":\"2026-07-01T12:00:00.500Z\",\"note\":")
        .endsWith("\"changed\":\"2026-07-01T07:00:00.123456Z\"}");
    assertThat(read.stamp())
        .isEqualTo(SourceRecord.Stamp.at(Instant.parse("2026-07-01T07:00:00.123456Z")));
  }

  @Test
  void changes_are_found_by_timestamp_and_late_ones_by_the_overlap() throws SQLException {
    PolledSource source = freshSource();
    try (Connection slow = connect()) {
      slow.setAutoCommit(false);
      Statement late = slow.createStatement();
      late.execute("INSERT INTO orders (id, changed) VALUES (101, now(6))");
      write("INSERT INTO orders (id, changed) VALUES (102, now(6))");
      Round first = Round.of(source, Cursor.START, 5);
      assertThat(first.keys()).contains("102").doesNotContain("101");
      slow.commit();
      assertThat(Round.of(source, first.next(), 5).keys()).containsExactly("101", "102");
    }
  }

  @Test
  void rows_without_a_change_time_come_once() throws SQLException {
    write("UPDATE orders SET changed = NULL WHERE id < 6");
    PolledSource source = freshSource();
    Round first = Round.of(source, Cursor.START, 2);
    assertThat(first.keys()).containsExactlyInAnyOrderElementsOf(everyKey());
    assertThat(Round.of(source, first.next(), 2).records()).isEmpty();
  }

  @Test
  void a_table_in_order_is_healthy_and_a_missing_column_is_said() {
    assertThat(open("changed").examine())
        .allSatisfy(finding -> assertThat(finding.healthy()).as(finding.what()).isTrue());
    assertThatThrownBy(() -> open("chagned").polled().getFirst().poll(Cursor.START, Systems.NOW, 1))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("did you mean 'changed'?");
  }

  @Test
  void a_statement_that_runs_too_long_is_stopped() {
    String yaml =
        """
        url: %s
        statement_timeout: 1s
        feeds: {slow: {query: "SELECT sleep(20) AS id, now() AS at", key: id, changed: at}}
        """
            .formatted(url);
    Connector.Opened system = Systems.plan(new JdbcConnector(), yaml, Path.of(".")).open();
    opened.add(system);
    assertThatThrownBy(() -> system.polled().getFirst().poll(Cursor.START, Systems.NOW, 1))
        .isInstanceOf(SourceException.class);
  }

  @Test
  void recent_rows_are_read_again_though_their_change_times_stand_still() throws SQLException {
    write(
        "DELETE FROM orders WHERE id > 8",
        "SET time_zone = '+00:00'",
        "UPDATE orders SET changed = '2026-01-01 10:00:00', paid = false",
        "UPDATE orders SET placed = utc_timestamp() - INTERVAL IF(id <= 3, 40, 2) DAY",
        "UPDATE orders SET paid = true WHERE id = 8");
    PolledSource source =
        opened("reread: {since: placed, days: 30, where: paid = false, every: 1d}")
            .polled()
            .getFirst();
    Round first = Round.of(source, Cursor.START, 5);
    assertThat(first.keys()).hasSize(8);
    write("UPDATE orders SET total = 7 WHERE id = 5");

    List<SourceRecord> again = new ArrayList<>();
    Cursor cursor = first.next();
    Instant nextDay = Systems.NOW.plus(Duration.ofDays(1));
    for (int turn = 0; turn < ROWS; turn++) {
      Page page = source.poll(cursor, nextDay, 2);
      again.addAll(page.records());
      cursor = page.next();
    }
    assertThat(again).extracting(one -> one.ref().key()).containsExactly("4", "5", "6", "7");
    assertThat(again.get(1).body().toText()).contains("\"total\":7.0000");
    assertThat(again).allMatch(one -> one.pace() == SourceRecord.Pace.LIVE);
  }

  @Test
  void what_a_hint_names_is_told_as_a_poll_tells_it_and_what_is_no_key_is_missing()
      throws SQLException {
    write(
        "DELETE FROM orders WHERE id > 2",
        "INSERT INTO orders (id, total, changed) VALUES (18446744073709551615, 2, now(6))");
    Connector.Opened system = opened("");
    List<SourceRecord> polled = Round.of(system.polled().getFirst(), Cursor.START, 5).records();
    TargetedSource source = system.targeted().getFirst();

    TargetedSource.Found found =
        source.read(List.of("2", "18446744073709551615", "1"), Systems.NOW);
    assertThat(found.missing()).isEmpty();
    assertThat(found.records())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("pace")
        .containsExactlyInAnyOrderElementsOf(polled);

    TargetedSource.Found odd =
        source.read(List.of("1", "9", "one", "1abc", "0x1", "1; DROP TABLE orders"), Systems.NOW);
    assertThat(odd.records()).extracting(one -> one.ref().key()).containsExactly("1");
    assertThat(odd.missing()).containsOnlyKeys("9", "one", "1abc", "0x1", "1; DROP TABLE orders");
  }

  /// @param more of the feed's options
  private Connector.Opened opened(String more) {
    String yaml =
        """
        url: %s
        feeds:
          order:
            table: orders
            key: id
            changed: changed
            %s
        """
            .formatted(url, more);
    Connector.Opened system = Systems.plan(new JdbcConnector(), yaml, Path.of(".")).open();
    opened.add(system);
    return system;
  }

  private Connector.Opened open(String changed) {
    String yaml =
        """
        url: %s
        feeds: {order: {table: orders, key: id, changed: %s}}
        """
            .formatted(url, changed);
    Connector.Opened system = Systems.plan(new JdbcConnector(), yaml, Path.of(".")).open();
    opened.add(system);
    return system;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url.replace("jdbc:mysql:", "jdbc:mariadb:"));
  }

  private void write(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }
}
