package dev.selvedge.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.store.person.SqlContributions;
import dev.selvedge.store.plan.DeliveryCounts;
import dev.selvedge.store.plan.SqlDeliveries;
import dev.selvedge.store.sql.Dialect;
import dev.selvedge.store.watch.OpenChanges;
import dev.selvedge.store.watch.SqlTallies;
import dev.selvedge.testkit.CountingIds;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What senders ask all the time seeks in an index and reads no more than it must, however much is
/// due: also before the database has counted its tables.
final class QueryPlanTest {
  private static final String QUEUE = "'CONTACT/BULK/0/shop/customer'";

  @TempDir Path folder;

  private static final String ORDERS =
      """
      insert into contribution (ref, inbox_id, person_id, order_key, owner_ref, placed_at, body)
      select 'shop/order/' || n, n, n, cast(n as text), '', 1690000000000 + n * cast(1000000 as bigint), '{}'
      from generate_series(1, 20000) as n
      """;

  private static final String ENROLMENTS =
      """
      insert into delivery (target, facet, subject_id, person_id, desired, delivered_hash,
        remote_id, address, delivered_at, state, lane, flow_system, flow_kind, changed_at,
        due_at, attempts, together, not_after)
      select 'dotdigital', 'ENROLMENT', 'mail/shipped/' || n || '/P', n, 'h', 'h', '', 'a',
        1690000000000 + n * cast(1000000 as bigint), 'SETTLED', 'URGENT', 'shop', 'order', 0, 0, 0,
        0, 0
      from generate_series(1, 20000) as n
      """;

  /// With values in place of the parameters.
  private static String with(String sql) {
    return sql.replace(":target", "'dotdigital'")
        .replace(":within", "604800000")
        .replace(":at", "1700000000000")
        .replace(":to", "1700600000000")
        .replace(":ref", "''")
        .replace(":from", "1700000000000")
        .replace(":first0", "'shop/'")
        .replace(":last0", "'shop0'")
        .replace(":channel", "''")
        .replace(":queue", QUEUE)
        .replace(":now", "1700000000000")
        .replace(":most", "50")
        .replace(":limit", "1000")
        .replace(":claimant", "'run-1'")
        .replace(":facet", "'CONTACT'");
  }

