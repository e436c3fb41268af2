package dev.selvedge.connectors.jdbc;

import dev.selvedge.testkit.mariadb.MariaDb;
import dev.selvedge.testkit.source.PollingContract;
import dev.selvedge.testkit.source.Vendor;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// The contract of all sources that are asked for changes, on a table of a real MariaDB.
@Tag("real-system")
class MariaDbPollingTest extends PollingContract {
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

  @Override
  protected Vendor vendor() {
    try {
      return new TableVendor(server.url("mysql"), Path.of("."), server.url("mariadb"));
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }
}
