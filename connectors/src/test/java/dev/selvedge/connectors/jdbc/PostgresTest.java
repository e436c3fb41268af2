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
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The `jdbc` connector on a real PostgreSQL.
class PostgresTest extends PolledSourceContract {
  private static final int ROWS = 20;
  private static EmbeddedPostgres server;

  private final List<Connector.Opened> opened = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void aShop() throws SQLException {
    write(
        "DROP SCHEMA IF EXISTS shop CASCADE",
        "CREATE SCHEMA shop",
        "CREATE TABLE shop.orders (id bigint PRIMARY KEY, total numeric(20,4), paid boolean,"
            + " note jsonb, tags text[], token uuid, placed timestamp, changed timestamptz NOT NULL,"
            + " txid xid8 NOT NULL DEFAULT pg_current_xact_id())",
        "CREATE INDEX ON shop.orders (changed, id)",
        "CREATE TABLE shop.line (id bigint PRIMARY KEY, order_id bigint, sku text,"
            + " changed timestamptz)",
        "CREATE INDEX ON shop.line (order_id)",
        "INSERT INTO shop.orders (id, total, changed)"
            + " SELECT i, i * 1.5, timestamptz '2026-01-01 10:00Z' + (i / 7) * interval '1 day'"
            + " FROM generate_series(1, 20) i");
  }

  @AfterEach
  void close() {
    opened.forEach(Connector.Opened::close);
  }

  @Override
  protected PolledSource freshSource() {
    return source("changed: changed");
  }

  @Override
  protected List<String> everyKey() {
    return IntStream.rangeClosed(1, ROWS).mapToObj(Integer::toString).toList();
  }

  @Test
  void every_type_is_written_exactly() throws SQLException {
    write(
        "DELETE FROM shop.orders",
        """
        INSERT INTO shop.orders VALUES (9007199254740993, 12345678901234.5670, true,
          '{"big": 9007199254740993.10}', '{a,NULL,"b c"}',
          'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '2026-07-01 12:00:00.5',
          '2026-07-01 12:00:00.123456+05', '77')
        """);
    SourceRecord read = Round.of(freshSource(), Cursor.START, 5).records().getFirst();
    assertThat(read.ref().key()).isEqualTo("9007199254740993");
    assertThat(read.body().toText())
        .isEqualTo(
            "{\"id\":9007199254740993,\"total\":12345678901234.5670,\"paid\":true,"
                + "\"note\":{\"big\":9007199254740993.10},\"tags\":[\"a\",null,\"b c\"],"
                + "\"token\":\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\","
                + "\"placed\":\"2026-07-01T12:00:00.500Z\","
                + "\"changed\":\"2026-07-01T07:00:00.123456Z\",\"txid\":\"77\"}");
    assertThat(read.stamp())
        .isEqualTo(SourceRecord.Stamp.at(Instant.parse("2026-07-01T07:00:00.123456Z")));
  }

  @Test
  void a_time_without_a_zone_is_read_in_the_zone_of_the_options() throws SQLException {
    write("UPDATE shop.orders SET placed = '2026-07-01 12:00' WHERE id = 1");
    PolledSource source = source("changed: placed\n    zone: Europe/London");
    String body =
        Round.of(source, Cursor.START, 50).records().stream()
            .filter(each -> each.ref().key().equals("1"))
            .map(each -> each.body().toText())
            .findFirst()
            .orElse("");
    assertThat(body).contains("\"placed\":\"2026-07-01T11:00:00Z\"");
  }

  @Test
  void a_row_committed_late_is_found_by_the_overlap() throws SQLException {
    lateCommitIsFound(source("changed: changed"));
  }

  @Test
  void a_row_committed_late_is_found_by_transaction() throws SQLException {
    lateCommitIsFound(source("changed: changed\n    transaction: txid"));
  }

  private static void lateCommitIsFound(PolledSource source) throws SQLException {
    try (Connection slow = open();
        Connection fast = open()) {
      // Half a minute older than what is committed before it, as after a long transaction.
      insert(slow, 101, "now() - interval '30 seconds'");
      insert(fast, 102, "now()");
      fast.commit();
      Round first = Round.of(source, Cursor.START, 5);
      assertThat(first.keys()).contains("102").doesNotContain("101");
      Round between = Round.of(source, first.next(), 5);
      slow.commit();
      Round second = Round.of(source, between.next(), 5);
      assertThat(second.keys()).contains("101");
    }
  }

  @Test
  void by_transaction_a_quiet_table_is_not_read_again_although_its_rows_are_fresh()
      throws SQLException {
    write("UPDATE shop.orders SET changed = now()");
    PolledSource source = source("changed: changed\n    transaction: txid");
    Round first = Round.of(source, Cursor.START, 5);
    assertThat(first.keys()).containsExactlyInAnyOrderElementsOf(everyKey());
    assertThat(Round.of(source, first.next(), 5).records()).isEmpty();
  }

