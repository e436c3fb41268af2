package dev.selvedge.connectors.jdbc;

import dev.selvedge.testkit.source.PollingContract;
import dev.selvedge.testkit.source.Vendor;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The contract of all sources that are asked for changes, on a table of a real PostgreSQL.
class PostgresPollingTest extends PollingContract {
  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Override
  protected Vendor vendor() {
    String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres?user=postgres";
    try {
      return new TableVendor(url, Path.of("."), url);
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }
}
