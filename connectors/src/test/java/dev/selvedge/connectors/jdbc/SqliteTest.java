package dev.selvedge.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connectors.PolledSourceContract;
import dev.selvedge.connectors.Round;
import dev.selvedge.connectors.Systems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The `jdbc` connector on real SQLite files.
class SqliteTest extends PolledSourceContract {
  private static final int ROWS = 20;
  private static final String CUSTOMERS =
      """
      url: jdbc:sqlite:shop.db
      feeds:
        customer:
          table: customer
          key: id
          changed: changed
          deleted: {column: gone}
      """;

  @TempDir private Path folder;
  private final List<Connector.Opened> opened = new ArrayList<>();

  @BeforeEach
  void aShop() throws SQLException {
    write(
        "CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT, spent NUMERIC, vip BOOLEAN,"
            + " gone BOOLEAN, changed TEXT)",
        "CREATE INDEX customer_changed ON customer (changed, id)");
    for (int id = 1; id <= ROWS; id++) {
      // Seven rows share each stamp, so that pages end within equal ones.
      write(
          "INSERT INTO customer VALUES (%d, 'c%d@example.com', 19.90, 1, 0, '2026-01-0%d 10:00:00')"
              .formatted(id, id, 1 + id / 7));
    }
  }

  @AfterEach
  void close() {
    opened.forEach(Connector.Opened::close);
  }

  @Override
  protected PolledSource freshSource() {
    return source(CUSTOMERS);
  }

  @Override
  protected List<String> everyKey() {
    return IntStream.rangeClosed(1, ROWS).mapToObj(Integer::toString).toList();
  }

  @Test
  void a_row_becomes_an_object_of_its_columns() throws SQLException {
    write(
        "DELETE FROM customer WHERE id > 1",
        "UPDATE customer SET email = NULL, spent = '9007199254740993'");
    SourceRecord read = Round.of(freshSource(), Cursor.START, 10).records().getFirst();
    assertThat(read.body().toText())
        .isEqualTo(
            "{\"id\":1,\"email\":null,\"spent\":9007199254740993,\"vip\":true,\"gone\":false,"
                + "\"changed\":\"2026-01-01 10:00:00\"}");
    assertThat(read.stamp())
        .isEqualTo(SourceRecord.Stamp.at(Instant.parse("2026-01-01T10:00:00Z")));
    assertThat(read.change()).isEqualTo(Change.UPSERT);
  }

  @Test
  void the_first_round_is_a_backfill_and_later_ones_are_live() throws SQLException {
    PolledSource source = freshSource();
    Round first = Round.of(source, Cursor.START, 8);
    assertThat(first.records()).allMatch(each -> each.pace() == Pace.BACKFILL);
    write("UPDATE customer SET changed = datetime('now') WHERE id = 3");
    Round second = Round.of(source, first.next(), 8);
    assertThat(second.keys()).containsExactly("3");
    assertThat(second.records()).allMatch(each -> each.pace() == Pace.LIVE);
  }

  @Test
  void a_quiet_table_is_not_read_again() {
    PolledSource source = freshSource();
    Round first = Round.of(source, Cursor.START, 8);
    Round second = Round.of(source, first.next(), 8);
    assertThat(second.records()).isEmpty();
    assertThat(second.pages()).isEqualTo(1);
  }

  @Test
  void a_fresh_row_is_read_again_in_the_overlap_and_a_late_one_beside_it_is_found()
      throws SQLException {
    PolledSource source = freshSource();
    write("UPDATE customer SET changed = datetime('now') WHERE id = 3");
    Round first = Round.of(source, Cursor.START, 50);
    write("UPDATE customer SET changed = datetime('now', '-100 seconds') WHERE id = 2");
    Round second = Round.of(source, first.next(), 50);
    assertThat(second.keys()).containsExactly("2", "3");
    assertThat(Round.of(source, second.next(), 50).keys()).containsExactly("2", "3");
  }

  @Test
  void rows_stamped_in_the_future_do_not_hide_later_changes() throws SQLException {
    write("UPDATE customer SET changed = '2099-01-01 00:00:00' WHERE id = 9");
    PolledSource source = freshSource();
    Round first = Round.of(source, Cursor.START, 50);
    write("UPDATE customer SET changed = datetime('now') WHERE id = 4");
    assertThat(Round.of(source, first.next(), 50).keys()).containsExactly("4", "9");
  }

  @Test
  void a_marked_row_is_gone() throws SQLException {
    write("UPDATE customer SET gone = 1 WHERE id = 5");
    assertThat(Round.of(freshSource(), Cursor.START, 50).records())
        .filteredOn(each -> each.change() == Change.DELETE)
        .singleElement()
        .satisfies(each -> assertThat(each.ref().key()).isEqualTo("5"));
  }

  @Test
  void rows_without_a_change_time_are_read_once_and_have_no_stamp() throws SQLException {
    write("UPDATE customer SET changed = NULL WHERE id IN (2, 5, 8)");
    PolledSource source = freshSource();
    Round first = Round.of(source, Cursor.START, 2);
    assertThat(first.keys()).containsExactlyInAnyOrderElementsOf(everyKey());
    assertThat(first.records()).filteredOn(each -> each.stamp().instant().isEmpty()).hasSize(3);
    assertThat(Round.of(source, first.next(), 2).records()).isEmpty();
  }

