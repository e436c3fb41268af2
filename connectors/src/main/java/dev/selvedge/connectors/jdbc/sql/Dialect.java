package dev.selvedge.connectors.jdbc.sql;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What differs between the kinds of database.
///
/// SQL Server and Oracle are written from their makers' documentation and drivers; no server of
/// them has been read by this.
public enum Dialect {
  POSTGRESQL(
      "jdbc:postgresql:",
      "org.postgresql.Driver",
      "PostgreSQL's driver",
      "SELECT extract(epoch FROM clock_timestamp())"),
  MARIADB(
      "jdbc:mariadb:",
      "org.mariadb.jdbc.Driver",
      "MariaDB's driver",
      "SELECT unix_timestamp(now(6))"),
  SQLITE("jdbc:sqlite:", "org.sqlite.JDBC", "SQLite's driver", "SELECT unixepoch('subsec')"),
  SQLSERVER(
      "jdbc:sqlserver:",
      "com.microsoft.sqlserver.jdbc.SQLServerDriver",
      "Microsoft's driver (mssql-jdbc-….jre11.jar)",
      "SELECT DATEDIFF_BIG(MICROSECOND, '1970-01-01T00:00:00', SYSUTCDATETIME()) / 1000000.0"),
  ORACLE(
      "jdbc:oracle:",
      "oracle.jdbc.OracleDriver",
      "Oracle's driver (ojdbc17.jar)",
      "SELECT (TRUNC(u) - DATE '1970-01-01') * 86400 + EXTRACT(HOUR FROM u) * 3600"
          + " + EXTRACT(MINUTE FROM u) * 60 + EXTRACT(SECOND FROM u)"
          + " FROM (SELECT SYS_EXTRACT_UTC(SYSTIMESTAMP) u FROM dual)");

  /// How a URL may begin, for sentences that say so.
  public static final String PREFIXES =
      "begin with jdbc:postgresql:, jdbc:mysql:, jdbc:mariadb:, jdbc:sqlserver:, jdbc:oracle:thin: or"
          + " jdbc:sqlite:";

  private static final String MYSQL_PREFIX = "jdbc:mysql:";

  private final String prefix;
  private final String driver;
  private final String driverJar;
  private final String clockQuery;

  Dialect(String prefix, String driver, String driverJar, String clockQuery) {
    this.prefix = prefix;
    this.driver = driver;
    this.driverJar = driverJar;
    this.clockQuery = clockQuery;
  }

  public static Optional<Dialect> of(String url) {
    return url.startsWith(MYSQL_PREFIX)
        ? Optional.of(MARIADB)
        : Arrays.stream(values()).filter(each -> url.startsWith(each.prefix)).findFirst();
  }

  public String driver() {
    return driver;
  }

  /// What to call the driver's jar where it is missing.
  public String driverJar() {
    return driverJar;
  }

  /// Gives the database's own time as seconds since 1970.
  public String clockQuery() {
    return clockQuery;
  }

  /// The URL as the driver wants it; a SQLite file is found from the project's folder.
  public String driverUrl(String url, Path projectFolder) {
    if (url.startsWith(MYSQL_PREFIX)) {
      return MARIADB.prefix + url.substring(MYSQL_PREFIX.length());
    }
    if (this != SQLITE) {
      return url;
    }
    String file = url.substring(prefix.length());
    return file.startsWith(":") || file.startsWith("file:")
        ? url
        : prefix + projectFolder.resolve(file).toAbsolutePath().normalize();
  }

  /// What a reading begins with. The driver of Oracle takes a connection's word that it only reads
  /// and tells nobody; the server then refuses to write, and shows one state of the database.
  public Optional<String> beginning() {
    return this == ORACLE ? Optional.of("SET TRANSACTION READ ONLY") : Optional.empty();
  }

  /// Gives the least number of a transaction that may still become visible, of the kind that
  /// [#transactionMark] compares.
  public Optional<String> oldestOpenTransaction() {
    return switch (this) {
      case POSTGRESQL -> Optional.of("SELECT pg_snapshot_xmin(pg_current_snapshot())::text");
      case SQLSERVER -> Optional.of("SELECT CONVERT(bigint, MIN_ACTIVE_ROWVERSION())");
      case MARIADB, SQLITE, ORACLE -> Optional.empty();
    };
  }

  /// Stands for a bound number in a comparison with a column of transactions. A `rowversion` is
  /// eight bytes, and compared with a number it would be converted row by row, past its index.
  public String transactionMark() {
    return this == SQLSERVER ? "CONVERT(binary(8), CAST(? AS bigint))" : "?";
  }

  /// Gives how far the clock of the server's machine is from UTC, as `+01:00`: the zone of what
  /// `GETDATE()` and `SYSDATE` write.
  public Optional<String> offsetQuery() {
    return switch (this) {
      case SQLSERVER -> Optional.of("SELECT DATENAME(TZOFFSET, SYSDATETIMEOFFSET())");
      case ORACLE -> Optional.of("SELECT TO_CHAR(SYSTIMESTAMP, 'TZH:TZM') FROM dual");
      case POSTGRESQL, MARIADB, SQLITE -> Optional.empty();
    };
  }

  /// What has the database check an update, and our right to it, without doing it; empty where the
  /// update has to be done, on no row, and taken back.
  public String explaining() {
    return switch (this) {
      case POSTGRESQL, MARIADB -> "EXPLAIN ";
      case ORACLE -> "EXPLAIN PLAN FOR ";
      case SQLITE, SQLSERVER -> "";
    };
  }

  /// The end of a statement that wants so many rows at most, behind its order.
  public String most(int rows) {
    return switch (this) {
      case POSTGRESQL, MARIADB, SQLITE -> " LIMIT " + rows;
      case SQLSERVER -> " OFFSET 0 ROWS FETCH NEXT " + rows + " ROWS ONLY";
      case ORACLE -> " FETCH FIRST " + rows + " ROWS ONLY";
    };
  }

  /// The same without an order, which SQL Server asks for in any case.
  public String mostUnordered(int rows) {
    return (this == SQLSERVER ? " ORDER BY (SELECT NULL)" : "") + most(rows);
  }

  /// Whether `(a, b) > (?, ?)` is understood and served from an index.
  boolean comparesRows() {
    return this == POSTGRESQL || this == SQLITE;
  }

  /// Whether columns take a boolean and a missing value without being told of what type; else they
  /// are bound as a number and as a text.
  boolean guessesTypes() {
    return this == POSTGRESQL || this == MARIADB || this == SQLITE;
  }

  /// A time without a zone goes as one, and not as a text that the session's settings read.
  public boolean bindsTimes() {
    return this == SQLSERVER || this == ORACLE;
  }

  public String quoted(String name) {
    return switch (this) {
      case MARIADB -> '`' + name.replace("`", "``") + '`';
      case SQLSERVER -> '[' + name.replace("]", "]]") + ']';
      case POSTGRESQL, SQLITE, ORACLE -> '"' + name.replace("\"", "\"\"") + '"';
    };
  }

  /// A table's name, each part quoted.
  public String quotedTable(String name) {
    return Arrays.stream(name.split("\\.", -1)).map(this::quoted).collect(Collectors.joining("."));
  }

  public String quotedList(List<String> names) {
    return names.stream().map(this::quoted).collect(Collectors.joining(", "));
  }
}
