package dev.selvedge.store;

import dev.selvedge.IdSource;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.store.sql.Dialect;
import dev.selvedge.store.sql.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The one connection at a time over which a process writes, and what the process owes to the locks
/// this connection holds: that the tables stay as they are, the lead, and a slot of ids. When the
/// connection is lost all of them are lost with it, and are asked for anew with the next one.
///
/// Whoever leads decides on the very connection that holds the lead. The database lets go of the
/// lock only after it has rolled back what that connection had not committed; so no two processes
/// can ever store a decision at once, whatever either of them believes.
///
/// Used by the writer's thread, but for [#leads].
final class PostgresWriter implements Session.Source {
  private final PostgresSchema schema;
  private final boolean contends;
  private volatile boolean leads;

  /// The slot of the latest connection; none before the first.
  private int slot = -1;

  /// Opens nothing yet.
  ///
  /// @param contends whether this process is one that may lead
  PostgresWriter(PostgresSchema schema, boolean contends) {
    this.schema = schema;
    this.contends = contends;
  }

  /// A session whose ids are this process's own.
  Session session(IdSource ids) {
    Session session =
        Session.open(this, new Session.Kind(Dialect.POSTGRES, ids, true, schema.marks()));
    try {
      ids.goOn(session.inTransaction(ports -> ports.inbox().lastId()), slot);
      return session;
    } catch (StoreException e) {
      session.close();
      throw e;
    }
  }

  /// As of the last time the connection was used.
  boolean leads() {
    return leads;
  }

  /// Wins the lead if nobody has it.
  boolean tryToLead(Connection connection) {
    if (contends && !leads) {
      try {
        leads = schema.locks(connection).tryLead();
      } catch (SQLException e) {
        throw StoreException.of(e);
      }
    }
    return leads;
  }

  @Override
  public Connection open() throws SQLException {
    leads = false;
    Connection connection = schema.connect();
    try {
      takePlace(connection);
      return connection;
    } catch (SQLException | StoreException e) {
      connection.close();
      throw e;
    }
  }

  private void takePlace(Connection connection) throws SQLException {
    endSoonWhenFrozen(connection);
    AdvisoryLocks locks = schema.locks(connection);
    schema.share(locks);
    slot = freeSlot(connection, locks);
    leads = contends && locks.tryLead();
  }

  /// The one this process had, where it is still free: ids that were handed out and not yet stored
  /// stay its own. Otherwise different processes begin their search at different places, so that a
  /// slot rests before somebody else has it.
  private int freeSlot(Connection connection, AdvisoryLocks locks) throws SQLException {
    int first = slot >= 0 ? slot : process(connection) % TimeOrderedIds.SLOTS;
    for (int step = 0; step < TimeOrderedIds.SLOTS; step++) {
      int candidate = (first + step) % TimeOrderedIds.SLOTS;
      if (locks.trySlot(candidate)) {
        return candidate;
      }
    }
    throw new StoreException(
        StoreException.Reason.IN_USE,
        TimeOrderedIds.SLOTS + " processes have the store open, and more cannot");
  }

  private static int process(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("select pg_backend_pid()")) {
      answer.next();
      return answer.getInt(1);
    }
  }

  /// A process that is frozen, or on a machine that lost its network, must not keep the lead for
  /// hours: the server notices within a minute that the line is dead, and ends what has said
  /// nothing for minutes. A hub says every few seconds that it is alive.
  private static void endSoonWhenFrozen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set tcp_keepalives_idle = 30");
      statement.execute("set tcp_keepalives_interval = 10");
      statement.execute("set tcp_keepalives_count = 3");
      statement.execute("set idle_in_transaction_session_timeout = '5min'");
      if (connection.getMetaData().getDatabaseMajorVersion() >= 14) {
        statement.execute("set idle_session_timeout = '5min'");
      }
    }
  }

  @Override
  public void letGo(Connection connection) throws SQLException {
    leads = false;
    schema.locks(connection).letGoOfAll();
  }
}
