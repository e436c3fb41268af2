package dev.selvedge.browser;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;

/// The brand's customer database, an SQLite file with the tables that the demo's project reads.
/// Used by one thread.
final class CustomerDatabase implements AutoCloseable {
  private static final List<String> TABLES =
      List.of(
          """
          create table customer (
            customer_no text primary key, email text, title text, first_name text, last_name text,
            born text, street text, city text, postcode text, country text,
            newsletter text, newsletter_at text, updated_at text not null)
          """,
          """
          create table orders (
            order_no text primary key, customer_no text not null, channel text not null,
            placed_at text not null, status text not null, currency text not null,
            subtotal text not null, delivery text not null, total text not null,
            updated_at text not null)
          """,
          """
          create table order_line (
            order_no text not null, line_no integer not null, sku text not null,
            name text not null, quantity integer not null, unit_price text not null,
            primary key (order_no, line_no))
          """,
          """
          create table refund (
            refund_no text primary key, order_no text not null, customer_no text not null,
            amount text not null, reason text not null, refunded_at text not null,
            updated_at text not null)
          """);

  private final Connection connection;

  private CustomerDatabase(Connection connection) {
    this.connection = connection;
  }

  static CustomerDatabase create(Path file) {
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma busy_timeout = 10000");
        statement.execute("pragma journal_mode = wal");
        for (String table : TABLES) {
          statement.execute(table);
        }
      }
      return new CustomerDatabase(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("the customer database cannot be made", e);
    }
  }

  /// A customer.
  ///
  /// @param newsletter `yes`, `no`, or empty when nobody asked
  record Customer(
      String number, String email, String first, String last, String city, String newsletter) {}

  void add(Customer customer, Instant at) {
    run(
        "insert into customer values (?, ?, null, ?, ?, null, null, ?, null, 'United Kingdom',"
            + " nullif(?, ''), ?, ?)",
        customer.number(),
        customer.email(),
        customer.first(),
        customer.last(),
        customer.city(),
        customer.newsletter(),
        at.toString(),
        at.toString());
  }

  /// An order of one thing.
  void addOrder(String number, String customer, String sku, String name, String total, Instant at) {
    run("insert into order_line values (?, 1, ?, ?, 1, ?)", number, sku, name, total);
    run(
        "insert into orders values (?, ?, 'web', ?, 'complete', 'GBP', ?, '0.00', ?, ?)",
        number,
        customer,
        at.toString(),
        total,
        total,
        at.toString());
  }

  /// Somebody moves house.
  void move(String number, String city, Instant at) {
    run(
        "update customer set city = ?, updated_at = ? where customer_no = ?",
        city,
        at.toString(),
        number);
  }

  /// What the database says of somebody's newsletter.
  String newsletter(String number) {
    try (PreparedStatement query =
        connection.prepareStatement("select newsletter from customer where customer_no = ?")) {
      query.setString(1, number);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getString(1) : "";
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the customer database cannot be read", e);
    }
  }

  private void run(String sql, String... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int column = 0; column < values.length; column++) {
        statement.setString(column + 1, values[column]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("the customer database cannot be written", e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
