package dev.selvedge.connectors.jdbc;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connectors.jdbc.session.Pool;
import dev.selvedge.connectors.jdbc.sql.MaskedUrl;
import dev.selvedge.connectors.jdbc.sql.NamedSql;
import dev.selvedge.connectors.jdbc.sql.NamedSql.Bound;
import dev.selvedge.connectors.jdbc.sql.WriteFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A table that is told what was decided, over connections that do nothing else. Every statement is
/// one transaction. Safe for use by many threads.
final class JdbcConsent implements ConsentTarget {
  private final SystemName system;
  private final ConsentSettings settings;
  private final InstantSource clock;
  private final Pool pool;

  JdbcConsent(SystemName system, ConsentSettings settings, Connector.Surroundings surroundings) {
    this.system = system;
    this.settings = settings;
    this.clock = surroundings.clock();
    this.pool =
        Pool.writing("consent-" + system.value(), settings.access(), surroundings.projectFolder());
  }

  /// What is done with a connection of the target's own.
  private interface Doing {
    Told with(Connection connection) throws SQLException;
  }

  @Override
  public Told tell(Decision decision) {
    return connected(connection -> write(connection, decision));
  }

  @Override
  public Told reach() {
    return connected(
        connection -> {
          tryOut(connection);
          return Told.answered(new Outcome.Done());
        });
  }

  @Override
  public List<Finding> examine() {
    Outcome outcome = reach().outcome();
    return switch (outcome) {
      case Outcome.Done ignored ->
          List.of(new Finding(true, "consent can be written: the statement is allowed", ""));
      case Outcome.Retry retry -> List.of(broken(retry.why()));
      case Outcome.Snooze snooze -> List.of(broken(snooze.why()));
      case Outcome.Park park -> List.of(broken(park.sentence()));
      case Outcome.Drop drop -> List.of(broken(drop.why()));
      case Outcome.Unknown unknown -> List.of(broken(unknown.why()));
    };
  }

  private static Finding broken(String why) {
    return new Finding(
        false,
        "consent cannot be written: " + why,
        "check 'consent_target': its statement, its user and that user's rights");
  }

  private Told connected(Doing doing) {
    try (Connection connection = pool.connection()) {
      return inTransaction(connection, doing);
    } catch (SQLException e) {
      return failure().of(e);
    }
  }

  /// Whatever was not committed is taken back.
  private Told inTransaction(Connection connection, Doing doing) throws SQLException {
    try {
      return doing.with(connection);
    } catch (SQLException e) {
      return failure().of(e);
    } finally {
      connection.rollback();
    }
  }

  private WriteFailure failure() {
    return new WriteFailure(
        MaskedUrl.of(settings.access().url()), settings.access().dialect(), clock.instant());
  }

  private Told write(Connection connection, Decision decision) throws SQLException {
    Map<String, Bound> values = settings.values(decision);
    int rows;
    try (PreparedStatement statement = prepared(connection, settings.update(), "", values)) {
      rows = statement.executeUpdate();
    }
    return switch (rows) {
      case 1 -> committed(connection);
      case 0 -> Told.answered(untouched(connection, decision, values));
      default ->
          Told.answered(
              new Outcome.Park(
                  "consent.several-rows",
                  "The statement would have changed "
                      + rows
                      + " rows of "
                      + system
                      + "; nothing was changed. Correct 'consent_target': it must name one row by"
                      + " ':key'."));
    };
  }

  private Told committed(Connection connection) {
    try {
      connection.commit();
      return Told.answered(new Outcome.Done());
    } catch (SQLException e) {
      return failure().ofCommit(e);
    }
  }

  /// Why a statement changed nothing.
  private Outcome untouched(Connection connection, Decision decision, Map<String, Bound> values)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, settings.look().sql(), "", values);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        return new Outcome.Park(
            "consent.no-record",
            "There is no such row in "
                + system
                + " any more, so the decision cannot be written there. Check whether it was deleted;"
                + " the hub then has to be told so.");
      }
      boolean same = settings.look().telling() && same(rows, settings.words().of(decision.optIn()));
      return same ? new Outcome.Done() : new Outcome.Drop(NEWER.formatted(system));
    }
  }

  private static boolean same(ResultSet rows, Bound ours) throws SQLException {
    return switch (ours) {
      case Bound.Flag(boolean flag) -> rows.getBoolean(1) == flag && !rows.wasNull();
      case Bound.Text(String text) -> Objects.equals(rows.getString(1), text);
      case Bound.Whole(long number) -> rows.getLong(1) == number && !rows.wasNull();
      case Bound.Local ignored -> false;
      case Bound.Nothing ignored -> false;
    };
  }

  /// Has the database check the statement and our right to it, without a row that it could change.
  private void tryOut(Connection connection) throws SQLException {
    String prefix = settings.access().dialect().explaining();
    try (PreparedStatement statement = prepared(connection, settings.update(), prefix, Map.of())) {
      statement.execute();
    }
    try (PreparedStatement statement = prepared(connection, settings.look().sql(), "", Map.of())) {
      statement.execute();
    }
  }

  private PreparedStatement prepared(
      Connection connection, NamedSql sql, String prefix, Map<String, Bound> values)
      throws SQLException {
    return sql.prepare(connection, settings.access().dialect(), prefix, values);
  }

  @Override
  public void close() {
    pool.close();
  }
}
