package dev.selvedge.store.sql;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/// The prepared statements of one connection, kept for the next time: the statements are few and
/// SQLite would compile them afresh at every use. Used by one thread at a time.
public final class PreparedStatements implements StatementBuilder {
  private final Map<String, PreparedStatement> idle = new HashMap<>();

  /// By the text they were prepared from: the library names another one when it closes them.
  private final IdentityHashMap<Statement, String> lent = new IdentityHashMap<>();

  /// A statement for this text; give it back with [#giveBack].
  PreparedStatement take(Connection connection, String sql) throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    PreparedStatement statement = kept == null ? connection.prepareStatement(sql) : kept;
    lent.put(statement, sql);
    return statement;
  }

  void giveBack(Statement statement) throws SQLException {
    String sql = lent.remove(statement);
    if (sql != null && statement instanceof PreparedStatement prepared && !prepared.isClosed()) {
      prepared.clearParameters();
      PreparedStatement other = idle.put(sql, prepared);
      if (other != null) {
        other.close();
      }
    } else {
      statement.close();
    }
  }

  /// After a failure: nobody knows what state it is in.
  void discard(Statement statement) throws SQLException {
    lent.remove(statement);
    statement.close();
  }

  @Override
  public Statement create(Connection connection, StatementContext context) throws SQLException {
    return connection.createStatement();
  }

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    return take(connection, sql);
  }

  @Override
  public CallableStatement createCall(Connection connection, String sql, StatementContext context)
      throws SQLException {
    return connection.prepareCall(sql);
  }

  @Override
  public void close(Connection connection, String sql, Statement statement) throws SQLException {
    giveBack(statement);
  }

  /// The driver closes the statements with their connection.
  @Override
  public void close(Connection connection) {
    idle.clear();
    lent.clear();
  }
}