  @Test
  void rows_changed_while_pages_are_read_are_not_missed() throws SQLException {
    PolledSource source = freshSource();
    Cursor cursor = Cursor.START;
    List<String> seen = new ArrayList<>();
    boolean more = true;
    for (int id = 1; more; id++) {
      Page page = source.poll(cursor, Systems.NOW, 4);
      page.records().forEach(each -> seen.add(each.body().toText()));
      cursor = page.next();
      more = page.more();
      if (id <= 5) {
        write("UPDATE shop.orders SET total = -" + id + ", changed = now() WHERE id = " + id);
      }
    }
    Round later = Round.of(source, cursor, 4);
    seen.addAll(later.bodies());
    for (int id = 1; id <= 5; id++) {
      String changed = "{\"id\":" + id + ",\"total\":-" + id + ".0000";
      assertThat(seen).anyMatch(body -> body.startsWith(changed));
    }
  }

  @Test
  void children_become_an_ordered_array_and_their_changes_make_the_parent_due()
      throws SQLException {
    write(
        "INSERT INTO shop.line VALUES (12, 1, 'b', '2026-01-01Z'), (11, 1, 'a', '2026-01-01Z'),"
            + " (13, 2, 'c', '2026-01-01Z')");
    PolledSource source =
        source(
            """
            changed: changed
                columns: [total]
                children:
                  lines: {table: shop.line, parent: order_id, order_by: id,
                    columns: [id, sku], changed: changed}\
            """);
    Round first = Round.of(source, Cursor.START, 6);
    assertThat(first.keys()).containsExactlyInAnyOrderElementsOf(everyKey());
    assertThat(first.bodies())
        .anyMatch(
            body ->
                body.contains("\"lines\":[{\"id\":11,\"sku\":\"a\"")
                    && body.contains("{\"id\":12,\"sku\":\"b\""))
        .anyMatch(body -> body.endsWith("\"lines\":[]}"));
    assertThat(Round.of(source, first.next(), 6).records()).isEmpty();

    write("UPDATE shop.line SET sku = 'z', changed = now() WHERE id = 13");
    Round second = Round.of(source, first.next(), 6);
    assertThat(second.keys()).containsExactly("2");
    assertThat(second.bodies().getFirst()).contains("\"sku\":\"z\"");
    assertThat(second.records().getFirst().stamp().instant().orElseThrow())
        .isAfter(Instant.parse("2026-02-01T00:00:00Z"));
  }

  @Test
  void recent_rows_are_read_again_whatever_their_type_of_time() throws SQLException {
    write(
        "UPDATE shop.orders SET placed = now() at time zone 'UTC' - id * interval '1 day'",
        "ALTER TABLE shop.orders ADD day date, ADD zoned timestamptz, ADD seconds bigint",
        "UPDATE shop.orders SET day = placed, zoned = placed, seconds = extract(epoch FROM placed)",
        "UPDATE shop.orders SET paid = (id = 3)",
        "INSERT INTO shop.line VALUES (12, 4, 'b', '2026-01-01Z')");
    for (String since : List.of("placed", "day", "zoned", "seconds")) {
      PolledSource source =
          source(
              """
              changed: changed
                  page_size: 2
                  children: {lines: {table: shop.line, parent: order_id, order_by: id}}
                  reread: {since: %s, days: 5, where: NOT paid, every: 1h}\
              """
                  .formatted(since));
      Cursor cursor = Round.of(source, Cursor.START, 50).next();
      List<String> again = new ArrayList<>();
      Instant later = Systems.NOW.plusSeconds(3600);
      for (Page page = source.poll(cursor, later, 50); page.more(); ) {
        page = source.poll(page.next(), later, 50);
        assertThat(page.records()).hasSizeLessThanOrEqualTo(2);
        page.records().forEach(each -> again.add(each.body().toText()));
      }
      // five days ago is within by some and not by others: five days to the second have passed
      List<String> keys =
          again.stream().map(body -> body.replaceAll("\\{\"id\":(\\d+),.*", "$1")).toList();
      assertThat(keys.equals(List.of("5", "4", "2", "1")) || keys.equals(List.of("4", "2", "1")))
          .as("%s: %s", since, keys)
          .isTrue();
      assertThat(again).anyMatch(body -> body.contains("\"sku\":\"b\""));
    }
  }

  @Test
  void rows_are_found_by_keys_of_any_type_and_a_wrong_one_hides_nothing() throws SQLException {
    String uuid = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11";
    write(
        "UPDATE shop.orders SET token = '" + uuid + "', note = '\"N-7\"' WHERE id = 7",
        "ALTER TABLE shop.orders ADD code varchar(9), ADD big numeric(30, 2)",
        "UPDATE shop.orders SET code = 'C-' || id, big = 12345678901234567890 + id");
    List<List<String>> found = new ArrayList<>();
    for (String key : List.of("id", "token", "code", "big")) {
      Connector.Opened system =
          open("feeds:\n  order: {table: shop.orders, key: " + key + ", changed: changed}\n");
      TargetedSource.Found read =
          system
              .targeted()
              .getFirst()
              .read(
                  List.of(
                      "007",
                      uuid.toUpperCase(Locale.ROOT),
                      "C-7",
                      "12345678901234567897",
                      "x'",
                      "99999999999999999999999999",
                      "7.5",
                      "\0"),
                  Systems.NOW);
      found.add(read.records().stream().map(each -> each.ref().key()).toList());
      assertThat(read.missing()).as(key).hasSize(7);
    }
    assertThat(found)
        .containsExactly(
            List.of("7"), List.of(uuid), List.of("C-7"), List.of("12345678901234567897.00"));
  }

