package dev.selvedge.connectors.jdbc.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What went wrong, as a state of the SQL standard. SQL Server and Oracle have numbers of their
/// own, of which their drivers make a standard state only now and then: `S0001`, `72000`.
///
/// The numbers are those of Microsoft's "Database engine events and errors" and of Oracle's
/// "Database Error Messages". Stateless.
final class States {
  private static final int MOST_CAUSES = 8;

  private static final String UNREACHED = "08001";
  private static final String CREDENTIALS = "28000";
  private static final String NO_DATABASE = "3D000";
  private static final String REFUSED = "42000";
  private static final String SHUTTING_DOWN = "57P01";
  private static final String STOPPED = "57014";
  private static final String BUSY = "40001";
  private static final String CONTENT = "22000";
  private static final String CONSTRAINT = "23000";
  private static final String READ_ONLY = "25006";

  private static final List<Group> SQL_SERVER =
      List.of(
          // log-in failed, not of a trusted domain, disabled, locked, password expired
          new Group(CREDENTIALS, 18452, 18452, 18456, 18456, 18470, 18470, 18486, 18488),
          new Group(NO_DATABASE, 911, 911, 916, 916, 4060, 4060, 4064, 4064),
          // syntax, names that are not there, rights, snapshots that the database does not allow
          new Group(REFUSED, 102, 102, 156, 156, 207, 209, 229, 230, 262, 262, 297, 297, 300, 300),
          new Group(REFUSED, 1088, 1088, 3952, 3952, 4104, 4104, 2812, 2812),
          new Group(BUSY, 1204, 1205, 1222, 1222, 3960, 3960),
          new Group(CONTENT, 220, 220, 241, 248, 2628, 2628, 8114, 8115, 8152, 8152, 8169, 8169),
          new Group(CONSTRAINT, 515, 515, 547, 547, 550, 550, 2601, 2601, 2627, 2627),
          new Group(READ_ONLY, 3906, 3906, 978, 978),
          // Azure: resources used up, moving, not available just now
          new Group(SHUTTING_DOWN, 6005, 6006, 10928, 10929, 40197, 40197, 40501, 40501),
          new Group(SHUTTING_DOWN, 40613, 40613, 49918, 49920));

  private static final List<Group> ORACLE =
      List.of(
          // null, locked, expired, may not connect
          new Group(CREDENTIALS, 1005, 1005, 1017, 1017, 1045, 1045, 28000, 28002),
          // the listener knows no such SID or service
          new Group(NO_DATABASE, 12505, 12505, 12514, 12514),
          new Group(SHUTTING_DOWN, 1033, 1034, 1089, 1090, 1092, 1092, 12526, 12528),
          new Group(UNREACHED, 3113, 3114, 3135, 3135, 12150, 12699, 17002, 17002, 17008, 17008),
          new Group(UNREACHED, 17410, 17410, 17800, 17830, 18714, 18714),
          new Group(CONSTRAINT, 1, 1, 1400, 1400, 1407, 1407, 2290, 2292),
          new Group(CONTENT, 1401, 1401, 1426, 1426, 1438, 1438, 1722, 1722, 1830, 1863),
          new Group(CONTENT, 6502, 6502, 12899, 12899),
          new Group(BUSY, 54, 54, 60, 60, 8177, 8177, 30006, 30006),
          new Group(READ_ONLY, 1456, 1456, 16000, 16000),
          // syntax, names that are not there, rights
          new Group(REFUSED, 900, 999, 1031, 1031, 6550, 6550, 41900, 41900),
          // stopped by a time-out, or what it read is no longer kept
          new Group(STOPPED, 1013, 1013, 1555, 1555));

  private States() {}

  /// The state in capitals; empty where nothing is known.
  static String of(SQLException e, Dialect dialect) {
    String state = e.getSQLState() == null ? "" : e.getSQLState().toUpperCase(Locale.ROOT);
    return switch (dialect) {
      case POSTGRESQL, MARIADB, SQLITE -> state;
      // The driver's own state for a statement that it stopped.
      case SQLSERVER -> by(SQL_SERVER, e).orElse(state.equals("HY008") ? STOPPED : state);
      case ORACLE -> by(ORACLE, e).orElse(state);
    };
  }

  /// A pool wraps what the driver said, without its number.
  private static Optional<String> by(List<Group> groups, SQLException e) {
    Throwable cause = e;
    for (int depth = 0; depth < MOST_CAUSES && cause instanceof SQLException told; depth++) {
      int number = told.getErrorCode();
      Optional<Group> group = groups.stream().filter(each -> each.holds(number)).findFirst();
      if (group.isPresent()) {
        return group.map(Group::state);
      }
      cause = told.getCause();
    }
    return Optional.empty();
  }

  /// Numbers that mean the same, in ranges.
  private static final class Group {
    private final String state;
    private final int[] ends;

    /// @param ends the first and the last number of each range
    Group(String state, int... ends) {
      this.state = state;
      this.ends = ends;
    }

    String state() {
      return state;
    }

    boolean holds(int number) {
      for (int i = 0; i < ends.length; i += 2) {
        if (number >= ends[i] && number <= ends[i + 1]) {
          return true;
        }
      }
      return false;
    }
  }
}
