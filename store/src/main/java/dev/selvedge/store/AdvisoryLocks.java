package dev.selvedge.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/// The locks that one connection to PostgreSQL holds on a project's schema, by names that this
/// class gives. They end with the connection at the latest, however the process ends. Used by one
/// thread at a time.
///
/// | Lock | Held by | Against |
/// |---|---|---|
/// | store, shared | every process that has the store open | a change of the tables under it |
/// | store, alone | who changes the tables; a hub of the first release | everybody else |
/// | lead | the process that polls and resolves | a second one |
/// | slot *n* | the process whose ids end in *n* | equal ids |
record AdvisoryLocks(Connection connection, String schema) {
  /// SQL state of who waited too long.
  private static final String NOT_AVAILABLE = "55P03";

  /// Whether it was won within this time.
  boolean shareStore(Duration patience) throws SQLException {
    return await("pg_advisory_lock_shared", store(), patience);
  }

  /// Whether it was won within this time.
  boolean takeStoreAlone(Duration patience) throws SQLException {
    return await("pg_advisory_lock", store(), patience);
  }

  boolean tryLead() throws SQLException {
    return attempt(store() + "/lead");
  }

  boolean trySlot(int slot) throws SQLException {
    return attempt(store() + "/slot/" + slot);
  }

  void letGoOfAll() throws SQLException {
    run("select pg_advisory_unlock_all()");
  }

  private String store() {
    return "selvedge/" + schema;
  }

  private boolean attempt(String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
      statement.setString(1, name);
      try (ResultSet answer = statement.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    }
  }

  private boolean await(String function, String name, Duration patience) throws SQLException {
    run("set lock_timeout = " + patience.toMillis());
    try (PreparedStatement statement =
        connection.prepareStatement("select " + function + "(hashtextextended(?, 0))")) {
      statement.setString(1, name);
      statement.execute();
    } catch (SQLException e) {
      if (NOT_AVAILABLE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
    run("set lock_timeout = 0");
    return true;
  }

  private void run(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
