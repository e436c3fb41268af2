package dev.selvedge.connectors.jdbc.session;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.selvedge.connectors.jdbc.sql.Dialect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// At most two connections, opened when first needed. Safe for use by many threads.
public final class Pool implements AutoCloseable {
  private static final int CONNECTIONS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofMinutes(2);

  private final HikariDataSource pool;

  private Pool(HikariDataSource pool) {
    this.pool = pool;
  }

  /// Connections that only read.
  ///
  /// @param name of the pool, for its threads
  public static Pool reading(String name, Access access, Path projectFolder) {
    HikariDataSource pool = pool(name, access, projectFolder);
    Dialect dialect = access.dialect();
    pool.setConnectionInitSql(SessionSettings.reading(dialect, access.statementTimeout()));
    if (dialect != Dialect.SQLITE) {
      pool.setReadOnly(true);
      pool.setTransactionIsolation(SessionSettings.isolation(access));
    }
    return new Pool(pool);
  }

  /// Connections that write single rows.
  public static Pool writing(String name, Access access, Path projectFolder) {
    HikariDataSource pool = pool(name, access, projectFolder);
    pool.setConnectionInitSql(SessionSettings.writing(access.dialect(), access.statementTimeout()));
    return new Pool(pool);
  }

  /// For the caller to close. Nothing is committed by itself.
  ///
  /// @throws SQLException of the driver, whatever came between
  public Connection connection() throws SQLException {
    try {
      return pool.getConnection();
    } catch (HikariPool.PoolInitializationException e) {
      throw e.getCause() instanceof SQLException cause ? cause : new SQLException("", "08001", e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private static HikariDataSource pool(String name, Access access, Path projectFolder) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName(name);
    pool.setDataSource(new DriverSource(access, projectFolder));
    pool.setIsolateInternalQueries(true);
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setMinimumIdle(0);
    pool.setIdleTimeout(IDLE.toMillis());
    pool.setConnectionTimeout(PATIENCE.toMillis());
    pool.setAutoCommit(false);
    return pool;
  }
}
