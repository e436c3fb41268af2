package dev.selvedge.store;

import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.selvedge.TimeOrderedIds;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.store.sql.StoreException;
import dev.selvedge.store.sql.StoreException.Reason;
import dev.selvedge.testkit.Await;
import dev.selvedge.testkit.CountingIds;
import dev.selvedge.work.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Small changes from the command line, whether a hub is at work on the store or not.
final class CommandsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  private Path path() {
    return folder.resolve("hub.db");
  }

  private StoreConfig file() {
    return StoreConfig.file(path());
  }

  private static TimeOrderedIds ids() {
    return new TimeOrderedIds(InstantSource.system());
  }

  private static void accept(Store store, String ref) {
    store.change(ports -> ports.inbox().accept(List.of(aSourceRecord().of(ref).build()), NOW));
  }

  private static List<String> waiting(Store store) {
    return store.read(
        ports ->
            ports.inbox().waiting(1000).stream()
                .map(item -> item.sourceRecord().ref().text())
                .toList());
  }

  private static void fails(ThrowingCallable call, Reason reason, String words) {
    assertThatThrownBy(call)
        .hasMessageContaining(words)
        .asInstanceOf(type(StoreException.class))
        .extracting(StoreException::reason)
        .isEqualTo(reason);
  }

  private static void worksWithoutAHub(StoreConfig config) {
    fails(() -> Stores.openForCommands(config, ids()), Reason.UNFIT, "there is no store");
    try (Store hub = Stores.open(config, ids())) {
      accept(hub, "shop/customer/1");
    }
    try (Store command = Stores.openForCommands(config, ids())) {
      accept(command, "shop/customer/2");
    }
    try (Store hub = Stores.open(config, ids())) {
      assertThat(waiting(hub)).containsExactly("shop/customer/1", "shop/customer/2");
    }
  }

  @Test
  void a_file_is_changed_while_no_hub_is_there() {
    worksWithoutAHub(file());
  }

  @Test
  void a_schema_is_changed_while_no_hub_is_there() {
    worksWithoutAHub(Postgres.freshSchema());
  }

  /// Each sees what the other stored, with the same statements as before, which are prepared.
  private static void worksBesideAHub(StoreConfig config) {
    try (Store hub = Stores.open(config, ids());
        Store command = Stores.openForCommands(config, ids())) {
      for (int round = 0; round < 20; round++) {
        String own = "shop/customer/" + round;
        accept(hub, own);
        Inbox.Item item = hub.read(ports -> ports.inbox().waiting(1)).getFirst();
        hub.change(ports -> ports.inbox().settle(List.of(item.id())));
        assertThat(waiting(command)).isEmpty();
        command.change(ports -> ports.inbox().reopen(List.of(item.id())));
        assertThat(waiting(hub)).containsExactly(own);
        hub.change(ports -> ports.inbox().settle(List.of(item.id())));
      }
    }
  }

  @Test
  void a_file_is_changed_beside_a_hub() {
    worksBesideAHub(file());
  }

  @Test
  void a_schema_is_changed_beside_a_hub() {
    worksBesideAHub(Postgres.freshSchema());
  }

  private static void neverLeads(StoreConfig config) {
    Stores.open(config, ids()).close();
    try (Store command = Stores.openForCommands(config, ids())) {
      assertThat(command.leads()).isFalse();
      assertThat(command.isExclusive()).isFalse();
      fails(
          () -> command.lead(ports -> ports.people().count()),
          Reason.IN_USE,
          "another process leads");
      try (Store hub = Stores.open(config, ids())) {
        assertThat(hub.leads()).isTrue();
      }
    }
  }

  @Test
  void it_never_leads_and_keeps_no_hub_out_of_a_file() {
    neverLeads(file());
  }

  @Test
  void it_never_leads_and_keeps_no_hub_out_of_a_schema() {
    neverLeads(Postgres.freshSchema());
  }

  @Test
  void a_store_of_another_release_is_left_alone() throws SQLException {
    Stores.open(file(), ids()).close();
    version("99");
    fails(() -> Stores.openForCommands(file(), ids()), Reason.UNFIT, "newer release");
    version("1");
    fails(() -> Stores.openForCommands(file(), ids()), Reason.UNFIT, "older release");
  }

  private void version(String version) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path());
        Statement statement = connection.createStatement()) {
      statement.execute("update flyway_schema_history set version = '" + version + "'");
    }
  }

  @Test
  void a_command_that_failed_leaves_nothing_behind() {
    try (Store hub = Stores.open(file(), ids());
        Store command = Stores.openForCommands(file(), ids())) {
      assertThatThrownBy(
              () ->
                  command.change(
                      ports -> {
                        ports.inbox().accept(List.of(aSourceRecord().build()), NOW);
                        throw new IllegalStateException("the wrong key");
                      }))
          .isInstanceOf(IllegalStateException.class);
      assertThat(waiting(hub)).isEmpty();
      accept(hub, "shop/customer/1");
    }
  }

  @Test
  void the_hub_may_be_another_process_that_never_rests() throws Exception {
    Process process = busyHub();
    try (BufferedReader says = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(says.readLine()).isEqualTo("at work");
      fails(() -> Stores.open(file(), new CountingIds()), Reason.IN_USE, "another hub");
      try (Store command = Stores.openForCommands(file(), ids())) {
        long before = received(command);
        for (int n = 0; n < 30; n++) {
          accept(command, "command/line/" + n);
        }
        Await.until(
            "the hub writes beside the command", PATIENCE, () -> received(command) > before + 30);
        assertThat(process.isAlive()).isTrue();
      }
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
    try (Store hub = Stores.open(file(), ids())) {
      List<String> all = waitingAll(hub);
      assertThat(all).doesNotHaveDuplicates();
      assertThat(all.stream().filter(ref -> ref.startsWith("command/line/"))).hasSize(30);
    }
  }

  private static long received(Store store) {
    return store.read(ports -> ports.inbox().backlog());
  }

  private static List<String> waitingAll(Store store) {
    return store.read(
        ports ->
            ports.inbox().waiting(Integer.MAX_VALUE).stream()
                .map(item -> item.sourceRecord().ref().text())
                .toList());
  }

  private Process busyHub() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path log = folder.resolve("hub.log");
    Process process =
        new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                BusyHub.class.getName(),
                path().toString())
            .redirectError(log.toFile())
            .start();
    assertThat(Files.exists(log)).isTrue();
    return process;
  }
}
