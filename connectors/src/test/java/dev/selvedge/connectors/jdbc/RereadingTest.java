package dev.selvedge.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connectors.Systems;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Orders whose change time stands still while they change: the recent ones are read again.
class RereadingTest {
  private static final String PLAIN =
      """
      url: jdbc:sqlite:shop.db
      feeds:
        order:
          table: orders
          key: id
          changed: changed
          page_size: 2
          children:
            lines: {table: line, parent: order_id, order_by: id}
      """;
  private static final String AGAIN =
      PLAIN + "    reread: {since: placed, days: 30, where: \"status <> 'closed'\", every: 1d}\n";
  private static final Instant START = Systems.NOW;
  private static final Instant NEXT_DAY = START.plus(Duration.ofDays(1));

  @TempDir private Path folder;
  private final List<Connector.Opened> opened = new ArrayList<>();

  /// Orders 1 to 3 are old, 4 to 8 are recent, 8 is closed.
  @BeforeEach
  void aShop() throws SQLException {
    write(
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, status TEXT, placed TEXT, changed TEXT)",
        "CREATE INDEX orders_changed ON orders (changed, id)",
        "CREATE INDEX orders_placed ON orders (placed, id)",
        "CREATE TABLE line (id INTEGER, order_id INTEGER, sku TEXT)");
    for (int id = 1; id <= 8; id++) {
      write(
          "INSERT INTO orders VALUES (%d, '%s', datetime('now', '-%d days'), '2026-01-01 10:00:00')"
              .formatted(id, id == 8 ? "closed" : "open", id <= 3 ? 40 : 9 - id));
    }
  }

  @AfterEach
  void close() {
    opened.forEach(Connector.Opened::close);
  }

  @Test
  void what_was_just_read_for_the_first_time_is_not_read_again_at_once() {
    Walk first = walk(source(AGAIN), Cursor.START, START);
    assertThat(first.keys()).hasSize(8).doesNotHaveDuplicates();
    assertThat(walk(source(AGAIN), first.next(), NEXT_DAY.minusSeconds(1)).keys()).isEmpty();
  }

  @Test
  void once_a_day_recent_open_orders_are_read_again_whatever_their_change_times_say()
      throws SQLException {
    Walk first = walk(source(AGAIN), Cursor.START, START);
    write("UPDATE orders SET status = 'shipped' WHERE id = 5");
    write("INSERT INTO line VALUES (1, 6, 'A')");
    Walk again = walk(source(AGAIN), first.next(), NEXT_DAY);
    assertThat(again.keys()).containsExactly("4", "5", "6", "7");
    assertThat(again.records())
        .allMatch(each -> each.pace() == SourceRecord.Pace.LIVE)
        .allMatch(each -> each.observedAt().equals(NEXT_DAY))
        .allMatch(each -> each.stamp().equals(first.records().getFirst().stamp()));
    assertThat(again.bodies().get(1)).contains("\"shipped\"");
    assertThat(again.bodies().get(2)).contains("\"sku\":\"A\"");
    assertThat(again.pages()).isEqualTo(3);
    assertThat(walk(source(AGAIN), again.next(), NEXT_DAY.plusSeconds(60)).keys()).isEmpty();
    assertThat(walk(source(AGAIN), again.next(), NEXT_DAY.plus(Duration.ofDays(1))).keys())
        .hasSize(4);
  }

  /// What was read again and not changed is a repeat: it is written as before, byte by byte.
  @Test
  void a_row_that_did_not_change_is_told_as_it_was() {
    Walk first = walk(source(AGAIN), Cursor.START, START);
    assertThat(first.bodies()).containsAll(walk(source(AGAIN), first.next(), NEXT_DAY).bodies());
  }

  @Test
  void it_goes_on_after_a_stop_at_any_page() throws SQLException {
    Cursor done = walk(source(AGAIN), Cursor.START, START).next();
    for (int stop = 1; stop <= 2; stop++) {
      List<String> keys = new ArrayList<>();
      Cursor cursor = done;
      for (int page = 0; page <= stop; page++) {
        Page read = source(AGAIN).poll(cursor, NEXT_DAY, 2);
        assertThat(source(AGAIN).poll(cursor, NEXT_DAY, 2).records()).isEqualTo(read.records());
        read.records().forEach(each -> keys.add(each.ref().key()));
        cursor = new Cursor(read.next().text());
      }
      assertThat(keys).hasSize(2 * stop);
      // hours later: what changed comes first, and then the rest and no more than the rest
      keys.addAll(walk(source(AGAIN), cursor, NEXT_DAY.plus(Duration.ofHours(5))).keys());
      assertThat(keys).as("stopped after page %d", stop).containsExactly("4", "5", "6", "7");
    }
  }

  @Test
  void what_changed_meanwhile_does_not_wait_for_it() throws SQLException {
    Cursor done = walk(source(AGAIN), Cursor.START, START).next();
    PolledSource source = source(AGAIN);
    Page round = source.poll(done, NEXT_DAY, 1);
    assertThat(round.more()).isTrue();
    Page again = source.poll(round.next(), NEXT_DAY.plusSeconds(9), 1);
    assertThat(again.records()).extracting(each -> each.ref().key()).containsExactly("4");
    write("UPDATE orders SET changed = '2026-01-02 10:00:00' WHERE id = 1");
    Page between = source.poll(again.next(), NEXT_DAY.plusSeconds(10), 1);
    assertThat(between.records()).extracting(each -> each.ref().key()).containsExactly("1");
    assertThat(walk(source, between.next(), NEXT_DAY.plusSeconds(11)).keys())
        .containsExactly("5", "6", "7");
  }

  @Test
  void a_feed_that_was_read_before_without_it_is_read_again_at_once() {
    Walk before = walk(source(PLAIN), Cursor.START, START);
    Walk after = walk(source(AGAIN), before.next(), START.plusSeconds(60));
    assertThat(after.keys()).containsExactly("4", "5", "6", "7");
    // and without it again
    assertThat(walk(source(PLAIN), after.next(), NEXT_DAY).keys()).isEmpty();
    assertThat(before.next().text()).doesNotContain("reread");
  }

  @Test
  void a_column_that_is_not_there_is_said_and_what_changed_is_read_all_the_same() {
    String wrong = AGAIN.replace("since: placed", "since: plcaed");
    Cursor done = walk(source(PLAIN), Cursor.START, START).next();
    PolledSource source = source(wrong);
    Page round = source.poll(done, START, 5);
    assertThatThrownBy(() -> source.poll(round.next(), START, 5))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("plcaed");
    assertThat(findings(wrong)).anyMatch(what -> what.contains("did you mean 'placed'?"));
  }

  @Test
  void a_check_up_tries_the_condition_and_looks_for_an_index() throws SQLException {
    assertThat(findings(AGAIN)).isEmpty();
    assertThat(findings(AGAIN.replace("status <>", "stauts <>")))
        .singleElement()
        .satisfies(what -> assertThat(what).contains("cannot be read again", "stauts"));
    assertThat(findings(AGAIN.replace("since: placed", "since: status")))
        .singleElement()
        .satisfies(what -> assertThat(what).contains("'status' does not hold a time"));
    write("DROP INDEX orders_placed");
    assertThat(findings(AGAIN))
        .singleElement()
        .satisfies(what -> assertThat(what).contains("no index begins with 'placed'"));
  }

  @Test
  void a_condition_is_one_condition() {
    assertThat(complaints("status <> 'a;b' -- \"ours\"")).isEmpty();
    assertThat(complaints("1 = 1; DROP TABLE orders")).singleElement().asString().contains("where");
    assertThat(complaints("1 = 1;")).singleElement().asString().contains("without ';'");
    assertThat(complaints("status = ?")).singleElement().asString().contains("'where'");
    assertThat(complaints("status = :status")).singleElement().asString().contains("'where'");
  }

  @Test
  void a_condition_may_end_with_a_comment() {
    String commented = AGAIN.replace("status <> 'closed'", "status <> 'closed' -- ours");
    Cursor done = walk(source(PLAIN), Cursor.START, START).next();
    assertThat(walk(source(commented), done, START).keys()).hasSize(4);
  }

  @Test
  void epochs_reach_as_far_back() throws SQLException {
    write(
        "DROP INDEX orders_placed",
        "ALTER TABLE orders RENAME COLUMN placed TO written",
        "ALTER TABLE orders ADD COLUMN placed INTEGER",
        "UPDATE orders SET placed = unixepoch(written)");
    Cursor done = walk(source(PLAIN), Cursor.START, START).next();
    assertThat(walk(source(AGAIN), done, START).keys()).containsExactly("4", "5", "6", "7");
  }

  private static List<String> complaints(String where) {
    return Systems.complaints(
        new JdbcConnector(),
        PLAIN
            + "    reread:\n      since: placed\n      where: '"
            + where.replace("'", "''")
            + "'\n");
  }

  private List<String> findings(String yaml) {
    return open(yaml).examine().stream()
        .filter(finding -> !finding.healthy())
        .map(Connector.Finding::what)
        .toList();
  }

  private record Walk(List<SourceRecord> records, Cursor next, int pages) {
    List<String> keys() {
      return records.stream().map(each -> each.ref().key()).toList();
    }

    List<String> bodies() {
      return records.stream().map(each -> each.body().toText()).toList();
    }
  }

  /// All pages until no more waits, at one moment.
  private static Walk walk(PolledSource source, Cursor from, Instant now) {
    List<SourceRecord> records = new ArrayList<>();
    Cursor cursor = from;
    for (int pages = 1; pages < 100; pages++) {
      Page page = source.poll(cursor, now, 50);
      assertThat(page.records()).hasSizeLessThanOrEqualTo(2);
      records.addAll(page.records());
      cursor = page.next();
      if (!page.more()) {
        return new Walk(records, cursor, pages);
      }
    }
    throw new AssertionError("the source never said that no more waits");
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
