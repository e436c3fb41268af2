package dev.selvedge.store;

import dev.selvedge.IdSource;
import dev.selvedge.store.privacy.Marks;
import dev.selvedge.store.sql.Bodies;
import dev.selvedge.store.sql.Dialect;
import dev.selvedge.store.sql.PreparedStatements;
import dev.selvedge.store.sql.Sql;
import dev.selvedge.store.sql.StoreException;
import dev.selvedge.work.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/// One connection with its ports, its prepared statements and its buffers. Used by one thread at
/// a time.
final class Session implements AutoCloseable {
  private final Handle handle;
  private final Source source;
  private final Bodies bodies = new Bodies();
  private final SqlPorts ports;
  private boolean committing;
  private boolean broken;

  private Session(Handle handle, Source source, Kind kind) {
    this.handle = handle;
    this.source = source;
    PreparedStatements statements = new PreparedStatements();
    handle.setStatementBuilder(statements);
    this.ports = SqlPorts.on(new Sql(handle, statements), bodies, kind);
  }

  /// Opens connections on demand.
  @FunctionalInterface
  interface Source {
    Connection open() throws SQLException;

    /// The connection is about to be closed, or is gone already.
    default void letGo(Connection connection) throws SQLException {}
  }

  /// What sessions are for.
  ///
  /// @param writes whether rows that are found are held for the rest of the transaction, so that
  ///     what is decided by them is still right when it is stored
  /// @param marks the key of the tombstones
  record Kind(Dialect dialect, IdSource ids, boolean writes, Marks marks) {}

  static Session open(Source source, Kind kind) {
    try {
      Connection connection = source.open();
      Jdbi jdbi = Jdbi.create(() -> connection);
      // the library's own messages show the values of a statement
      jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
      return new Session(jdbi.open(), source, kind);
    } catch (SQLException e) {
      throw StoreException.of(e);
    } catch (JdbiException e) {
      throw StoreException.of(e);
    }
  }

  /// Runs the work in one transaction. Whatever it throws rolls back and is thrown on.
  <T> T inTransaction(Function<Store.Ports, T> work) {
    boolean committed = false;
    committing = false;
    try {
      handle.begin();
      T result = work.apply(ports);
      committing = true;
      handle.commit();
      committed = true;
      return result;
    } catch (JdbiException e) {
      throw StoreException.of(e);
    } finally {
      if (!committed) {
        rollBack();
      }
    }
  }

  private void rollBack() {
    try {
      if (handle.isInTransaction()) {
        handle.rollback();
      }
    } catch (JdbiException e) {
      // the first failure is on its way to the caller; this connection is of no more use
      broken = true;
    }
  }

  /// Whether this failure of its last transaction left nothing behind, and the same work may do
  /// better in a new one. When a connection is lost during the commit nobody knows.
  boolean isUndone(StoreException failure) {
    return failure.isCollision() || (failure.isLoss() && !committing);
  }

  Connection connection() {
    return handle.getConnection();
  }

  /// Whether a new session is needed.
  boolean isBroken() {
    try {
      return broken || handle.getConnection().isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  @Override
  public void close() {
    bodies.close();
    try {
      source.letGo(handle.getConnection());
    } catch (SQLException e) {
      // whatever hangs on the connection ends with it
      broken = true;
    }
    try {
      handle.close();
    } catch (JdbiException e) {
      // all that was to be kept has been committed; a broken connection closes with the process
      broken = true;
    }
  }
}
