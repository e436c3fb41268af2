package dev.selvedge.connectors.jdbc.sql;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/// What differs between the kinds of database.
public enum Dialect {
  POSTGRESQL("org.postgresql.Driver", "SELECT extract(epoch FROM clock_timestamp())"),
  MARIADB("org.mariadb.jdbc.Driver", "SELECT unix_timestamp(now(6))"),
  SQLITE("org.sqlite.JDBC", "SELECT unixepoch('subsec')");

  private static final String MYSQL_PREFIX = "jdbc:mysql:";
  private static final String MARIADB_PREFIX = "jdbc:mariadb:";
  private static final String SQLITE_PREFIX = "jdbc:sqlite:";
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SOCKET_GRACE = Duration.ofSeconds(15);

  private final String driver;
  private final String clockQuery;

  Dialect(String driver, String clockQuery) {
    this.driver = driver;
    this.clockQuery = clockQuery;
  }

  public static Optional<Dialect> of(String url) {
    if (url.startsWith("jdbc:postgresql:")) {
      return Optional.of(POSTGRESQL);
    }
    if (url.startsWith(MYSQL_PREFIX) || url.startsWith(MARIADB_PREFIX)) {
      return Optional.of(MARIADB);
    }
    return url.startsWith(SQLITE_PREFIX) ? Optional.of(SQLITE) : Optional.empty();
  }

  public String driver() {
    return driver;
  }

  /// Gives the database's own time as seconds since 1970.
  public String clockQuery() {
    return clockQuery;
  }

  /// The URL as the driver wants it; a SQLite file is found from the project's folder.
  public String driverUrl(String url, Path projectFolder) {
    return switch (this) {
      case POSTGRESQL -> url;
      case MARIADB ->
          url.startsWith(MYSQL_PREFIX)
              ? MARIADB_PREFIX + url.substring(MYSQL_PREFIX.length())
              : url;
      case SQLITE -> {
        String file = url.substring(SQLITE_PREFIX.length());
        yield file.startsWith(":") || file.startsWith("file:")
            ? url
            : SQLITE_PREFIX + projectFolder.resolve(file).toAbsolutePath().normalize();
      }
    };
  }

  public Properties properties(Duration statementTimeout) {
    Properties properties = new Properties();
    long socketSeconds = statementTimeout.plus(SOCKET_GRACE).toSeconds();
    switch (this) {
      case POSTGRESQL -> {
        properties.setProperty("connectTimeout", Long.toString(CONNECT_TIMEOUT.toSeconds()));
        properties.setProperty("socketTimeout", Long.toString(socketSeconds));
        properties.setProperty("tcpKeepAlive", "true");
        // Texts then take the type of the column they are compared with: uuid, xid8, timestamps.
        properties.setProperty("stringtype", "unspecified");
        properties.setProperty("ApplicationName", "selvedge");
      }
      case MARIADB -> {
        properties.setProperty("connectTimeout", Long.toString(CONNECT_TIMEOUT.toMillis()));
        properties.setProperty("socketTimeout", Long.toString(socketSeconds * 1000));
      }
      case SQLITE -> {
        // READWRITE without CREATE: a mistyped path must not become an empty database.
        properties.setProperty("open_mode", "2");
        properties.setProperty("busy_timeout", "5000");
      }
    }
    return properties;
  }

  /// Makes a new session use UTC, stop long statements, and (where the driver cannot) only read.
  public String sessionSql(Duration statementTimeout) {
    long millis = statementTimeout.toMillis();
    return switch (this) {
      case POSTGRESQL -> "SET TIME ZONE 'UTC'; SET statement_timeout = " + millis;
      // MariaDB reads the first comment and MySQL the second.
      case MARIADB ->
          "SET /*M! max_statement_time="
              + statementTimeout.toSeconds()
              + ", */ /*!50708 max_execution_time="
              + millis
              + ", */ time_zone='+00:00'";
      case SQLITE -> "PRAGMA query_only = true";
    };
  }

  /// The same for a session that writes single rows. A lock is waited for no longer than a
  /// statement may run.
  public String writingSql(Duration statementTimeout) {
    long millis = statementTimeout.toMillis();
    return switch (this) {
      case POSTGRESQL -> sessionSql(statementTimeout) + "; SET lock_timeout = " + millis;
      case MARIADB ->
          "SET /*M! max_statement_time="
              + statementTimeout.toSeconds()
              + ", */ innodb_lock_wait_timeout="
              + statementTimeout.toSeconds()
              + ", time_zone='+00:00'";
      case SQLITE -> "PRAGMA busy_timeout = " + millis;
    };
  }

  /// Whether `(a, b) > (?, ?)` is understood and served from an index.
  boolean comparesRows() {
    return this != MARIADB;
  }

  public String quoted(String name) {
    char quote = this == MARIADB ? '`' : '"';
    return quote + name.replace(String.valueOf(quote), String.valueOf(quote).repeat(2)) + quote;
  }

  /// A table's name, each part quoted.
  public String quotedTable(String name) {
    return Arrays.stream(name.split("\\.", -1)).map(this::quoted).collect(Collectors.joining("."));
  }

  public String quotedList(List<String> names) {
    return names.stream().map(this::quoted).collect(Collectors.joining(", "));
  }
}
