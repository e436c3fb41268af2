package dev.selvedge.connectors.jdbc;

import dev.selvedge.testkit.source.PollingContract;
import dev.selvedge.testkit.source.Vendor;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

/// The contract of all sources that are asked for changes, on a table of SQLite.
class SqlitePollingTest extends PollingContract {
  @TempDir private Path folder;

  @Override
  protected Vendor vendor() {
    try {
      return new TableVendor(
          "jdbc:sqlite:shop.db", folder, "jdbc:sqlite:" + folder.resolve("shop.db"));
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }
}
