package dev.selvedge.connectors.jdbc;

import static dev.selvedge.connectors.Consents.optOut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.connectors.Consents;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Telling a real SQLite file.
class SqliteConsentTest extends ConsentStatementContract {
  private static final String OPTIONS =
      """
      url: jdbc:sqlite:shop.db
      feeds:
        customer: { table: customer, key: id, changed: opt_in_at }
      """;

  @TempDir private Path folder;

  @BeforeEach
  void aShop() throws SQLException {
    write(
        "create table customer (id integer primary key, opt_in boolean check (opt_in in (0, 1)),"
            + " opt_in_at text)",
        "insert into customer values (1, 1, '2026-11-01T10:00:00Z'), (2, 1, null), (3, null, null)");
  }

  @Override
  ConsentTarget target(String written) {
    return Consents.open(new JdbcConsentOffer(), OPTIONS, written, folder);
  }

  @Override
  ConsentTarget unreachable() {
    return open(STATEMENT + "url: jdbc:sqlite:no-such-file.db\n");
  }

  @Override
  Connection connection() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
  }

  @Override
  String yes() {
    return "1";
  }

  @Override
  String no() {
    return "0";
  }

  @Test
  void times_are_written_as_the_column_has_them() throws SQLException {
    write("update customer set opt_in_at = '2026-11-01 11:00:00.000' where id = 1");
    ConsentTarget target = open(STATEMENT + "time: local\nzone: Europe/Paris\n");
    // 10:00:01 in UTC is 11:00:01 in Paris, one second later than the row's own
    assertThat(outcome(target.tell(optOut("1", THEIRS.minusSeconds(1), Held.OPT_IN))))
        .isInstanceOf(Outcome.Drop.class);
    assertThat(outcome(target.tell(optOut("1", THEIRS.plusSeconds(1), Held.OPT_IN))))
        .isEqualTo(new Outcome.Done());
  }

  @Test
  void a_statement_that_would_override_is_refused() {
    assertThat(complaints("statement: update customer set opt_in = :opt_in where id = :key\n"))
        .singleElement()
        .asString()
        .contains("would override a newer decision");
  }

  @Test
  void mistakes_are_said_with_what_to_do() {
    assertThat(
            complaints(
                """
                statement: "update customer set opt_in = :optin where id = :key and t < :at; drop x"
                yes: Y
                tyme: iso
                """))
        .hasSize(3)
        .anyMatch(text -> text.contains("'statement' must be one statement"))
        .anyMatch(text -> text.contains("'yes' and 'no' belong together"))
        .anyMatch(text -> text.contains("unknown key 'tyme'"));
    assertThat(complaints("statement: update c set o = :optin where id = :key and t < :at\n"))
        .anyMatch(text -> text.contains("':optin'") && text.contains("opt_in"));
    assertThat(complaints("statement: update c set o = ? where id = :key\n"))
        .anyMatch(text -> text.contains("must name its values"));
  }

  private static List<String> complaints(String written) {
    return Consents.complaints(new JdbcConsentOffer(), OPTIONS, written);
  }
}
