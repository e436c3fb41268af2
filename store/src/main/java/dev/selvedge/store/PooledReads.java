package dev.selvedge.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.selvedge.IdSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

/// Sessions on PostgreSQL connections from a pool, on the caller's own thread. Safe for use by
/// many threads.
final class PooledReads implements Reads {
  private static final int VALIDATION_SECONDS = 5;

  private final HikariDataSource pool;
  private final IdSource ids;

  PooledReads(HikariDataSource pool, IdSource ids) {
    this.pool = pool;
    this.ids = ids;
  }

  @Override
  public <T> T run(Function<Session, T> task) {
    if (pool.isClosed()) {
      throw new StoreException(StoreException.Reason.CLOSED, "the store is closed");
    }
    try (Session session = Session.open(this::living, Dialect.POSTGRES, ids)) {
      return task.apply(session);
    }
  }

  /// The pool itself trusts a connection that was used a moment ago, which is when a restart of the
  /// database breaks all of them.
  private Connection living() throws SQLException {
    for (int dead = 0; dead < pool.getMaximumPoolSize(); dead++) {
      Connection connection = pool.getConnection();
      if (connection.isValid(VALIDATION_SECONDS)) {
        return connection;
      }
      pool.evictConnection(connection);
    }
    return pool.getConnection();
  }

  @Override
  public void close() {
    pool.close();
  }
}
