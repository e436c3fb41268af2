package dev.selvedge.connectors.jdbc.session;

import dev.selvedge.connectors.jdbc.session.Access.Isolation;
import dev.selvedge.connectors.jdbc.sql.Dialect;
import java.time.Duration;
import java.util.Properties;

/// How a new session is made: bounded in time, in UTC, and only reading where it only reads.
/// Stateless.
final class SessionSettings {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SOCKET_GRACE = Duration.ofSeconds(15);
  private static final String NAME = "selvedge";

  /// Oracle reads and compares texts as times by these, and texts among each other by their bytes:
  /// an order by a language and comparisons by bytes would lose rows between pages.
  private static final String ORACLE_SESSION =
      "ALTER SESSION SET NLS_DATE_FORMAT = 'YYYY-MM-DD\"T\"HH24:MI:SS'"
          + " NLS_TIMESTAMP_FORMAT = 'YYYY-MM-DD\"T\"HH24:MI:SS.FF'"
          + " NLS_TIMESTAMP_TZ_FORMAT = 'YYYY-MM-DD\"T\"HH24:MI:SS.FF'"
          + " NLS_NUMERIC_CHARACTERS = '.,' NLS_SORT = 'BINARY' NLS_COMP = 'BINARY'";

  private SessionSettings() {}

  /// What the driver is told.
  static Properties properties(Dialect dialect, Duration statementTimeout) {
    Properties properties = new Properties();
    String connect = Long.toString(CONNECT_TIMEOUT.toSeconds());
    String connectMillis = Long.toString(CONNECT_TIMEOUT.toMillis());
    Duration socket = statementTimeout.plus(SOCKET_GRACE);
    String socketMillis = Long.toString(socket.toMillis());
    switch (dialect) {
      case POSTGRESQL -> {
        properties.setProperty("connectTimeout", connect);
        properties.setProperty("socketTimeout", Long.toString(socket.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        // Texts then take the type of the column they are compared with: uuid, xid8, timestamps.
        properties.setProperty("stringtype", "unspecified");
        properties.setProperty("ApplicationName", NAME);
      }
      case MARIADB -> {
        properties.setProperty("connectTimeout", connectMillis);
        properties.setProperty("socketTimeout", socketMillis);
      }
      case SQLITE -> {
        // READWRITE without CREATE: a mistyped path must not become an empty database.
        properties.setProperty("open_mode", "2");
        properties.setProperty("busy_timeout", "5000");
      }
      case SQLSERVER -> {
        properties.setProperty("loginTimeout", connect);
        properties.setProperty("socketTimeout", socketMillis);
        properties.setProperty("queryTimeout", Long.toString(statementTimeout.toSeconds()));
        properties.setProperty("lockTimeout", Long.toString(statementTimeout.toMillis()));
        properties.setProperty("applicationName", NAME);
      }
      case ORACLE -> {
        properties.setProperty("oracle.net.CONNECT_TIMEOUT", connectMillis);
        properties.setProperty("oracle.jdbc.loginTimeout", connect);
        properties.setProperty("oracle.jdbc.ReadTimeout", socketMillis);
        // By ten rows at once, the driver's own choice, a page is a hundred calls.
        properties.setProperty("defaultRowPrefetch", "500");
        properties.setProperty("v$session.program", NAME);
      }
    }
    return properties;
  }

  /// Makes a new session use UTC, stop long statements, and (where the driver cannot) only read.
  static String reading(Dialect dialect, Duration statementTimeout) {
    long millis = statementTimeout.toMillis();
    return switch (dialect) {
      case POSTGRESQL -> "SET TIME ZONE 'UTC'; SET statement_timeout = " + millis;
      // MariaDB reads the first comment and MySQL the second.
      case MARIADB ->
          "SET /*M! max_statement_time="
              + statementTimeout.toSeconds()
              + ", */ /*!50708 max_execution_time="
              + millis
              + ", */ time_zone='+00:00'";
      case SQLITE -> "PRAGMA query_only = true";
      // Whoever writes there goes first.
      case SQLSERVER -> "SET DATEFORMAT ymd; SET DEADLOCK_PRIORITY LOW";
      case ORACLE -> ORACLE_SESSION;
    };
  }

  /// The same for a session that writes single rows. A lock is waited for no longer than a
  /// statement may run.
  static String writing(Dialect dialect, Duration statementTimeout) {
    long millis = statementTimeout.toMillis();
    return switch (dialect) {
      case POSTGRESQL -> reading(dialect, statementTimeout) + "; SET lock_timeout = " + millis;
      case MARIADB ->
          "SET /*M! max_statement_time="
              + statementTimeout.toSeconds()
              + ", */ innodb_lock_wait_timeout="
              + statementTimeout.toSeconds()
              + ", time_zone='+00:00'";
      case SQLITE -> "PRAGMA busy_timeout = " + millis;
      // A server may count no rows by default, and the count says whether the row was written.
      case SQLSERVER -> "SET DATEFORMAT ymd; SET NOCOUNT OFF";
      case ORACLE -> ORACLE_SESSION;
    };
  }

  /// The isolation of a session that reads, by its name in the pool.
  static String isolation(Access access) {
    return switch (access.dialect()) {
      case POSTGRESQL, MARIADB, SQLITE -> "TRANSACTION_REPEATABLE_READ";
      case SQLSERVER ->
          access.isolation() == Isolation.SNAPSHOT
              ? "TRANSACTION_SQL_SERVER_SNAPSHOT_ISOLATION_LEVEL"
              : "TRANSACTION_READ_COMMITTED";
      // One state of the database by Dialect#beginning.
      case ORACLE -> "TRANSACTION_READ_COMMITTED";
    };
  }
}
