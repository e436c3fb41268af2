package dev.selvedge.store;

import dev.selvedge.IdSource;
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
  private final Bodies bodies = new Bodies();
  private final SqlPorts ports;
  private boolean broken;

  private Session(Handle handle, Dialect dialect, IdSource ids) {
    this.handle = handle;
    PreparedStatements statements = new PreparedStatements();
    handle.setStatementBuilder(statements);
    this.ports = SqlPorts.on(new Sql(handle, statements), dialect, bodies, ids);
  }

  /// Opens connections on demand.
  @FunctionalInterface
  interface Source {
    Connection open() throws SQLException;
  }

  static Session open(Source source, Dialect dialect, IdSource ids) {
    try {
      Connection connection = source.open();
      Jdbi jdbi = Jdbi.create(() -> connection);
      // the library's own messages show the values of a statement
      jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
      return new Session(jdbi.open(), dialect, ids);
    } catch (SQLException e) {
      throw StoreException.of(e);
    } catch (JdbiException e) {
      throw StoreException.of(e);
    }
  }

  /// Runs the work in one transaction. Whatever it throws rolls back and is thrown on.
  <T> T inTransaction(Function<Store.Ports, T> work) {
    boolean committed = false;
    try {
      handle.begin();
      T result = work.apply(ports);
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
      handle.close();
    } catch (JdbiException e) {
      // all that was to be kept has been committed; a broken connection closes with the process
      broken = true;
    }
  }
}
