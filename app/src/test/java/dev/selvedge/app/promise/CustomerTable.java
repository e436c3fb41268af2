package dev.selvedge.app.promise;

import dev.selvedge.testkit.Await;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// A customer database with a past that keeps changing: an SQLite file the hub polls. Run by one
/// thread.
final class CustomerTable implements Runnable {
  private static final Duration BETWEEN_WRITES = Duration.ofMillis(5);
  private static final Duration LAST_YEAR = Duration.ofDays(300);
  private static final int PAST = 3000;
  private static final int SHOPPERS = 40;
  private static final String LAST = "crm-last@example.com";

  private final String url;
  private final int senders;
  private final BooleanSupplier open;
  private final InstantSource clock = InstantSource.system();
  private final Random dice = new Random(99);
  private final Map<String, Row> rows = new TreeMap<>();
  private Instant stamp = Instant.EPOCH;

  private record Row(String email, String lastName, String city) {}

  /// @param open whether changes go on
  CustomerTable(Path file, int senders, BooleanSupplier open) {
    this.url = "jdbc:sqlite:" + file;
    this.senders = senders;
    this.open = open;
  }

  /// Makes the file and fills it with the past.
  void create() {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma journal_mode = wal");
      statement.execute(
          "create table customer (customer_no text primary key, email text, last_name text,"
              + " city text, updated_at text not null)");
      statement.execute("create index by_change on customer (updated_at, customer_no)");
      connection.setAutoCommit(false);
      Instant first = clock.instant().minus(LAST_YEAR);
      for (int i = 0; i < PAST; i++) {
        stamp = first.plusMillis(i * 1000L + dice.nextInt(1000));
        write(connection, "C" + i, new Row("crm" + i + "@example.com", "Last" + i, "Leeds"));
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void run() {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = 10000");
      statement.execute("pragma synchronous = off");
      while (open.getAsBoolean()) {
        change(connection);
        Await.pace(BETWEEN_WRITES);
      }
      tick();
      write(connection, "C-LAST", new Row(LAST, "Last", "Leeds"));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void change(Connection connection) throws SQLException {
    tick();
    if (dice.nextBoolean()) {
      int known = dice.nextInt(PAST);
      Row old = rows.getOrDefault("C" + known, new Row("", "", ""));
      write(
          connection, "C" + known, new Row(old.email(), old.lastName(), "City" + dice.nextInt(99)));
    } else {
      int sender = dice.nextInt(senders);
      int shopper = dice.nextInt(SHOPPERS / 2) * 2 + 1;
      write(
          connection,
          "W" + sender + '-' + shopper,
          new Row(
              ShopLife.address(sender, shopper),
              "Shopper" + dice.nextInt(1000),
              "City" + dice.nextInt(99)));
    }
  }

  /// No two changes carry one stamp, so that the newest is known.
  private void tick() {
    Instant now = clock.instant();
    stamp = now.isAfter(stamp.plusMillis(1)) ? now : stamp.plusMillis(1);
  }

  private void write(Connection connection, String key, Row row) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement("insert or replace into customer values (?, ?, ?, ?, ?)")) {
      upsert.setString(1, key);
      upsert.setString(2, row.email());
      upsert.setString(3, row.lastName());
      upsert.setString(4, row.city());
      upsert.setString(5, Instant.ofEpochMilli(stamp.toEpochMilli()).toString());
      upsert.executeUpdate();
    }
    rows.put(key, row);
  }

  /// After the thread has ended: the source record that was written last.
  static String last() {
    return "crm/customer/C-LAST";
  }

  int size() {
    return rows.size();
  }

  /// After the thread has ended: what the account must hold of it.
  void tell(Truth truth) {
    for (Row row : rows.values()) {
      truth.says(row.email(), "LASTNAME", row.lastName());
      truth.says(row.email(), "CITY", row.city());
    }
  }
}
