package dev.selvedge.app.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.sandbox.program.Attendance;
import dev.selvedge.testkit.Await;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `examples/customer-database` at work: a real PostgreSQL whose users may do what the project says
/// and no more, a sandbox account, and nothing in between but the project's folder.
class CustomerDatabaseExampleTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String ANN = "ann@example.com";

  /// A program of the sandbox that is active.
  private static final int GOLD = 17;

  private static final String TABLES =
      """
      create table customer (customer_no text primary key, email text, first_name text,
        last_name text, mobile text, city text, postcode text, country text, loyalty_tier text,
        marketing_opt_in boolean, marketing_opt_in_at timestamptz,
        updated_at timestamptz not null default now(), deleted_at timestamptz);
      create table orders (order_no text primary key, customer_no text not null, channel text,
        placed_at timestamptz, status text, currency text, subtotal numeric(12,2),
        delivery numeric(12,2), total numeric(12,2), updated_at timestamptz not null default now());
      create table order_line (order_no text, line_no int, sku text, name text, quantity int,
        unit_price numeric(12,2), updated_at timestamptz not null default now());
      create table parcel (parcel_no text primary key, order_no text, carrier text, tracking text,
        shipped_at timestamptz, delivered_at timestamptz,
        updated_at timestamptz not null default now());
      create table parcel_line (parcel_no text, line_no int, order_line_no int, quantity int);
      create table refund (refund_no text primary key, order_no text, amount numeric(12,2),
        reason text, refunded_at timestamptz, updated_at timestamptz not null default now());
      create index on customer (updated_at, customer_no);
      create index on orders (updated_at, order_no);
      create index on order_line (order_no);
      create index on order_line (updated_at);
      create index on parcel (updated_at, parcel_no);
      create index on parcel_line (parcel_no);
      create index on refund (updated_at, refund_no);
      create function moved() returns trigger language plpgsql as
        $$ begin new.updated_at := clock_timestamp(); return new; end $$;
      create trigger moved before update on customer for each row execute function moved();
      create user selvedge_reader;
      create user selvedge_teller;
      grant select on all tables in schema public to selvedge_reader;
      grant select (customer_no, marketing_opt_in, marketing_opt_in_at),
        update (marketing_opt_in, marketing_opt_in_at) on customer to selvedge_teller;
      insert into customer values ('C-1', 'Ann@Example.com', ' Ann', 'Example', '07400 123456',
        'York', 'YO1 7HH', 'GB', 'Silver', true, '2026-01-01Z');
      insert into customer values ('C-2', 'bea@example.com', 'Bea', 'Example');
      insert into orders values ('W-1', 'C-1', 'web', '2026-01-20T10:00:00Z', 'complete', 'GBP',
        84.00, 4.40, 88.40);
      insert into order_line values ('W-1', 1, 'SHIRT-M', 'Linen Shirt M', 2, 42.00);
      """;

  @SuppressWarnings("NullAway.Init")
  private EmbeddedPostgres postgres;

  @SuppressWarnings("NullAway.Init")
  private ExampleHub hub;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    write(TABLES);
    Path folder = temporary.resolve("customer-database");
    ExampleFolder.copy(
        "customer-database",
        folder,
        Map.of(
            "port: 8480",
            "port: 0",
            "every: 1m",
            "every: 200ms",
            "jdbc:postgresql://db.example.com/crm",
            "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
            // The account has no limit, and nobody here waits for company.
            "dotdigital:\n",
            "dotdigital:\n  enrolment_calls_an_hour: 100000\n  inward: { every: 2s }\n"));
    hub =
        new ExampleHub(
            folder,
            Map.of("CRM_PASSWORD", "not-asked-for", "CRM_TELLER_PASSWORD", "not-asked-for"),
            Duration.ZERO);
    hub.catchUp();
  }

  @AfterEach
  void close() throws IOException {
    if (hub != null) {
      hub.close();
    }
    postgres.close();
  }

  private void write(String sql) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String held(String customer) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select marketing_opt_in from customer where customer_no = '" + customer + "'")) {
      rows.next();
      return String.valueOf(rows.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void what_the_database_knows_goes_to_the_account_and_an_opt_out_comes_back() {
    assertThat(hub.contacts().get(ANN))
        .startsWith("subscribed ")
        .contains("FIRSTNAME=Ann", "MOBILE=+447400123456", "LOYALTY_TIER=Silver")
        .contains("NUMBER_OF_ORDERS=1", "TOTAL_SPEND=88.4");

    write("insert into parcel values ('P-1', 'W-1', 'Royal Mail', 'RM1', '2026-01-21T10:00:00Z')");
    write("insert into refund values ('R-1', 'W-1', 42.00, 'too large', '2026-01-24T08:00:00Z')");
    hub.catchUp();
    assertThat(hub.contacts().get(ANN)).contains("NUMBER_OF_ORDERS=1", "TOTAL_SPEND=46.4");
    assertThat(hub.orders(ANN).get("W-1")).contains("\"RM1\"");
    assertThat(hub.orderCount()).isEqualTo(1);

    assertThat(hub.attendance(GOLD, ANN)).isEqualTo(new Attendance(0, 0));
    write("update customer set loyalty_tier = 'Gold' where customer_no = 'C-1'");
    Await.until("the program", PATIENCE, () -> hub.attendance(GOLD, ANN).entered() == 1);
    hub.catchUp();
    assertThat(hub.contacts().get(ANN)).contains("LOYALTY_TIER=Gold");
    assertThat(hub.attendance(GOLD, ANN)).isEqualTo(new Attendance(1, 1));

    hub.act("unsubscribe", ANN);
    Await.until("the row", PATIENCE, () -> held("C-1").equals("f"));
    hub.catchUpWithDotdigital();
    assertThat(hub.contacts().get(ANN)).startsWith("unsubscribed ");
    assertThat(held("C-2")).as("nobody asked Bea").isEqualTo("null");
  }
}