  @Test
  void a_query_stands_for_a_table() {
    PolledSource source =
        open("""
                feeds:
                  buyer:
                    query: SELECT id % 5 AS place, max(changed) AS at FROM shop.orders GROUP BY 1;
                    key: place
                    changed: at
                """)
            .polled()
            .getFirst();
    assertThat(Round.of(source, Cursor.START, 2).keys())
        .containsExactlyInAnyOrder("0", "1", "2", "3", "4");
  }

  @Test
  void infinity_is_no_change_time_and_hides_nothing() throws SQLException {
    write("UPDATE shop.orders SET changed = 'infinity' WHERE id = 7");
    PolledSource source = freshSource();
    Round first = Round.of(source, Cursor.START, 6);
    assertThat(first.keys()).containsExactlyInAnyOrderElementsOf(everyKey());
    write("UPDATE shop.orders SET changed = now() WHERE id = 8");
    assertThat(Round.of(source, first.next(), 6).keys()).contains("8");
  }

  @Test
  void nothing_can_be_written_through_the_connection() throws SQLException {
    write(
        "CREATE FUNCTION shop.grow() RETURNS bigint LANGUAGE sql AS"
            + " 'INSERT INTO shop.line (id) VALUES (1) RETURNING id'");
    PolledSource source =
        open("""
                feeds:
                  line: {query: "SELECT shop.grow() AS id, now() AS at", key: id, changed: at}
                """)
            .polled()
            .getFirst();
    assertThatThrownBy(() -> source.poll(Cursor.START, Systems.NOW, 1))
        .isInstanceOf(SourceException.class);
  }

  @Test
  void a_statement_that_runs_too_long_is_stopped() {
    PolledSource source =
        open("""
                statement_timeout: 1s
                feeds:
                  line: {query: "SELECT pg_sleep(20)::text AS id, now() AS at", key: id,
                    changed: at}
                """)
            .polled()
            .getFirst();
    assertThatThrownBy(() -> source.poll(Cursor.START, Systems.NOW, 1))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("ran too long");
  }

  @Test
  void a_wrong_port_is_said_without_the_password() {
    String yaml =
        """
        url: jdbc:postgresql://127.0.0.1:1/shop?password=topsecret
        feeds:
          line: {table: line, key: id, changed: at}
        """;
    Connector.Opened system = Systems.plan(new JdbcConnector(), yaml, Path.of(".")).open();
    opened.add(system);
    assertThatThrownBy(() -> system.polled().getFirst().poll(Cursor.START, Systems.NOW, 1))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("cannot be reached")
        .hasMessageContaining("127.0.0.1:1/shop")
        .hasMessageNotContaining("topsecret");
    assertThat(system.examine()).singleElement().matches(finding -> !finding.healthy());
  }

  @Test
  void a_connection_lost_between_polls_is_opened_again() throws SQLException {
    PolledSource source = freshSource();
    Page page = source.poll(Cursor.START, Systems.NOW, 5);
    write(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'selvedge'");
    List<Page> after = new ArrayList<>();
    for (int attempt = 0; after.isEmpty() && attempt < 3; attempt++) {
      try {
        after.add(source.poll(page.next(), Systems.NOW, 5));
      } catch (SourceException lost) {
        assertThat(lost).hasMessageContaining("jdbc:postgresql:");
      }
    }
    assertThat(after).singleElement().satisfies(next -> assertThat(next.records()).hasSize(5));
  }

  @Test
  void an_examination_of_a_table_in_order_is_healthy() {
    Connector.Opened system = openFeed("changed: changed");
    assertThat(system.examine())
        .allSatisfy(finding -> assertThat(finding.healthy()).as(finding.what()).isTrue());
  }

  private PolledSource source(String watermark) {
    return openFeed(watermark).polled().getFirst();
  }

  private Connector.Opened openFeed(String watermark) {
    return open(
        """
        feeds:
          order:
            table: shop.orders
            key: id
            %s
        """
            .formatted(watermark));
  }

  private Connector.Opened open(String rest) {
    String yaml =
        "url: jdbc:postgresql://127.0.0.1:%d/postgres\nuser: postgres\n"
            .formatted(server.getPort());
    Connector.Opened system = Systems.plan(new JdbcConnector(), yaml + rest, Path.of(".")).open();
    opened.add(system);
    return system;
  }

  private static Connection open() throws SQLException {
    Connection connection = server.getPostgresDatabase().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private static void insert(Connection connection, int id, String changed) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO shop.orders (id, changed) VALUES (" + id + ", " + changed + ")");
    }
  }

  private static void write(String... statements) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }
}
