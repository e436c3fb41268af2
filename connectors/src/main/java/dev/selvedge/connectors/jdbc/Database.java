package dev.selvedge.connectors.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.jdbc.sql.Dialect;
import dev.selvedge.connectors.jdbc.sql.MaskedUrl;
import dev.selvedge.connectors.jdbc.sql.SqlFailure;
import dev.selvedge.connectors.value.Epochs;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/// A database that is only read, over at most two connections that are opened when first needed.
/// Safe for use by many threads.
final class Database implements AutoCloseable {
  private static final int CONNECTIONS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofMinutes(2);

  private final JdbcSettings.Access access;
  private final String shown;
  private final HikariDataSource pool;

  Database(SystemName system, JdbcSettings.Access access, Path projectFolder) {
    this.access = access;
    this.shown = MaskedUrl.of(access.url());
    this.pool = pool(system, access, projectFolder);
  }

  /// Something read inside one transaction, and so from one state of the database.
  @FunctionalInterface
  interface Reading<T> {
    T from(Connection connection) throws SQLException;
  }

  Dialect dialect() {
    return access.dialect();
  }

  /// @throws SourceException when the database cannot be read
  <T> T read(Reading<T> reading) {
    try (Connection connection = pool.getConnection()) {
      try {
        return reading.from(connection);
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw failure(e);
    } catch (HikariPool.PoolInitializationException e) {
      throw e.getCause() instanceof SQLException cause
          ? failure(cause)
          : new SourceException("cannot open " + shown, e);
    }
  }

  /// The database's own time.
  Instant clock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(dialect().clockQuery())) {
      rows.next();
      return Epochs.ofSeconds(new BigDecimal(rows.getString(1)));
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private SourceException failure(SQLException e) {
    return SqlFailure.of(e, shown);
  }

  private static HikariDataSource pool(
      SystemName system, JdbcSettings.Access access, Path projectFolder) {
    Dialect dialect = access.dialect();
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName("jdbc-" + system.value());
    pool.setDriverClassName(dialect.driver());
    pool.setJdbcUrl(dialect.driverUrl(access.url(), projectFolder));
    if (!access.user().isEmpty()) {
      pool.setUsername(access.user());
      pool.setPassword(access.password().reveal());
    }
    pool.setDataSourceProperties(dialect.properties(access.statementTimeout()));
    pool.setConnectionInitSql(dialect.sessionSql(access.statementTimeout()));
    pool.setIsolateInternalQueries(true);
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setMinimumIdle(0);
    pool.setIdleTimeout(IDLE.toMillis());
    pool.setConnectionTimeout(PATIENCE.toMillis());
    pool.setAutoCommit(false);
    if (dialect != Dialect.SQLITE) {
      pool.setReadOnly(true);
      pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    }
    return pool;
  }
}
