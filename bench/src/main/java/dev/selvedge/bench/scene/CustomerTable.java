package dev.selvedge.bench.scene;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/// The brand's customers as a table in an SQLite file, to be polled. Confined to one thread.
public final class CustomerTable {
  private static final Instant FIRST_CHANGE = Instant.parse("2025-01-01T00:00:00Z");
  private static final int BATCH = 5_000;
  private static final String CREATE =
      """
      create table customer (
        customer_no text primary key, email text, first_name text, last_name text, born text,
        street text, city text, postcode text, country text, newsletter text,
        newsletter_at text, updated_at text not null)
      """;
  private static final String ROW =
      "insert into customer values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String[] CITIES = {"Leeds", "York", "Bath", "Truro", "Ely", "Ripon"};

  private final String url;
  private final int customers;

  public CustomerTable(Path file, int customers) {
    this.url = "jdbc:sqlite:" + file;
    this.customers = customers;
  }

  /// The address of a customer, counted from zero in the order of change.
  public static String address(int number) {
    return Integer.toHexString(number * 0x9E3779B1) + "@example.com";
  }

  public static boolean wantsNewsletter(int number) {
    return number % 3 != 0;
  }

  /// Everybody has an address of their own; two in three want the newsletter.
  public void fill() {
    try (Connection connection = DriverManager.getConnection(url)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma journal_mode = wal");
        statement.execute("pragma synchronous = off");
        statement.execute(CREATE);
        statement.execute("create index customer_by_change on customer (updated_at, customer_no)");
      }
      connection.setAutoCommit(false);
      try (PreparedStatement insert = connection.prepareStatement(ROW)) {
        for (int number = 0; number < customers; number++) {
          bind(insert, number);
          insert.addBatch();
          if (number % BATCH == BATCH - 1) {
            insert.executeBatch();
          }
        }
        insert.executeBatch();
      }
      connection.commit();
    } catch (SQLException e) {
      throw new BenchException("the customers' table cannot be made", e);
    }
  }

  private static void bind(PreparedStatement insert, int number) throws SQLException {
    String changed = FIRST_CHANGE.plus(Duration.ofSeconds(number)).toString();
    String[] values = {
      "C" + number,
      address(number),
      "Given" + number % 4_001,
      "Family" + number % 9_973,
      "19" + (50 + number % 50) + "-0" + (1 + number % 9) + "-1" + number % 10,
      (1 + number % 250) + " Station Road",
      CITIES[number % CITIES.length],
      "LS" + number % 30 + " " + number % 10 + "AB",
      "United Kingdom",
      wantsNewsletter(number) ? "yes" : "no",
      changed,
      changed
    };
    for (int column = 0; column < values.length; column++) {
      insert.setString(column + 1, values[column]);
    }
  }

  /// Every row says it was changed a year later, and nothing else in it did.
  public void touch() {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = 20000");
      statement.execute("update customer set updated_at = replace(updated_at, '2025-', '2026-')");
    } catch (SQLException e) {
      throw new BenchException("the customers' table cannot be changed", e);
    }
  }
}
