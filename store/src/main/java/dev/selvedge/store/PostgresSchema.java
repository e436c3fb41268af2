package dev.selvedge.store;

import dev.selvedge.store.privacy.Marks;
import dev.selvedge.store.sql.Dialect;
import dev.selvedge.store.sql.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/// A project's schema in a PostgreSQL database: how it is reached, and how its tables are kept from
/// being changed under those who use them. Thread-safe.
///
/// @param patience how long to wait for a process that is changing the tables
record PostgresSchema(StoreConfig config, Duration patience) {
  private static final int CONNECT_SECONDS = 10;

  /// A database that does not answer at all must not hold up its callers for ever.
  private static final int SILENCE_SECONDS = 120;

  Marks marks() {
    return new Marks(config.marks());
  }

  PGSimpleDataSource dataSource() {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(config.location());
    if (!config.user().isEmpty()) {
      dataSource.setUser(config.user());
      dataSource.setPassword(config.password().reveal());
    }
    dataSource.setCurrentSchema(config.schema());
    dataSource.setApplicationName("selvedge");
    dataSource.setConnectTimeout(CONNECT_SECONDS);
    dataSource.setSocketTimeout(SILENCE_SECONDS);
    dataSource.setTcpKeepAlive(true);
    dataSource.setReWriteBatchedInserts(true);
    dataSource.setStringType("unspecified");
    // the detail of an error holds the values of the row
    dataSource.setLogServerErrorDetail(false);
    return dataSource;
  }

  Connection connect() throws SQLException {
    return dataSource().getConnection();
  }

  AdvisoryLocks locks(Connection connection) {
    return new AdvisoryLocks(connection, config.schema());
  }

  private Schema tables() {
    return new Schema(dataSource(), Dialect.POSTGRES, config.schema());
  }

  /// Refuses a store of another release.
  void check() {
    tables().check();
  }

  /// Makes the tables, or brings them to this release, while nobody uses them.
  void migrate() {
    if (tables().isCurrent()) {
      return;
    }
    try (Connection connection = connect()) {
      AdvisoryLocks locks = locks(connection);
      if (!locks.takeStoreAlone(patience)) {
        throw inUse(": its tables are to be brought to this release, which takes all hubs to stop");
      }
      tables().migrate();
      locks.letGoOfAll();
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }

  /// From now on the tables stay as this release knows them, as long as the connection lives.
  void share(AdvisoryLocks locks) throws SQLException {
    if (!locks.shareStore(patience)) {
      throw inUse(": it is of another release, or changes the tables. Stop it, or wait");
    }
    check();
  }

  private StoreException inUse(String why) {
    return new StoreException(
        StoreException.Reason.IN_USE,
        "another hub is at work on the store in schema " + config.schema() + why);
  }
}
