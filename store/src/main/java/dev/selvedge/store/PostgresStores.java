package dev.selvedge.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.selvedge.IdSource;
import dev.selvedge.work.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/// Opens stores in schemas of a PostgreSQL database.
///
/// All writes go over one connection, and this connection holds the lock that keeps other hubs out:
/// when it breaks, writing ends with it, and goes on when the lock has been won again.
final class PostgresStores {
  private static final int READERS = 4;
  private static final int CONNECT_SECONDS = 10;

  /// A database that does not answer at all must not hold up its callers for ever.
  private static final int SILENCE_SECONDS = 120;

  private final StoreConfig config;
  private final IdSource ids;

  PostgresStores(StoreConfig config, IdSource ids) {
    this.config = config;
    this.ids = ids;
  }

  Store open() {
    Line writer =
        new Line(
            "selvedge-store-writer",
            1,
            () -> Session.open(this::writerConnection, Dialect.POSTGRES, ids));
    try {
      // wins the lock before the tables are touched
      writer.run(session -> session);
      new Schema(dataSource(), Dialect.POSTGRES, config.schema()).migrate();
      return new SqlStore(writer, readers(), () -> {});
    } catch (StoreException e) {
      writer.close();
      throw e;
    }
  }

  Store openReadOnly() {
    new Schema(dataSource(), Dialect.POSTGRES, config.schema()).check();
    return new ReadOnlyStore(readers());
  }

  private Reads readers() {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("selvedge-store-readers");
    pool.setDataSource(dataSource());
    pool.setMaximumPoolSize(READERS);
    pool.setMinimumIdle(1);
    pool.setReadOnly(true);
    pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    pool.setInitializationFailTimeout(-1);
    return new PooledReads(new HikariDataSource(pool), ids);
  }

  private PGSimpleDataSource dataSource() {
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

  private Connection writerConnection() throws SQLException {
    Connection connection = dataSource().getConnection();
    if (!lock(connection)) {
      connection.close();
      throw new StoreException(
          StoreException.Reason.IN_USE,
          "another hub is at work on the store in schema "
              + config.schema()
              + ": stop it, or give this one a schema of its own");
    }
    return connection;
  }

  /// An advisory lock of the session: the server lets go of it when the connection ends.
  private boolean lock(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
      statement.setString(1, "selvedge/" + config.schema());
      try (ResultSet answer = statement.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    }
  }
}
