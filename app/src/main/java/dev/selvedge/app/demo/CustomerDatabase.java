package dev.selvedge.app.demo;

import dev.selvedge.app.demo.Retailer.Article;
import dev.selvedge.app.demo.Retailer.Sale;
import dev.selvedge.app.demo.Retailer.SaleLine;
import dev.selvedge.app.demo.Retailer.Shopper;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The brand's customer database, an SQLite file as a brand's own software would fill it: with
/// second accounts, missing and misspelt addresses. Confined to one thread.
final class CustomerDatabase implements AutoCloseable {
  private static final int SECOND_ACCOUNT_ONE_IN = 60;
  private static final int NO_EMAIL_ONE_IN = 150;
  private static final int MISSPELT_ONE_IN = 200;
  private static final int ODD_SKU_ONE_IN = 250;
  private static final int HUNDRED = 100;
  private static final int OPTED_IN_PER_CENT = 60;
  private static final int ASKED_PER_CENT = 78;
  private static final int BATCH = 1_000;
  private static final int YEARS_BACK = 6;
  private static final int DAYS_A_YEAR = 365;

  private static final String TABLES =
      """
      create table customer (
        customer_no text primary key, email text, title text, first_name text, last_name text,
        born text, street text, city text, postcode text, country text,
        newsletter text, newsletter_at text, updated_at text not null);
      create index customer_by_change on customer (updated_at, customer_no);
      create table orders (
        order_no text primary key, customer_no text not null, channel text not null,
        placed_at text not null, status text not null, currency text not null,
        subtotal text not null, delivery text not null, total text not null,
        updated_at text not null);
      create index orders_by_change on orders (updated_at, order_no);
      create table order_line (
        order_no text not null, line_no integer not null, sku text not null, name text not null,
        quantity integer not null, unit_price text not null, primary key (order_no, line_no));
      create table refund (
        refund_no text primary key, order_no text not null, customer_no text not null,
        amount text not null, reason text not null, refunded_at text not null,
        updated_at text not null);
      create index refund_by_change on refund (updated_at, refund_no);
      """;
  private static final String INSERT_CUSTOMER =
      "insert into customer values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String INSERT_ORDER =
      "insert into orders values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String INSERT_LINE = "insert into order_line values (?, ?, ?, ?, ?, ?)";
  private static final String INSERT_REFUND = "insert into refund values (?, ?, ?, ?, ?, ?, ?)";

  private final Connection connection;
  private final RandomGenerator dice;
  private final Instant now;
  private final Batched customers;
  private final Batched orders;
  private final Batched lines;
  private final Batched refunds;

  private CustomerDatabase(Connection connection, RandomGenerator dice, Instant now)
      throws SQLException {
    this.connection = connection;
    this.dice = dice;
    this.now = now;
    this.customers = new Batched(connection, INSERT_CUSTOMER);
    this.orders = new Batched(connection, INSERT_ORDER);
    this.lines = new Batched(connection, INSERT_LINE);
    this.refunds = new Batched(connection, INSERT_REFUND);
  }

