package dev.selvedge.connectors.jdbc.sql;

import dev.selvedge.Outcome;
import dev.selvedge.connector.ConsentTarget.Bearing;
import dev.selvedge.connector.ConsentTarget.Told;
import dev.selvedge.connector.SourceException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/// What a failed statement comes to.
///
/// | The database says | so the row | and the system |
/// |---|---|---|
/// | not reached, shutting down (08, 57P, SQLite cannot open) | retry | silent |
/// | wrong user (28), no such table or right, no driver (42, 3D, 25, IM) | snooze | refuses |
/// | the row's own content (22, 23, SQLite constraint) | park | answers |
/// | busy, dead lock, took too long, anything else | retry | answers |
/// | the commit's answer was lost | unknown | silent |
public record WriteFailure(String database, Dialect dialect, Instant now) {
  private static final Duration REST = Duration.ofMinutes(1);
  private static final int SQLITE_ERROR = 1;
  private static final int SQLITE_READONLY = 8;
  private static final int SQLITE_CANTOPEN = 14;
  private static final int SQLITE_CONSTRAINT = 19;

  public Told of(SQLException e) {
    SQLException told = e.getCause() instanceof SQLException cause ? cause : e;
    SourceException shown = SqlFailure.of(told, database, dialect);
    String why = String.valueOf(shown.getMessage());
    return switch (kind(told)) {
      case SILENT -> new Told(new Outcome.Retry(why, now), new Bearing.Silent(why));
      case REFUSING ->
          new Told(new Outcome.Snooze(why, now.plus(REST)), new Bearing.Refusing("forbidden", why));
      case CREDENTIALS ->
          new Told(
              new Outcome.Snooze(why, now.plus(REST)), new Bearing.Refusing("credentials", why));
      case CONTENT ->
          Told.answered(
              new Outcome.Park(
                  "consent.refused",
                  "The database does not take the decision for this row (SQLSTATE "
                      + state(told)
                      + "): look at the column's type, its constraints and triggers, and at 'yes',"
                      + " 'no' and 'time' of 'consent_target'."));
      case PASSING -> Told.answered(new Outcome.Retry(why, now));
    };
  }

  public Told ofCommit(SQLException e) {
    String why = database + ": the answer to the commit was lost";
    return kind(e) == Kind.SILENT
        ? new Told(new Outcome.Unknown(why, now), new Bearing.Silent(why))
        : of(e);
  }

  private enum Kind {
    SILENT,
    REFUSING,
    CREDENTIALS,
    CONTENT,
    PASSING
  }

  private Kind kind(SQLException e) {
    String state = state(e);
    if (state.isEmpty()) {
      return switch (e.getErrorCode()) {
        case SQLITE_ERROR, SQLITE_READONLY -> Kind.REFUSING;
        case SQLITE_CANTOPEN -> Kind.SILENT;
        case SQLITE_CONSTRAINT -> Kind.CONTENT;
        default -> Kind.PASSING;
      };
    }
    if (state.startsWith("57P")) {
      return Kind.SILENT;
    }
    return switch (state.substring(0, Math.min(2, state.length()))) {
      case "08" -> Kind.SILENT;
      case "28" -> Kind.CREDENTIALS;
      case "3D", "42", "25", "IM" -> Kind.REFUSING;
      case "22", "23" -> Kind.CONTENT;
      default -> Kind.PASSING;
    };
  }

  private String state(SQLException e) {
    return States.of(e, dialect);
  }
}