  @Test
  void epochs_in_seconds_and_in_milliseconds_are_times() throws SQLException {
    write(
        "CREATE TABLE visit (id TEXT, at INTEGER)",
        "INSERT INTO visit VALUES ('s', 1764000000), ('t', 1764000001)",
        "CREATE TABLE hit (id TEXT, at INTEGER)",
        "INSERT INTO hit VALUES ('m', 1764000000123)");
    String feeds =
        """
        url: jdbc:sqlite:shop.db
        feeds:
          visit: {table: visit, key: id, changed: at}
          hit: {table: hit, key: id, changed: at}
        """;
    Connector.Opened system = open(feeds);
    assertThat(Round.of(system.polled().get(0), Cursor.START, 1).records())
        .extracting(each -> each.stamp().instant().orElseThrow().toString())
        .containsExactly("2025-11-24T16:00:00Z", "2025-11-24T16:00:01Z");
    assertThat(Round.of(system.polled().get(1), Cursor.START, 1).records())
        .extracting(each -> each.stamp().instant().orElseThrow().toString())
        .containsExactly("2025-11-24T16:00:00.123Z");
  }

  @Test
  void times_without_a_zone_are_meant_in_the_zone_of_the_options() {
    PolledSource source = source(CUSTOMERS.replace("key: id", "key: id\n    zone: Asia/Tokyo"));
    assertThat(source.poll(Cursor.START, Systems.NOW, 1).records().getFirst().stamp())
        .isEqualTo(SourceRecord.Stamp.at(Instant.parse("2026-01-01T01:00:00Z")));
  }

  @Test
  void rows_without_a_key_are_refused_and_the_rest_goes_on() throws SQLException {
    write(
        "CREATE TABLE guest (email TEXT, changed TEXT)",
        "INSERT INTO guest VALUES ('a@example.com', '2026-01-01'), (NULL, '2026-01-01'),"
            + " ('', '2026-01-02'), ('b@example.com', '2026-01-03')");
    PolledSource source =
        source(
            """
            url: jdbc:sqlite:shop.db
            feeds:
              guest: {table: guest, key: email, changed: changed}
            """);
    Round round = Round.of(source, Cursor.START, 2);
    assertThat(round.keys()).containsExactly("a@example.com", "b@example.com");
    assertThat(round.refused())
        .extracting(Page.Refused::why)
        .containsExactlyInAnyOrder("the row has no key", "the row's key is blank");
    assertThat(Round.of(source, round.next(), 2).refused()).isEmpty();
  }

  @Test
  void a_key_that_does_not_tell_rows_apart_is_said() throws SQLException {
    write(
        "CREATE TABLE line (orderid INTEGER, sku TEXT, changed TEXT)",
        "INSERT INTO line VALUES (1,'a','2026-01-01'), (1,'b','2026-01-01'), (2,'c','2026-01-01')");
    PolledSource source =
        source(
            """
            url: jdbc:sqlite:shop.db
            feeds:
              line: {table: line, key: orderid, changed: changed}
            """);
    for (int limit = 1; limit <= 3; limit++) {
      Round round = Round.of(source, Cursor.START, limit);
      assertThat(round.keys()).containsExactly("1", "2");
      assertThat(round.refused()).hasSize(1);
    }
  }

  @Test
  void several_key_columns_are_joined_without_mixing_them_up() throws SQLException {
    write(
        "CREATE TABLE stock (place TEXT, sku TEXT, changed TEXT)",
        "INSERT INTO stock VALUES ('a/b','c','2026-01-01'), ('a','b/c','2026-01-01')");
    PolledSource source =
        source(
            """
            url: jdbc:sqlite:shop.db
            feeds:
              stock: {table: stock, key: [place, sku], changed: changed}
            """);
    assertThat(Round.of(source, Cursor.START, 1).keys()).containsExactly("a/b%2Fc", "a%2Fb/c");
  }

  @Test
  void a_missing_file_is_said_and_not_created() {
    PolledSource source = source(CUSTOMERS.replace("shop.db", "shpo.db"));
    assertThatThrownBy(() -> source.poll(Cursor.START, Systems.NOW, 1))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("jdbc:sqlite:shpo.db");
    assertThat(Files.exists(folder.resolve("shpo.db"))).isFalse();
  }

  @Test
  void a_missing_column_is_said_with_the_nearest_one() {
    PolledSource source = source(CUSTOMERS.replace("changed: changed", "changed: chnaged"));
    assertThatThrownBy(() -> source.poll(Cursor.START, Systems.NOW, 1))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("did you mean 'changed'?");
  }

  @Test
  void an_examination_finds_everything_in_order() {
    assertThat(open(CUSTOMERS).examine())
        .allSatisfy(finding -> assertThat(finding.healthy()).as(finding.what()).isTrue())
        .extracting(Connector.Finding::what)
        .anyMatch(what -> what.contains("has an index"))
        .anyMatch(what -> what.contains("6 columns"));
  }

  @Test
  void an_examination_finds_what_is_wrong() throws SQLException {
    write("DROP INDEX customer_changed", "UPDATE customer SET changed = NULL WHERE id = 1");
    assertThat(open(CUSTOMERS).examine())
        .filteredOn(finding -> !finding.healthy())
        .extracting(Connector.Finding::what)
        .containsExactlyInAnyOrder(
            "test/customer: some rows have no 'changed'",
            "test/customer: no index begins with 'changed'");
    assertThat(open(CUSTOMERS.replace("table: customer", "table: custmer")).examine())
        .filteredOn(finding -> !finding.healthy())
        .hasSize(1);
  }

  private PolledSource source(String yaml) {
    return open(yaml).polled().getFirst();
  }

  private Connector.Opened open(String yaml) {
    Connector.Opened system = Systems.plan(new JdbcConnector(), yaml, folder).open();
    opened.add(system);
    return system;
  }

  private void write(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }
}
