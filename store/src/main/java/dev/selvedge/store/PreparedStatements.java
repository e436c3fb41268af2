package dev.selvedge.store;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/// The prepared statements of one connection, kept for the next time: the statements are few and
/// SQLite would compile them afresh at every use. Used by one thread at a time.
final class PreparedStatements implements StatementBuilder {
  private final Map<String, PreparedStatement> idle = new HashMap<>();

  /// A statement for this text; give it back with [#giveBack].
  PreparedStatement take(Connection connection, String sql) throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    return kept == null ? connection.prepareStatement(sql) : kept;
  }

  void giveBack(String sql, PreparedStatement statement) throws SQLException {
    statement.clearParameters();
    PreparedStatement other = idle.putIfAbsent(sql, statement);
    if (other != null) {
      statement.close();
    }
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
    if (statement instanceof PreparedStatement prepared && !prepared.isClosed()) {
      giveBack(sql, prepared);
    } else {
      statement.close();
    }
  }

  /// The driver closes the statements with their connection.
  @Override
  public void close(Connection connection) {
    idle.clear();
  }
}