  private static void fill(Connection connection, String numbers) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into delivery (target, facet, subject_id, person_id, desired, delivered_hash,
            remote_id, address, delivered_at, state, lane, flow_system, flow_kind, changed_at,
            due_at, attempts, together, not_after)
          select 'dotdigital', 'CONTACT', cast(n as text), n, 'h', '', '', '', 0, 'DUE', 'BULK',
            'shop', 'customer', 0, 1600000000000 + n %% 1000, 0, 0, 0
          from %s
          """
              .formatted(numbers));
    }
  }

  private static String plan(Connection connection, String explain, String sql)
      throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (Statement statement = connection.createStatement();
        ResultSet lines = statement.executeQuery(explain + with(sql))) {
      int column = lines.getMetaData().getColumnCount();
      while (lines.next()) {
        plan.append(lines.getString(column)).append('\n');
      }
    }
    return plan.toString();
  }

  @Test
  void on_sqlite_the_queues_are_found_counted_and_claimed_by_the_index() throws SQLException {
    StoreConfig config = StoreConfig.file(folder.resolve("hub.db"));
    Stores.open(config, new CountingIds()).close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + config.location())) {
      fill(
          connection,
          "(with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n <"
              + " 1000) select n from numbers)");
      String explain = "explain query plan ";
      for (String sql : List.of(DeliveryCounts.NEXT_QUEUE, DeliveryCounts.BACKLOG)) {
        assertThat(plan(connection, explain, sql))
            .containsAnyOf(
                "SEARCH delivery USING INDEX delivery_due (target=? AND (queue,channel)>(?,?))",
                "SEARCH delivery USING INDEX delivery_due (target=? AND queue=? AND channel=?")
            .doesNotContain("SCAN delivery")
            .doesNotContain("TEMP B-TREE");
      }
      assertThat(plan(connection, explain, SqlDeliveries.claimSql(Dialect.SQLITE, false)))
          .contains("INDEX delivery_due (target=? AND queue=? AND channel=? AND due_at<?)")
          .contains("SEARCH delivery USING PRIMARY KEY (subject_id=? AND facet=? AND target=?)")
          .doesNotContain("SCAN delivery")
          .doesNotContain("TEMP B-TREE");
      assertThat(plan(connection, explain, DeliveryCounts.DUE_BY_QUEUE))
          .contains("SCAN delivery USING INDEX delivery_due");
      assertThat(plan(connection, explain, DeliveryCounts.WAITING_BY_FLOW))
          .contains("SCAN delivery USING INDEX delivery_waiting");
      assertThat(plan(connection, explain, DeliveryCounts.CLAIMED_BY_FLOW))
          .contains("SCAN delivery USING INDEX delivery_claimed");
      assertThat(plan(connection, explain, DeliveryCounts.PARKED_BY_FLOW))
          .contains("SCAN delivery USING COVERING INDEX delivery_parked");
      assertThat(plan(connection, explain, SqlTallies.PLACED))
          .contains("contribution USING INDEX contribution_placed (placed_at>? AND placed_at<?)")
          .contains("SEARCH d USING INDEX delivery_touch (person_id=? AND delivered_at>?")
          .doesNotContain("SCAN contribution")
          .doesNotContain("SCAN d");
      assertThat(plan(connection, explain, SqlTallies.decidedSql(1)))
          .contains(
              "SEARCH e USING COVERING INDEX ledger_entry_decided (decided_at>? AND decided_at<?)")
          .contains("SEARCH p USING PRIMARY KEY (origin=? AND topic=?)")
          .doesNotContain("SCAN e");
      assertThat(plan(connection, explain, OpenChanges.DELIVERIES))
          .contains("SCAN d USING INDEX delivery_open")
          .contains("SEARCH c USING PRIMARY KEY (subject_id=? AND facet=? AND target=?)");
    }
  }

  private static String sought(String sql) {
    return sql.replace(":number", "'JD000500'")
        .replace(":prefix", "'WEB-5'")
        .replace(":end", "'WEB-6'");
  }

  private static void fillOrders(Connection connection, String numbers) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into contribution (ref, inbox_id, person_id, order_key, owner_ref, phone, item_key,
            item_sku, body)
          select 'shop/order/' || n, n, 0, 'WEB-' || n, '', '', '', '', '{}' from %s
          """
              .formatted(numbers));
      statement.execute(
          "insert into parcel_number (ref, number) select 'shop/order/' || n, 'JD000' || n from "
              + numbers);
    }
  }

  @Test
  void on_sqlite_parcels_and_orders_are_sought_in_an_index() throws SQLException {
    StoreConfig config = StoreConfig.file(folder.resolve("hub.db"));
    Stores.open(config, new CountingIds()).close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + config.location())) {
      String explain = "explain query plan ";
      assertThat(plan(connection, explain, sought(SqlContributions.WITH_PARCEL)))
          .contains("SEARCH contribution USING INDEX contribution_ref (ref=?)")
          .contains("SEARCH parcel_number USING COVERING INDEX parcel_number_number (number=?)")
          .doesNotContain("SCAN contribution", "SCAN parcel_number");
      assertThat(plan(connection, explain, sought(SqlContributions.ORDERS_FROM)))
          .contains("COVERING INDEX contribution_order (order_key>? AND order_key<?)")
          .doesNotContain("TEMP B-TREE");
    }
  }

  @Test
  void on_postgres_parcels_and_orders_are_sought_in_an_index() throws SQLException {
    StoreConfig config = Postgres.freshSchema();
    Stores.open(config, new CountingIds()).close();
    try (Connection connection = Postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path = " + config.schema());
      fillOrders(connection, "generate_series(1, 20000) as n");
      statement.execute("analyze contribution");
      statement.execute("analyze parcel_number");
      assertThat(plan(connection, "explain ", sought(SqlContributions.WITH_PARCEL)))
          .contains("parcel_number_number", "contribution_ref")
          .doesNotContain("Seq Scan");
      assertThat(plan(connection, "explain ", sought(SqlContributions.ORDERS_FROM)))
          .contains("contribution_order")
          .doesNotContain("Seq Scan");
    }
  }

  @Test
  void on_postgres_too_before_and_after_it_has_counted() throws SQLException {
    StoreConfig config = Postgres.freshSchema();
    Stores.open(config, new CountingIds()).close();
    try (Connection connection = Postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path = " + config.schema());
      fill(connection, "generate_series(1, 20000) as n");
      postgresSeeks(connection);
      statement.execute("analyze delivery");
      postgresSeeks(connection);
      statement.execute(ORDERS);
      statement.execute(ENROLMENTS);
      postgresReadsOrders(connection);
      statement.execute("analyze delivery");
      statement.execute("analyze contribution");
      postgresReadsOrders(connection);
      assertThat(plan(connection, "explain ", OpenChanges.DELIVERIES))
          .containsPattern(
              "Index Scan (using|on) delivery_open|Bitmap Index Scan on delivery_open");
    }
  }

  private static void postgresReadsOrders(Connection connection) throws SQLException {
    assertThat(plan(connection, "explain ", SqlTallies.PLACED))
        .containsPattern("Index Scan (using|on) contribution_placed")
        .containsPattern("Index (Only )?Scan (Backward )?(using|on) delivery_touch")
        .contains("Index Cond: ((person_id = part.person_id) AND (delivered_at <")
        .doesNotContain("Seq Scan");
  }

  private static void postgresSeeks(Connection connection) throws SQLException {
    for (String sql : List.of(DeliveryCounts.NEXT_QUEUE, DeliveryCounts.BACKLOG)) {
      assertThat(plan(connection, "explain ", sql))
          .contains("Index Only Scan using delivery_due")
          .doesNotContain("Seq Scan")
          .doesNotContain("Sort");
    }
    assertThat(plan(connection, "explain ", SqlDeliveries.claimSql(Dialect.POSTGRES, false)))
        .contains("Index Scan using delivery_due")
        .contains("Index Cond: ((subject_id = ANY")
        .doesNotContain("Seq Scan")
        .doesNotContain("Sort");
  }
}
