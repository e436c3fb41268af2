package dev.selvedge.connectors.jdbc;

import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connectors.Consents;
import dev.selvedge.connectors.jdbc.standin.StandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Telling SQL Server, for which H2 answers: its statements and how values are bound, and none of
/// its locks and conversions.
class SqlServerConsentTest extends ConsentStatementContract {
  @TempDir private static Path folder;
  private static StandIn server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    server = new StandIn(StandIn.Vendor.SQLSERVER, folder);
  }

  @AfterAll
  static void stop() throws SQLException {
    server.close();
  }

  @BeforeEach
  void aShop() throws SQLException {
    write(
        "drop table if exists customer, wide",
        "create table customer (id bigint primary key, opt_in bit, opt_in_at datetime2)",
        "insert into customer values (1, 1, '2026-11-01 10:00:00'), (2, 1, null), (3, null, null)");
  }

  @Override
  ConsentTarget target(String written) {
    return Consents.open(
        new JdbcConsentOffer(),
        """
        url: %s
        feeds:
          customer: { table: customer, key: id, changed: opt_in_at }
        """
            .formatted(server.url()),
        written,
        server.project());
  }

  @Override
  ConsentTarget unreachable() {
    return open(STATEMENT + "url: jdbc:sqlserver://127.0.0.1:1;databaseName=shop\n");
  }

  @Override
  Connection connection() throws SQLException {
    return server.connection();
  }

  @Override
  String yes() {
    return "TRUE";
  }

  @Override
  String no() {
    return "FALSE";
  }
}
