package dev.selvedge.connectors.jdbc;

import static dev.selvedge.connectors.Consents.optOut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.ConsentTarget.Bearing;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.connector.ConsentTarget.Told;
import dev.selvedge.connectors.Consents;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Telling a real PostgreSQL.
class PostgresConsentTest extends ConsentStatementContract {
  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void aShop() throws SQLException {
    write(
        "drop table if exists customer, wide",
        "create table customer (id bigint primary key, opt_in boolean, opt_in_at timestamptz)",
        "insert into customer values (1, true, '2026-11-01T10:00:00Z'), (2, true, null),"
            + " (3, null, null)");
  }

  @Override
  ConsentTarget target(String written) {
    return Consents.open(
        new JdbcConsentOffer(),
        """
        url: %s
        user: postgres
        feeds:
          customer: { table: customer, key: id, changed: opt_in_at }
        """
            .formatted("jdbc:postgresql://localhost:" + server.getPort() + "/postgres"),
        written,
        Path.of("."));
  }

  @Override
  ConsentTarget unreachable() {
    return open(STATEMENT + "url: jdbc:postgresql://127.0.0.1:1/nowhere\n");
  }

  @Override
  Connection connection() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  @Override
  String yes() {
    return "t";
  }

  @Override
  String no() {
    return "f";
  }

  @Test
  void a_user_of_its_own_needs_no_other_right() throws SQLException {
    write(
        "do $$ begin create role teller login; exception when duplicate_object then null; end $$",
        "grant select (id, opt_in_at), update (opt_in, opt_in_at) on customer to teller");
    ConsentTarget target = open(STATEMENT + "user: teller\n");
    assertThat(outcome(target.tell(optOut("1", THEIRS.plusSeconds(1), Held.OPT_IN))))
        .isEqualTo(new Outcome.Done());
    assertThat(target.examine()).allSatisfy(finding -> assertThat(finding.healthy()).isTrue());

    write("revoke update (opt_in) on customer from teller");
    Told told = target.tell(optOut("1", THEIRS.plusSeconds(9), Held.OPT_IN));
    assertThat(told.bearing()).as(told.toString()).isInstanceOf(Bearing.Refusing.class);
    assertThat(target.examine())
        .singleElement()
        .satisfies(finding -> assertThat(finding.healthy()).isFalse());
    write("drop owned by teller");
  }
}
