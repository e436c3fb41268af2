package dev.selvedge.connectors.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.connector.ConsentTarget.Bearing;
import dev.selvedge.connector.ConsentTarget.Told;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the numbers of SQL Server and Oracle come to. The states beside them are those that the
/// drivers give: made of the server's own for SQL Server, `72000` and the like for Oracle.
class VendorFailuresTest {
  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "SQLSERVER, 18456, S0001, refuses the user or the password",
    "SQLSERVER, 4060, S0001, has no such database",
    "SQLSERVER, 208, S0002, a table or column is missing",
    "SQLSERVER, 207, S0001, a table or column is missing",
    "SQLSERVER, 229, S0005, may not be read",
    "SQLSERVER, 0, 08S01, cannot be reached",
    "SQLSERVER, 0, HY008, it ran too long",
    "ORACLE, 1017, 72000, refuses the user or the password",
    "ORACLE, 12514, 66000, has no such database",
    "ORACLE, 12541, 66000, cannot be reached",
    "ORACLE, 17002, 08006, cannot be reached",
    "ORACLE, 942, 42000, a table or column is missing",
    "ORACLE, 1031, 42000, may not be read",
    "ORACLE, 1013, 72000, it ran too long",
    "ORACLE, 1555, 72000, it ran too long",
    "ORACLE, 1034, 72000, the database is shutting down",
  })
  void a_failed_reading_is_said_in_a_sentence(
      Dialect dialect, int number, String state, String sentence) {
    assertThat(SqlFailure.of(new SQLException("as told", state, number), "db", dialect))
        .hasMessageStartingWith("db: ")
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "SQLSERVER, 2627, 23000, Park, Answered",
    "SQLSERVER, 245, S0001, Park, Answered",
    "SQLSERVER, 2628, S0001, Park, Answered",
    "SQLSERVER, 1205, 40001, Retry, Answered",
    "SQLSERVER, 1222, S0045, Retry, Answered",
    "SQLSERVER, 229, S0005, Snooze, Refusing",
    "SQLSERVER, 18456, S0001, Snooze, Refusing",
    "SQLSERVER, 40613, S0001, Retry, Silent",
    "SQLSERVER, 50000, S0001, Retry, Answered",
    "ORACLE, 1, 23000, Park, Answered",
    "ORACLE, 1722, 42000, Park, Answered",
    "ORACLE, 12899, 72000, Park, Answered",
    "ORACLE, 60, 61000, Retry, Answered",
    "ORACLE, 54, 61000, Retry, Answered",
    "ORACLE, 1013, 72000, Retry, Answered",
    "ORACLE, 904, 42000, Snooze, Refusing",
    "ORACLE, 16000, 72000, Snooze, Refusing",
    "ORACLE, 3113, 08006, Retry, Silent",
    "ORACLE, 20001, 72000, Retry, Answered",
  })
  void a_failed_statement_is_the_row_s_fault_or_the_system_s(
      Dialect dialect, int number, String state, String outcome, String bearing) {
    Told told =
        new WriteFailure("db", dialect, NOW)
            .of(new SQLException("'ann@example.com'", state, number));
    assertThat(told.outcome().getClass().getSimpleName()).isEqualTo(outcome);
    assertThat(told.bearing().getClass().getSimpleName()).isEqualTo(bearing);
    if (told.outcome() instanceof Outcome.Park park) {
      assertThat(park.sentence()).doesNotContain("ann@example.com");
    }
  }

  @Test
  void what_a_row_holds_is_not_shown_and_the_number_is() {
    SQLException content = new SQLException("value 'ann@example.com'", "S0001", 245);
    assertThat(SqlFailure.of(content, "db", Dialect.SQLSERVER))
        .hasMessage("db: could not be read (SQLSTATE 22000, error 245)")
        .hasNoCause();
  }

  @Test
  void what_a_pool_wrapped_is_found() {
    SQLException cause = new SQLException("ORA-01017: denied", "72000", 1017);
    SQLException wrapped = new SQLTransientConnectionException("not available", "72000", cause);
    assertThat(SqlFailure.of(wrapped, "db", Dialect.ORACLE))
        .hasMessageContaining("refuses the user or the password");
    Told told = new WriteFailure("db", Dialect.ORACLE, NOW).of(wrapped);
    assertThat(told.bearing())
        .isInstanceOfSatisfying(
            Bearing.Refusing.class, by -> assertThat(by.toString()).contains("credentials"));
  }

  @Test
  void numbers_of_one_vendor_mean_nothing_with_another() {
    SQLException e = new SQLException("as told", "72000", 942);
    assertThat(SqlFailure.of(e, "db", Dialect.POSTGRESQL)).hasMessageContaining("SQLSTATE 72000");
  }

  @Test
  void users_and_passwords_in_urls_are_masked() {
    assertThat(MaskedUrl.of("jdbc:oracle:thin:scott/tiger@//db:1521/CRM"))
        .isEqualTo("jdbc:oracle:thin:***@//db:1521/CRM");
    assertThat(MaskedUrl.of("jdbc:oracle:thin:@//db:1521/CRM"))
        .isEqualTo("jdbc:oracle:thin:@//db:1521/CRM");
    assertThat(MaskedUrl.of("jdbc:sqlserver://db;databaseName=crm;user=sa;password=x"))
        .isEqualTo("jdbc:sqlserver://db;databaseName=***;user=***;password=***");
  }

  @Test
  void names_are_quoted_as_each_vendor_quotes_them() {
    assertThat(Dialect.SQLSERVER.quotedTable("crm.dbo.odd]name"))
        .isEqualTo("[crm].[dbo].[odd]]name]");
    assertThat(Dialect.ORACLE.quotedTable("CRM.odd\"name")).isEqualTo("\"CRM\".\"odd\"\"name\"");
  }
}
