package dev.selvedge.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.selvedge.IdSource;
import java.util.function.Function;

/// Sessions on PostgreSQL connections from a pool, on the caller's own thread. Safe for use by
/// many threads.
final class PooledReads implements Reads {
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
    try (Session session = Session.open(pool::getConnection, Dialect.POSTGRES, ids)) {
      return task.apply(session);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
