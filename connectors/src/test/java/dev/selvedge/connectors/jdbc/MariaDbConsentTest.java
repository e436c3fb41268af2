package dev.selvedge.connectors.jdbc;

import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connectors.Consents;
import dev.selvedge.testkit.mariadb.MariaDb;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// Telling a real MariaDB.
@Tag("real-system")
class MariaDbConsentTest extends ConsentStatementContract {
  @TempDir private static Path folder;
  private static MariaDb server;

  @BeforeAll
  static void start() throws IOException {
    server = MariaDb.start(MariaDb.ofThisMachine().orLeaveOut(Assumptions::abort), folder);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void aShop() throws SQLException {
    write(
        "set time_zone = '+00:00'",
        "drop table if exists customer, wide",
        "create table customer (id bigint primary key, opt_in boolean, opt_in_at timestamp(6) null)",
        "insert into customer values (1, true, '2026-11-01 10:00:00'), (2, true, null),"
            + " (3, null, null)");
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
            .formatted(server.url("mysql")),
        written,
        Path.of("."));
  }

  @Override
  ConsentTarget unreachable() {
    return open(STATEMENT + "url: jdbc:mysql://127.0.0.1:1/nowhere\n");
  }

  @Override
  Connection connection() throws SQLException {
    Connection connection = DriverManager.getConnection(server.url("mariadb"));
    try (var statement = connection.createStatement()) {
      statement.execute("set time_zone = '+00:00'");
    }
    return connection;
  }

  @Override
  String yes() {
    return "1";
  }

  @Override
  String no() {
    return "0";
  }
}
