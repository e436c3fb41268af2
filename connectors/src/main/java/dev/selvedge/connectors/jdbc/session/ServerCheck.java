package dev.selvedge.connectors.jdbc.session;

import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connectors.jdbc.session.Access.Isolation;
import dev.selvedge.connectors.jdbc.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/// What SQL Server and Oracle say of themselves that bears on how they are read. Stateless.
public final class ServerCheck {
  /// Everybody sees the row of the database that he is in.
  private static final String SNAPSHOTS =
      "SELECT is_read_committed_snapshot_on, snapshot_isolation_state FROM sys.databases"
          + " WHERE name = DB_NAME()";

  private static final String MAY_UPDATE = "SELECT HAS_PERMS_BY_NAME(?, 'OBJECT', 'UPDATE')";

  private ServerCheck() {}

  /// Whether reading waits for those who write; empty where it never does.
  public static Optional<Finding> isolation(Connection connection, Access access)
      throws SQLException {
    if (access.dialect() != Dialect.SQLSERVER) {
      return Optional.empty();
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SNAPSHOTS)) {
      if (!rows.next()) {
        return Optional.empty();
      }
      boolean versioned = rows.getInt(1) == 1;
      boolean snapshots = rows.getInt(2) == 1;
      return Optional.of(
          access.isolation() == Isolation.SNAPSHOT
              ? ofSnapshot(snapshots)
              : ofCommitted(versioned));
    }
  }

  private static Finding ofSnapshot(boolean allowed) {
    return allowed
        ? new Finding(true, "reading waits for nobody: it sees a snapshot", "")
        : new Finding(
            false,
            "the database allows no snapshots",
            "ALTER DATABASE … SET ALLOW_SNAPSHOT_ISOLATION ON, or leave 'isolation' out");
  }

  private static Finding ofCommitted(boolean versioned) {
    return versioned
        ? new Finding(true, "reading waits for nobody: READ_COMMITTED_SNAPSHOT is on", "")
        : new Finding(
            false,
            "reading waits for every open transaction that wrote what is read, and holds up writers"
                + " for moments",
            "ALTER DATABASE … SET READ_COMMITTED_SNAPSHOT ON, or SET ALLOW_SNAPSHOT_ISOLATION ON"
                + " with 'isolation: snapshot'");
  }

  /// SQL Server has no sessions that only read: that rests on what the user may do.
  ///
  /// @param table as its parts are quoted
  public static Optional<Finding> rights(
      Connection connection, Dialect dialect, String table, String name) throws SQLException {
    if (dialect != Dialect.SQLSERVER) {
      return Optional.empty();
    }
    try (PreparedStatement statement = connection.prepareStatement(MAY_UPDATE)) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        boolean may = rows.next() && rows.getInt(1) == 1;
        return may
            ? Optional.of(
                new Finding(
                    true,
                    name + ": the user may write to it, and needs no more than SELECT",
                    "grant it less"))
            : Optional.empty();
      }
    }
  }

  /// Whether times that carry no zone are taken as the server's own functions write them. It is no
  /// fault where they are not: an application may well write them in another zone.
  ///
  /// @param zone in which they are taken
  /// @param name of the feed
  public static Optional<Finding> localTimes(
      Connection connection, Dialect dialect, ZoneId zone, Instant now, String name)
      throws SQLException {
    Optional<String> query = dialect.offsetQuery();
    if (query.isEmpty()) {
      return Optional.empty();
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query.get())) {
      String written = rows.next() ? String.valueOf(rows.getString(1)).strip() : "";
      Optional<ZoneOffset> theirs = offset(written);
      ZoneOffset ours = zone.getRules().getOffset(now);
      return theirs
          .filter(offset -> !offset.equals(ours))
          .map(
              offset ->
                  new Finding(
                      true,
                      name
                          + ": times without a zone are taken in "
                          + zone
                          + ", and the server's own clock shows "
                          + written
                          + "; give 'zone' if GETDATE() or SYSDATE writes them",
                      ""));
    }
  }

  private static Optional<ZoneOffset> offset(String written) {
    try {
      return Optional.of(ZoneOffset.of(written));
    } catch (DateTimeException other) {
      return Optional.empty();
    }
  }
}
