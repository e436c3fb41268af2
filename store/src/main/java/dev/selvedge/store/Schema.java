package dev.selvedge.store;

import dev.selvedge.store.sql.Dialect;
import dev.selvedge.store.sql.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings a database to the tables of this release, by one set of scripts for both databases.
final class Schema {
  /// Of the newest script.
  static final int VERSION = 33;

  static final String SCRIPTS = "dev/selvedge/store/migration";
  private static final String HISTORY = "flyway_schema_history";

  private final DataSource database;
  private final Dialect dialect;
  private final String name;

  /// @param name the schema's name; empty for SQLite
  Schema(DataSource database, Dialect dialect, String name) {
    this.database = database;
    this.dialect = dialect;
    this.name = name;
  }

  /// Whether the tables are those of this release.
  ///
  /// @throws StoreException when they are of a newer one
  boolean isCurrent() {
    int found = version();
    refuseNewer(found);
    return found == VERSION;
  }

  /// Does nothing when all is in place, which is every start but the first of a release.
  ///
  /// @return the version that was found
  int migrate() {
    int found = version();
    refuseNewer(found);
    if (found == VERSION) {
      return found;
    }
    var flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(database)
            .locations("classpath:" + SCRIPTS)
            .placeholders(dialect.placeholders());
    if (!name.isEmpty()) {
      flyway.schemas(name).createSchemas(true);
    }
    try {
      flyway.load().migrate();
      return found;
    } catch (FlywayException e) {
      throw new StoreException(
          StoreException.Reason.UNFIT,
          "the store's tables could not be brought from version " + found + " to " + VERSION,
          e);
    }
  }

  /// For those who only read.
  void check() {
    int found = version();
    refuseNewer(found);
    if (found < VERSION) {
      throw new StoreException(
          StoreException.Reason.UNFIT,
          found == 0
              ? "there is no store here yet: start the hub once"
              : "the store is of an older release: start the hub of this release once");
    }
  }

  private static void refuseNewer(int found) {
    if (found > VERSION) {
      throw new StoreException(
          StoreException.Reason.UNFIT,
          "the store is of a newer release (tables of version "
              + found
              + "; this release knows up to "
              + VERSION
              + ")");
    }
  }

  /// The version the database is at, 0 when it is empty.
  private int version() {
    try (Connection connection = database.getConnection()) {
      return hasHistory(connection) ? latest(connection) : 0;
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  private boolean hasHistory(Connection connection) throws SQLException {
    String schema = name.isEmpty() ? null : name;
    try (ResultSet tables =
        connection.getMetaData().getTables(null, schema, HISTORY, new String[] {"TABLE"})) {
      return tables.next();
    }
  }

  private static int latest(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet versions =
            statement.executeQuery(
                "select version from "
                    + HISTORY
                    + " where success and version is not null order by installed_rank desc")) {
      return versions.next() ? versions.getInt(1) : 0;
    }
  }
}
