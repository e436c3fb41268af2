package dev.selvedge.connectors.jdbc;

import dev.selvedge.connectors.jdbc.standin.StandIn;
import dev.selvedge.testkit.source.PollingContract;
import dev.selvedge.testkit.source.Vendor;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// The contract of all sources that are asked for changes, by the statements for Oracle. H2 answers
/// them in its mode for it: no Oracle runs here.
class OraclePollingTest extends PollingContract {
  @TempDir private static Path folder;
  private static StandIn server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    server = new StandIn(StandIn.Vendor.ORACLE, folder);
  }

  @AfterAll
  static void stop() throws SQLException {
    server.close();
  }

  @Override
  protected Vendor vendor() {
    try {
      return new TableVendor(server.url(), server.project(), server.writing());
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }
}
