package dev.selvedge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.selvedge.store.sql.StoreException;
import dev.selvedge.testkit.CountingIds;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can never be is refused by both databases, whoever writes it.
final class ImpossibleStatesTest {
  private static final String DELIVERY =
      """
      insert into delivery (target, facet, subject_id, person_id, desired, delivered_hash,
        remote_id, address, delivered_at, state, lane, flow_system, flow_kind, changed_at, due_at,
        attempts, together, not_after)
      values ('dotdigital', 'CONTACT', '1', 1, 'h', '', '', '', 0, 'DUE', 'BULK', 'shop',
        'customer', 0, 0, 0, 0, 0)
      """;
  private static final String JOB =
      """
      insert into import_job (id, target, facet, owner, stage, remote_id, started_at, ask_at,
        encoding, items)
      values (1, 'dotdigital', 'CONTACT', 'run-1', 'HANDING_OVER', '', 0, 0, 0, '')
      """;
  private static final String CONDITION =
      """
      insert into target_condition (target, failures, cause, sentence, since, probe_at, probes,
        false_alarms)
      values ('dotdigital', 0, 'x', 'y', 1, 2, 3, 0)
      """;

  @TempDir Path folder;

  private static void checks(Connection connection) throws SQLException {
    accepts(connection, DELIVERY);
    refuses(connection, "update delivery set state = 'CLAIMED'");
    refuses(connection, "update delivery set claimant = 'run-1'");
    accepts(connection, "update delivery set state = 'CLAIMED', claimant = 'run-1'");
    refuses(connection, "update delivery set state = 'SETTLED'");
    refuses(connection, "update delivery set state = 'ODD'");
    refuses(connection, "update delivery set lane = 'FAST'");
    refuses(connection, "update delivery set facet = 'MOON'");
    refuses(connection, "update delivery set desired = ''");
    refuses(connection, "update delivery set address = 'a@example.com'");
    refuses(connection, "update delivery set attempts = -1");
    refuses(connection, "update delivery set together = -1");
    refuses(connection, "update delivery set not_after = -1");
    accepts(connection, JOB);
    refuses(connection, "update import_job set stage = 'RUNNING'");
    refuses(connection, "update import_job set remote_id = 'abc'");
    accepts(connection, "update import_job set stage = 'RUNNING', remote_id = 'abc'");
    refuses(connection, "update import_job set stage = 'PACKING'");
    refuses(connection, "update import_job set owner = ''");
    accepts(connection, CONDITION);
    refuses(connection, "update target_condition set cause = ''");
    refuses(connection, "update target_condition set failures = 1");
    refuses(connection, "update target_condition set probes = -1");
    refuses(connection, "insert into hub_run (name, alive_until) values ('', 0)");
  }

  private static void accepts(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isEqualTo(1);
    }
  }

  private static void refuses(Connection connection, String sql) {
    assertThatThrownBy(
            () -> {
              try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(sql);
              }
            },
            sql)
        .asInstanceOf(type(SQLException.class))
        .extracting(failure -> StoreException.of(failure).reason())
        .isEqualTo(StoreException.Reason.CONFLICT);
  }

  @Test
  void on_sqlite() throws SQLException {
    StoreConfig config = StoreConfig.file(folder.resolve("hub.db"));
    Stores.open(config, new CountingIds()).close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + config.location())) {
      checks(connection);
    }
  }

  @Test
  void on_postgres() throws SQLException {
    StoreConfig config = Postgres.freshSchema();
    Stores.open(config, new CountingIds()).close();
    try (Connection connection = Postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path = " + config.schema());
      checks(connection);
    }
  }
}
