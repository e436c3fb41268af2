package dev.selvedge.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.Systems;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many orders of a day a database counts, and what they come to.
class JdbcCountTest {
  private static final Instant FROM = Instant.parse("2026-11-03T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-04T00:00:00Z");
  private static final String ROWS =
      """
      INSERT INTO orders VALUES
        (1, %1$s'2026-11-02 23:59:59', 1.00, 'GBP', 0, '2026-11-05 10:00:00'),
        (2, %1$s'2026-11-03 00:00:00', 10.00, 'GBP', 0, '2026-11-05 10:00:00'),
        (3, %1$s'2026-11-03 12:00:00', 20.50, 'gbp', 0, '2026-11-05 10:00:00'),
        (4, %1$s'2026-11-03 23:59:59', 7.25, 'EUR', 0, '2026-11-05 10:00:00'),
        (5, %1$s'2026-11-03 13:00:00', 99.00, 'GBP', 1, '2026-11-05 10:00:00'),
        (6, %1$s'2026-11-04 00:00:00', 2.00, 'GBP', 0, '2026-11-05 10:00:00'),
        (7, NULL, 3.00, 'GBP', 0, '2026-11-05 10:00:00')
      """;
  private static final String FEED =
      """
      feeds:
        order:
          table: orders
          key: id
          changed: changed
          %s
          counts: {placed: placed%s}
      """;
  private static final String SUMS = ", total: total, currency: currency";
  private static final String DELETED = "deleted: {column: gone}";

