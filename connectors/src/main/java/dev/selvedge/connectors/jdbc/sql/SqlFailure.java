package dev.selvedge.connectors.jdbc.sql;

import dev.selvedge.connector.SourceException;
import java.sql.SQLException;
import java.util.Locale;

/// Says in a sentence what a database refused. Messages of the database pass only where they speak
/// of connections and tables and never of a row's content.
public final class SqlFailure {
  private SqlFailure() {}

  public static SourceException of(SQLException e, String database) {
    SQLException told = root(e);
    String message = database + ": " + sentence(told);
    return shown(told) ? new SourceException(message, told) : new SourceException(message);
  }

  private static String sentence(SQLException e) {
    String state = state(e);
    String detail = shown(e) ? ": " + firstLine(e) : " (SQLSTATE " + state + ")";
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "08" -> "cannot be reached" + detail;
      case "28" -> "refuses the user or the password" + detail;
      case "3D" -> "has no such database" + detail;
      case "42" -> "a table or column is missing, or may not be read" + detail;
      case "57" -> "stopped the statement: it ran too long, or the database is shutting down";
      default -> "could not be read" + detail;
    };
  }

  /// Hikari wraps what the driver said.
  private static SQLException root(SQLException e) {
    return e.getCause() instanceof SQLException cause && e.getSQLState() == null ? cause : e;
  }

  private static boolean shown(SQLException e) {
    String state = state(e);
    return state.isEmpty() || state.matches("(08|28|3D|42).*");
  }

  private static String state(SQLException e) {
    String state = e.getSQLState();
    return state == null ? "" : state.toUpperCase(Locale.ROOT);
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
