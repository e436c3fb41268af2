package dev.selvedge.connectors.jdbc;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.jdbc.session.Access;
import dev.selvedge.connectors.jdbc.session.Pool;
import dev.selvedge.connectors.jdbc.sql.Dialect;
import dev.selvedge.connectors.jdbc.sql.MaskedUrl;
import dev.selvedge.connectors.jdbc.sql.SqlFailure;
import dev.selvedge.connectors.value.Epochs;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;

/// A database that is only read, over at most two connections that are opened when first needed.
/// Safe for use by many threads.
final class Database implements AutoCloseable {
  private final Access access;
  private final String shown;
  private final Pool pool;

  Database(SystemName system, Access access, Path projectFolder) {
    this.access = access;
    this.shown = MaskedUrl.of(access.url());
    this.pool = Pool.reading("jdbc-" + system.value(), access, projectFolder);
  }

  /// Something read inside one transaction, and so from one state of the database, but for SQL
  /// Server without [Access.Isolation#SNAPSHOT].
  @FunctionalInterface
  interface Reading<T> {
    T from(Connection connection) throws SQLException;
  }

  Access access() {
    return access;
  }

  Dialect dialect() {
    return access.dialect();
  }

  /// @throws SourceException when the database cannot be read
  <T> T read(Reading<T> reading) {
    try (Connection connection = pool.connection()) {
      try {
        begin(connection);
        return reading.from(connection);
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private void begin(Connection connection) throws SQLException {
    Optional<String> first = dialect().beginning();
    if (first.isPresent()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(first.get());
      }
    }
  }

  /// The database's own time.
  Instant clock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(dialect().clockQuery())) {
      rows.next();
      return Epochs.ofSeconds(new BigDecimal(rows.getString(1)));
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private SourceException failure(SQLException e) {
    return SqlFailure.of(e, shown, dialect());
  }
}
