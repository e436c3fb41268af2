package dev.selvedge.store;

import dev.selvedge.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/// One PostgreSQL server for all tests of this process; it is stopped when the process ends.
final class Postgres {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private Postgres() {}

  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static StoreConfig freshSchema() {
    return schema("test_" + SCHEMAS.incrementAndGet());
  }

  static StoreConfig schema(String name) {
    String url = Server.RUNNING.getJdbcUrl("postgres", "postgres");
    return new StoreConfig(url, name, "postgres", new Secret("postgres"));
  }

  /// As a restart of the server would.
  static void breakConnections() throws SQLException {
    try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid, 10000) from pg_stat_activity"
              + " where application_name = 'selvedge'");
    }
  }
}
