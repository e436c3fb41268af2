package dev.selvedge.connectors.jdbc.sql;

import dev.selvedge.connector.SourceException;
import java.sql.SQLException;

/// Says in a sentence what a database refused. Messages of the database pass only where they speak
/// of connections and tables and never of a row's content.
public final class SqlFailure {
  private SqlFailure() {}

  public static SourceException of(SQLException e, String database, Dialect dialect) {
    SQLException told = root(e);
    String state = States.of(told, dialect);
    String message = database + ": " + sentence(told, state);
    return shown(state) ? new SourceException(message, told) : new SourceException(message);
  }

  private static String sentence(SQLException e, String state) {
    String detail = shown(state) ? ": " + firstLine(e) : " (" + number(e, state) + ")";
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "08" -> "cannot be reached" + detail;
      case "28" -> "refuses the user or the password" + detail;
      case "3D" -> "has no such database" + detail;
      case "42" -> "a table or column is missing, or may not be read" + detail;
      case "IM" -> "has no driver here" + detail;
      case "57" -> "stopped the statement: it ran too long, or the database is shutting down";
      default -> "could not be read" + detail;
    };
  }

  /// Hikari wraps what the driver said.
  private static SQLException root(SQLException e) {
    return e.getCause() instanceof SQLException cause && e.getSQLState() == null ? cause : e;
  }

  private static boolean shown(String state) {
    return state.isEmpty() || state.matches("(08|28|3D|42|IM).*");
  }

  /// What an administrator looks up; the number of the vendor where it has one.
  private static String number(SQLException e, String state) {
    return "SQLSTATE " + state + (e.getErrorCode() == 0 ? "" : ", error " + e.getErrorCode());
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
