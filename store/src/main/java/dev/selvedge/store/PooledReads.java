package dev.selvedge.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.selvedge.store.sql.StoreException;
import java.util.function.Function;

/// Sessions on PostgreSQL connections from a pool, on the caller's own thread. Safe for use by
/// many threads.
final class PooledReads implements Reads {
  private final HikariDataSource pool;
  private final Session.Kind kind;

  PooledReads(HikariDataSource pool, Session.Kind kind) {
    this.pool = pool;
    this.kind = kind;
  }

  /// A restart of the database breaks all connections of the pool at once; each failure drops one
  /// of them, and there are fewer than tries.
  @Override
  public <T> T run(Function<Session, T> task) {
    return Again.run(this::lend, Session::close, task);
  }

  private Session lend() {
    if (pool.isClosed()) {
      throw new StoreException(StoreException.Reason.CLOSED, "the store is closed");
    }
    return Session.open(pool::getConnection, kind);
  }

  @Override
  public void close() {
    pool.close();
  }
}