  @TempDir private Path folder;
  private final List<Connector.Opened> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Connector.Opened::close);
  }

  private CountedSource orders(String url, String deleted, String sums) {
    Connector.Opened system =
        Systems.plan(
                new JdbcConnector(), "url: " + url + "\n" + FEED.formatted(deleted, sums), folder)
            .open();
    opened.add(system);
    assertThat(system.counted()).hasSize(1);
    return system.counted().getFirst();
  }

  private String sqlite(String type, String rows) throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve("shop.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE orders (id INTEGER PRIMARY KEY, placed %s, total NUMERIC, currency TEXT,"
                  .formatted(type)
              + " gone INTEGER, changed TEXT)");
      if (!rows.isEmpty()) {
        statement.execute(rows);
      }
    }
    return "jdbc:sqlite:shop.db";
  }

  /// Without the zeros that a database may put behind a sum.
  private static Map<String, String> sums(CountedSource.Count count) {
    return count.sums().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, one -> plain(one.getValue())));
  }

  private static String plain(BigDecimal sum) {
    return sum.stripTrailingZeros().toPlainString();
  }

  @Test
  void rows_of_the_time_are_counted_and_summed_up_by_currency_without_deleted_ones()
      throws SQLException {
    CountedSource orders = orders(sqlite("TEXT", ROWS.formatted("")), DELETED, SUMS);
    assertThat(orders.feed()).hasToString("test/order");
    CountedSource.Count count = orders.count(FROM, TO);
    assertThat(count.records()).isEqualTo(3);
    assertThat(sums(count)).isEqualTo(Map.of("GBP", "30.5", "EUR", "7.25"));
    assertThat(orders.count(TO.plusSeconds(86_400), TO.plusSeconds(172_800)).records()).isZero();
  }

  @Test
  void without_a_total_only_the_number_is_told() throws SQLException {
    assertThat(orders(sqlite("TEXT", ROWS.formatted("")), "", "").count(FROM, TO))
        .isEqualTo(new CountedSource.Count(4));
  }

  @Test
  void an_empty_table_has_none() throws SQLException {
    assertThat(orders(sqlite("TEXT", ""), DELETED, SUMS).count(FROM, TO))
        .isEqualTo(new CountedSource.Count(0));
  }

  @Test
  void sums_of_binary_fractions_are_sums_of_money() throws SQLException {
    String rows =
        "INSERT INTO orders VALUES (1, '2026-11-03 10:00:00', 0.1, 'GBP', 0, '2026-11-05'),"
            + " (2, '2026-11-03 11:00:00', 0.2, 'GBP', 0, '2026-11-05')";
    assertThat(sums(orders(sqlite("TEXT", rows), "", SUMS).count(FROM, TO)))
        .isEqualTo(Map.of("GBP", "0.3"));
  }

  @Test
  void of_a_column_of_days_those_count_that_begin_in_the_time() throws SQLException {
    String rows =
        "INSERT INTO orders VALUES (1, '2026-11-02', 1, 'GBP', 0, '2026-11-05'),"
            + " (2, '2026-11-03', 20, 'GBP', 0, '2026-11-05'),"
            + " (3, '2026-11-04', 300, 'GBP', 0, '2026-11-05')";
    CountedSource orders = orders(sqlite("TEXT", rows), "", SUMS);
    assertThat(sums(orders.count(FROM, TO))).isEqualTo(Map.of("GBP", "20"));
    // a day of Auckland
    Instant from = Instant.parse("2026-11-02T11:00:00Z");
    assertThat(sums(orders.count(from, from.plusSeconds(86_400)))).isEqualTo(Map.of("GBP", "20"));
  }

  @Test
  void times_that_are_numbers_are_compared_as_numbers() throws SQLException {
    long noon = Instant.parse("2026-11-03T12:00:00Z").getEpochSecond();
    String rows =
        "INSERT INTO orders VALUES (1, %d, 5, 'GBP', 0, '2026-11-05'), (2, %d, 6, 'GBP', 0,"
                .formatted(noon, noon + 86_400)
            + " '2026-11-05')";
    assertThat(orders(sqlite("INTEGER", rows), "", SUMS).count(FROM, TO).records()).isEqualTo(1);
  }

  @Test
  void days_of_a_column_without_a_zone_are_those_of_the_feeds_zone() throws SQLException {
    String zone = "zone: Pacific/Auckland";
    CountedSource orders = orders(sqlite("TEXT", ROWS.formatted("")), zone, "");
    // midnight there is eleven in the morning of the day before in UTC
    Instant from = Instant.parse("2026-11-02T11:00:00Z");
    assertThat(orders.count(from, from.plusSeconds(86_400)).records()).isEqualTo(4);
  }

  @Test
  void a_database_with_times_of_its_own_type_counts_the_same() throws IOException, SQLException {
    try (EmbeddedPostgres server = EmbeddedPostgres.start();
        Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE orders (id int PRIMARY KEY, placed timestamptz, total numeric(12, 2),"
              + " currency text, gone int, changed timestamp)");
      statement.execute("SET timezone = 'UTC'");
      statement.execute(ROWS.formatted("timestamptz "));
      CountedSource orders =
          orders(
              "jdbc:postgresql://localhost:" + server.getPort() + "/postgres\nuser: postgres",
              DELETED,
              SUMS);
      CountedSource.Count count = orders.count(FROM, TO);
      assertThat(count.records()).isEqualTo(3);
      assertThat(sums(count)).isEqualTo(Map.of("GBP", "30.5", "EUR", "7.25"));
      opened.forEach(Connector.Opened::close);
      opened.clear();
    }
  }

  @Test
  void a_column_that_is_not_there_is_said() throws SQLException {
    String url = sqlite("TEXT", "");
    CountedSource orders = orders(url, "", ", total: sum, currency: currency");
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(ROWS.formatted(""));
    }
    assertThatThrownBy(() -> orders.count(FROM, TO))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("orders has no column 'sum'");
  }

  @Test
  void a_total_needs_a_currency() {
    assertThat(
            Systems.complaints(
                new JdbcConnector(),
                "url: jdbc:sqlite:shop.db\n" + FEED.formatted("", ", total: total")))
        .anyMatch(text -> text.contains("'counts' needs 'total' and 'currency', or neither"));
  }
}
