package dev.selvedge.connectors.jdbc.session;

import dev.selvedge.Secret;
import dev.selvedge.connectors.jdbc.sql.Dialect;
import java.time.Duration;

/// How to reach a database. Immutable.
///
/// @param user empty when the URL or the database needs none
/// @param isolation of what is read; only SQL Server leaves a choice
public record Access(
    String url,
    Dialect dialect,
    String user,
    Secret password,
    Duration statementTimeout,
    Isolation isolation) {

  /// What a reading of SQL Server sees of transactions that are still open.
  public enum Isolation {
    /// what is committed, statement by statement; without `READ_COMMITTED_SNAPSHOT` it waits for
    /// those who write
    COMMITTED,
    /// one state of the database, and no waiting; the database must allow it
    SNAPSHOT
  }
}