  /// Makes a new file.
  static CustomerDatabase create(Path file, RandomGenerator dice, Instant now) {
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try (Statement statement = connection.createStatement()) {
        // The file can be made again at any time, so nothing waits for the disk.
        statement.execute("pragma synchronous = off");
        statement.execute("pragma journal_mode = wal");
        for (String table : TABLES.split(";\\s*\\n", -1)) {
          if (!table.isBlank()) {
            statement.execute(table);
          }
        }
      }
      connection.setAutoCommit(false);
      return new CustomerDatabase(connection, dice, now);
    } catch (SQLException e) {
      throw new DemoException("the demo's customer database cannot be made at " + file, e);
    }
  }

  /// How many customers and orders a file holds.
  static long size(Path file) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select (select count(*) from customer) + (select count(*) from orders)")) {
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new DemoException("the demo's customer database cannot be read", e);
    }
  }

  void add(Shopper shopper) {
    String number = String.format(Locale.ROOT, "C%06d", shopper.number());
    customer(number, email(shopper.email()), shopper);
    if (!shopper.email().isEmpty() && oneIn(SECOND_ACCOUNT_ONE_IN)) {
      customer(number + "-2", shopper.email().toUpperCase(Locale.ROOT), shopper);
    }
  }

  private void customer(String number, String email, Shopper shopper) {
    Instant changed =
        now.minus(1 + dice.nextLong((long) YEARS_BACK * DAYS_A_YEAR), ChronoUnit.DAYS);
    String newsletter = newsletter();
    customers.add(
        number,
        email,
        shopper.title(),
        shopper.firstName(),
        shopper.lastName(),
        shopper.born(),
        shopper.home().street(),
        shopper.home().city(),
        shopper.home().postcode(),
        shopper.home().country(),
        newsletter,
        newsletter.isEmpty() ? "" : changed.toString(),
        changed.toString());
  }

  void add(Sale sale, Map<Long, Article> articles) {
    String number = sale.orderNumber();
    String customer = String.format(Locale.ROOT, "C%06d", sale.shopper());
    String subtotal = sale.total().subtract(sale.delivery()).toPlainString();
    orders.add(
        number,
        customer,
        sale.channel().name().toLowerCase(Locale.ROOT),
        sale.placedAt().toString(),
        "complete",
        "GBP",
        subtotal,
        sale.delivery().toPlainString(),
        sale.total().toPlainString(),
        sale.placedAt().toString());
    int lineNumber = 0;
    for (SaleLine line : sale.lines()) {
      lineNumber++;
      Article article =
          articles.getOrDefault(line.article(), new Article(line.article(), "UNKNOWN", "unknown"));
      lines.add(
          number,
          Integer.toString(lineNumber),
          sku(article),
          article.name(),
          Integer.toString(line.quantity()),
          line.price().toPlainString());
      if (line.isReturned()) {
        refunds.add(
            "R-" + number + '-' + lineNumber,
            number,
            customer,
            line.amount().toPlainString(),
            "returned " + article.name(),
            line.returnedAt().toString(),
            line.returnedAt().toString());
      }
    }
  }

  private String email(String email) {
    if (oneIn(NO_EMAIL_ONE_IN)) {
      return "";
    }
    return oneIn(MISSPELT_ONE_IN) ? email.replace("@", " at ") : email;
  }

  private String newsletter() {
    int roll = dice.nextInt(HUNDRED);
    return roll < OPTED_IN_PER_CENT ? "yes" : roll < ASKED_PER_CENT ? "no" : "";
  }

  private String sku(Article article) {
    return oneIn(ODD_SKU_ONE_IN) ? article.sku() + "/Ä é #1" : article.sku();
  }

  private boolean oneIn(int many) {
    return dice.nextInt(many) == 0;
  }

  /// Ends the writing; others see everything at once.
  @Override
  public void close() {
    try (connection) {
      customers.flush();
      orders.flush();
      lines.flush();
      refunds.flush();
      connection.commit();
    } catch (SQLException e) {
      throw new DemoException("the demo's customer database cannot be written", e);
    }
  }

  /// An insert that is handed over many rows at a time.
  private static final class Batched {
    private final PreparedStatement insert;
    private int rows;

    Batched(Connection connection, String sql) throws SQLException {
      this.insert = connection.prepareStatement(sql);
    }

    /// Empty text is stored as nothing.
    void add(String... values) {
      try {
        for (int column = 0; column < values.length; column++) {
          insert.setString(column + 1, values[column].isEmpty() ? null : values[column]);
        }
        insert.addBatch();
        rows++;
        if (rows == BATCH) {
          flush();
        }
      } catch (SQLException e) {
        throw new DemoException("the demo's customer database cannot be written", e);
      }
    }

    void flush() throws SQLException {
      insert.executeBatch();
      rows = 0;
    }
  }
}
