package dev.selvedge.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.testkit.CountingIds;
import dev.selvedge.work.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What audits found is kept for more than a year: what an older release wrote stays readable.
final class OlderAuditsTest {
  @TempDir Path folder;

  @Test
  void a_result_without_the_lists_that_came_later_is_read_without_them() throws SQLException {
    StoreConfig config = StoreConfig.file(folder.resolve("hub.db"));
    AuditResult result =
        new AuditResult(3, 2, List.of(), List.of(), List.of(), List.of("Nothing differs."));
    Audit audit =
        new Audit(
            7,
            new SystemName("dotdigital"),
            AuditOrder.Basis.SWEEP,
            1,
            "ada",
            Instant.EPOCH.plusSeconds(9),
            Instant.EPOCH.plusSeconds(10),
            Audit.State.DONE,
            "",
            result);
    try (Store store = Stores.open(config, new CountingIds())) {
      store.change(ports -> ports.audits().keep(audit));
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + config.location());
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          update audit_run set result = '{"calls":3,"sourceCalls":2,"parts":[],"groups":[],"days":[],\
          "statements":["Nothing differs."]}'
          """);
    }
    try (Store store = Stores.open(config, new CountingIds())) {
      Optional<Audit> read = store.read(ports -> ports.audits().find(7));
      assertThat(read).contains(audit);
    }
  }
}
