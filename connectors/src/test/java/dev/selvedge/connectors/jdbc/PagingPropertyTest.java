package dev.selvedge.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connectors.Systems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/// However rows share their change times, however large pages are, wherever the hub stops and
/// whatever changes meanwhile: what was read last of each row is what the table holds.
class PagingPropertyTest {
  private static final String OPTIONS =
      """
      url: jdbc:sqlite:shop.db
      feeds:
        item: {table: item, key: id, changed: at}
      """;
  private static final int LONG_AGO = 1_700_000_000;

  @Property(tries = 40)
  void the_union_of_all_pages_is_the_table(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 4) Integer> stamps,
      @ForAll @Size(max = 10) List<@IntRange(max = 29) Integer> changes,
      @ForAll @IntRange(min = 1, max = 7) int limit)
      throws SQLException, IOException {
    Path folder = Files.createTempDirectory("selvedge-paging");
    String url = "jdbc:sqlite:" + folder.resolve("shop.db");
    Map<String, Integer> table = new HashMap<>();
    try (Connection writer = DriverManager.getConnection(url)) {
      writer.createStatement().execute("CREATE TABLE item (id INTEGER, n INTEGER, at INTEGER)");
      for (int id = 0; id < stamps.size(); id++) {
        write(writer, "INSERT INTO item (n, at, id) VALUES (?, ?, ?)", 0, stamps.get(id), id);
        table.put(Integer.toString(id), 0);
      }
      assertThat(readWithRestarts(folder, writer, changes, limit, table)).isEqualTo(table);
    } finally {
      Files.deleteIfExists(folder.resolve("shop.db"));
      Files.deleteIfExists(folder);
    }
  }

  private static Map<String, Integer> readWithRestarts(
      Path folder, Connection writer, List<Integer> changes, int limit, Map<String, Integer> table)
      throws SQLException {
    Map<String, Integer> seen = new HashMap<>();
    Cursor cursor = Cursor.START;
    List<Integer> waiting = new ArrayList<>(changes);
    boolean more = true;
    for (int round = 1; more || !waiting.isEmpty(); round++) {
      // A new system each time: nothing but the cursor's text is carried over.
      try (Connector.Opened system = Systems.plan(new JdbcConnector(), OPTIONS, folder).open()) {
        Page page = system.polled().getFirst().poll(cursor, Systems.NOW, limit);
        page.records()
            .forEach(
                each ->
                    seen.put(
                        each.ref().key(),
                        Integer.valueOf(
                            each.body().toText().replaceAll(".*\"n\":(\\d+).*", "$1"))));
        cursor = new Cursor(page.next().text());
        more = page.more();
      }
      if (!waiting.isEmpty()) {
        int id = waiting.removeFirst() % table.size();
        write(writer, "UPDATE item SET n = ?, at = ? WHERE id = ?", round, 10 + round, id);
        table.put(Integer.toString(id), round);
        more = true;
      }
    }
    return seen;
  }

  private static void write(Connection writer, String sql, int n, int at, int id)
      throws SQLException {
    try (PreparedStatement statement = writer.prepareStatement(sql)) {
      statement.setInt(1, n);
      statement.setInt(2, LONG_AGO + at);
      statement.setInt(3, id);
      statement.execute();
    }
  }
}
