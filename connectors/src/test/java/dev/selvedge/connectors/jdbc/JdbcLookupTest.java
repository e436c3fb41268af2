package dev.selvedge.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.Round;
import dev.selvedge.connectors.Systems;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Single rows of real SQLite files, read by their keys.
class JdbcLookupTest {
  private static final String ORDERS =
      """
      url: jdbc:sqlite:shop.db
      feeds:
        order:
          table: orders
          key: id
          changed: changed
          deleted: {column: gone}
          children:
            lines: {table: line, parent: order_id, order_by: id}
        stock: {table: stock, key: [place, sku], changed: changed}
        open: {query: SELECT * FROM orders WHERE gone = 0, key: id, changed: changed}
      """;

  @TempDir private Path folder;
  private final List<Connector.Opened> opened = new ArrayList<>();

  @BeforeEach
  void aShop() throws SQLException {
    write(
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, total NUMERIC, gone BOOLEAN, changed TEXT)",
        "CREATE TABLE line (id INTEGER, order_id INTEGER, sku TEXT)",
        "CREATE TABLE stock (place TEXT, sku TEXT, count INTEGER, changed TEXT)",
        "INSERT INTO orders VALUES (1, 9.9, 0, '2026-01-01 10:00:00'), (2, 5, 1, NULL),"
            + " (3, 7, 0, '2026-01-03 10:00:00')",
        "INSERT INTO line VALUES (1, 1, 'A'), (2, 1, 'B'), (3, 3, 'C')",
        "INSERT INTO stock VALUES ('a/b', 'c', 1, '2026-01-01'), ('a', 'b/c', 2, '2026-01-01'),"
            + " ('%2F', '7', 3, '2026-01-01'), ('7', '%2F', 4, '2026-01-01')");
  }

  @AfterEach
  void close() {
    opened.forEach(Connector.Opened::close);
  }

  @Test
  void a_row_is_told_as_a_poll_tells_it() {
    Connector.Opened system = open();
    List<SourceRecord> polled = Round.of(system.polled().get(0), Cursor.START, 50).records();
    TargetedSource.Found found = system.targeted().get(0).read(List.of("3", "1", "2"), Systems.NOW);
    assertThat(found.missing()).isEmpty();
    assertThat(found.records())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("pace")
        .containsExactlyInAnyOrderElementsOf(polled);
    assertThat(found.records()).allMatch(one -> one.pace() == SourceRecord.Pace.LIVE);
    assertThat(found.records())
        .filteredOn(one -> one.change() == SourceRecord.Change.DELETE)
        .singleElement()
        .satisfies(one -> assertThat(one.ref().key()).isEqualTo("2"));
  }

  @Test
  void what_is_not_there_is_missing_and_hides_nothing() {
    TargetedSource.Found found =
        open()
            .targeted()
            .get(0)
            .read(List.of("1", "4", "one", "1; DROP TABLE orders", "0x1", "1e9"), Systems.NOW);
    assertThat(keys(found)).containsExactly("1");
    assertThat(found.missing())
        .containsOnlyKeys("4", "one", "1; DROP TABLE orders", "0x1", "1e9")
        .containsEntry("4", "is not there");
  }

  @Test
  void several_key_columns_are_told_apart_as_they_were_joined() {
    Connector.Opened system = open();
    List<String> every = Round.of(system.polled().get(1), Cursor.START, 50).keys();
    assertThat(every).hasSize(4);
    for (String key : every) {
      assertThat(keys(system.targeted().get(1).read(List.of(key), Systems.NOW)))
          .containsExactly(key);
    }
    TargetedSource.Found all = system.targeted().get(1).read(every, Systems.NOW);
    assertThat(keys(all)).containsExactlyInAnyOrderElementsOf(every);
    TargetedSource.Found none =
        system.targeted().get(1).read(List.of("a/b/c", "a", "b%2Fc/a"), Systems.NOW);
    assertThat(none.records()).isEmpty();
    assertThat(none.missing())
        .containsEntry("a", "has a key that no row can have")
        .containsEntry("b%2Fc/a", "is not there");
  }

  @Test
  void a_query_leaves_out_what_it_leaves_out() {
    TargetedSource.Found found = open().targeted().get(2).read(List.of("1", "2"), Systems.NOW);
    assertThat(keys(found)).containsExactly("1");
    assertThat(found.missing()).containsOnlyKeys("2");
  }

  @Test
  void a_database_that_is_away_is_said() throws SQLException {
    Connector.Opened system =
        Systems.plan(new JdbcConnector(), ORDERS.replace("shop.db", "no.db"), folder).open();
    opened.add(system);
    TargetedSource source = system.targeted().get(0);
    assertThatThrownBy(() -> source.read(List.of("1"), Systems.NOW))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("jdbc:sqlite:no.db");
  }

  private static List<String> keys(TargetedSource.Found found) {
    return found.records().stream().map(one -> one.ref().key()).toList();
  }

  private Connector.Opened open() {
    Connector.Plan plan = Systems.plan(new JdbcConnector(), ORDERS, folder);
    Connector.Opened system = plan.open();
    opened.add(system);
    assertThat(plan.targeted()).containsExactlyInAnyOrderElementsOf(plan.feeds());
    assertThat(system.targeted()).extracting(TargetedSource::feed).isEqualTo(plan.feeds());
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
