package dev.selvedge.bench.scene;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/// The brand's products as a table in an SQLite file, to be polled. Confined to one thread.
public final class ProductTable {
  private static final Instant FIRST_CHANGE = Instant.parse("2025-01-01T00:00:00Z");
  private static final int BATCH = 5_000;
  private static final String CREATE =
      """
      create table product (
        sku text primary key, parent text, title text, price text, stock text, category text,
        page text, image text, colour text, created_at text, updated_at text not null)
      """;
  private static final String ROW = "insert into product values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String[] THINGS = {"Hat", "Cap", "Scarf", "Glove", "Sock", "Belt"};
  private static final String[] COLOURS = {"red", "green", "navy", "sand", "black"};

  private final String url;
  private final int products;

  public ProductTable(Path file, int products) {
    this.url = "jdbc:sqlite:" + file;
    this.products = products;
  }

  /// One in ten has a SKU that has to be cleaned.
  public void fill() {
    try (Connection connection = DriverManager.getConnection(url)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma journal_mode = wal");
        statement.execute("pragma synchronous = off");
        statement.execute(CREATE);
        statement.execute("create index product_by_change on product (updated_at, sku)");
      }
      connection.setAutoCommit(false);
      try (PreparedStatement insert = connection.prepareStatement(ROW)) {
        for (int number = 0; number < products; number++) {
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
      throw new BenchException("the products' table cannot be made", e);
    }
  }

  private static void bind(PreparedStatement insert, int number) throws SQLException {
    String changed = FIRST_CHANGE.plus(Duration.ofSeconds(number)).toString();
    String thing = THINGS[number % THINGS.length];
    String page = "https://shop.example.com/p/" + number;
    String[] values = {
      number % 10 == 0 ? "P/" + number : "P-" + number,
      "P-" + number / 5,
      thing + " of the " + number % 997 + "th kind",
      (1 + number % 300) + "." + (10 + number % 90),
      Integer.toString(number % 250),
      thing + "s",
      page,
      page + ".jpg",
      COLOURS[number % COLOURS.length],
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
      statement.execute("update product set updated_at = replace(updated_at, '2025-', '2026-')");
    } catch (SQLException e) {
      throw new BenchException("the products' table cannot be changed", e);
    }
  }
}
