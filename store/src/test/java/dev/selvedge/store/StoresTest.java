package dev.selvedge.store;

import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.selvedge.Secret;
import dev.selvedge.store.sql.StoreException;
import dev.selvedge.store.sql.StoreException.Reason;
import dev.selvedge.testkit.CountingIds;
import dev.selvedge.work.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Opening and closing stores, on both databases.
final class StoresTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;

  private StoreConfig file() {
    return StoreConfig.file(folder.resolve("data").resolve("hub.db"));
  }

  private static void accept(Store store, String ref) {
    store.write(ports -> ports.inbox().accept(List.of(aSourceRecord().of(ref).build()), NOW));
  }

  private static long backlog(Store store) {
    return store.read(ports -> ports.inbox().backlog());
  }

  private static void fails(ThrowingCallable call, Reason reason, String words) {
    assertThatThrownBy(call)
        .hasMessageContaining(words)
        .asInstanceOf(type(StoreException.class))
        .extracting(StoreException::reason)
        .isEqualTo(reason);
  }

  private static void keepsWhatItHolds(StoreConfig config) {
    try (Store store = Stores.open(config, new CountingIds())) {
      accept(store, "shop/customer/1");
    }
    try (Store store = Stores.open(config, new CountingIds(1000))) {
      accept(store, "shop/customer/1");
      accept(store, "shop/customer/2");
      assertThat(backlog(store)).isEqualTo(2);
    }
  }

  @Test
  void a_file_keeps_what_it_holds() {
    keepsWhatItHolds(file());
  }

  @Test
  void a_schema_keeps_what_it_holds() {
    keepsWhatItHolds(Postgres.freshSchema());
  }

  @Test
  void a_second_hub_on_one_file_is_refused_until_the_first_is_gone() {
    try (Store store = Stores.open(file(), new CountingIds())) {
      accept(store, "shop/customer/1");
      fails(() -> Stores.open(file(), new CountingIds()), Reason.IN_USE, "another hub");
      accept(store, "shop/customer/2");
      assertThat(store.leads()).isTrue();
      assertThat(store.isExclusive()).isTrue();
      assertThat(store.lead(ports -> ports.inbox().backlog()).longValue()).isEqualTo(2);
    }
    Stores.open(file(), new CountingIds()).close();
  }

  private static void isReadWhileAHubWorks(StoreConfig config) {
    fails(() -> Stores.openReadOnly(config), Reason.UNFIT, "there is no store");
    try (Store hub = Stores.open(config, new CountingIds());
        Store reader = Stores.openReadOnly(config)) {
      assertThat(backlog(reader)).isZero();
      accept(hub, "shop/customer/1");
      assertThat(backlog(reader)).isEqualTo(1);
      fails(() -> accept(reader, "shop/customer/2"), Reason.CLOSED, "reading only");
    }
    try (Store reader = Stores.openReadOnly(config)) {
      assertThat(backlog(reader)).isEqualTo(1);
    }
  }

  @Test
  void a_file_can_be_read_while_a_hub_works_on_it() {
    isReadWhileAHubWorks(file());
  }

  @Test
  void a_schema_can_be_read_while_a_hub_works_on_it() {
    isReadWhileAHubWorks(Postgres.freshSchema());
  }

  @Test
  void two_projects_share_a_database_without_meeting() {
    try (Store one = Stores.open(Postgres.freshSchema(), new CountingIds());
        Store two = Stores.open(Postgres.freshSchema(), new CountingIds())) {
      accept(one, "shop/customer/1");
      assertThat(backlog(two)).isZero();
    }
  }

  @Test
  void only_its_owner_may_read_the_file() throws Exception {
    Stores.open(file(), new CountingIds()).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
        .isEqualTo("rw-------");
  }

  private Path path() {
    return folder.resolve("data").resolve("hub.db");
  }

  @Test
  void a_store_of_a_newer_release_is_left_alone() throws Exception {
    Stores.open(file(), new CountingIds()).close();
    onFile("update flyway_schema_history set version = '99'");
    fails(() -> Stores.open(file(), new CountingIds()), Reason.UNFIT, "newer release");
    fails(() -> Stores.openReadOnly(file()), Reason.UNFIT, "newer release");
    onFile("update flyway_schema_history set version = '" + Schema.VERSION + "'");
    Stores.open(file(), new CountingIds()).close();
  }

  private void onFile(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void what_is_not_a_database_is_not_touched() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(path(), "This is a letter, and no database at all.\n".repeat(100));
    fails(() -> Stores.open(file(), new CountingIds()), Reason.FAULT, "refused");
    assertThat(Files.readString(path())).startsWith("This is a letter");
  }

  @Test
  void a_place_that_cannot_be_written_is_named() throws Exception {
    Files.writeString(folder.resolve("data"), "in the way");
    fails(
        () -> Stores.open(file(), new CountingIds()),
        Reason.UNWRITABLE,
        folder.resolve("data").toString());
  }

  @Test
  void a_full_disk_is_told_apart() throws SQLException {
    Stores.open(file(), new CountingIds()).close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path());
        Statement statement = connection.createStatement()) {
      // becomes the present size, since no file can be smaller than it is
      statement.execute("pragma max_page_count = 1");
      assertThatThrownBy(
              () -> statement.execute("insert into inbox_body values (1, 0, 0, zeroblob(90000))"))
          .asInstanceOf(type(SQLException.class))
          .extracting(failure -> StoreException.of(failure).reason())
          .isEqualTo(Reason.UNWRITABLE);
    }
  }

  @Test
  void a_database_that_is_away_is_unavailable() {
    StoreConfig nowhere =
        new StoreConfig("jdbc:postgresql://127.0.0.1:1/none", "hub", "hub", new Secret("s3cret"));
    fails(() -> Stores.open(nowhere, new CountingIds()), Reason.UNAVAILABLE, "cannot be reached");
    fails(() -> Stores.openReadOnly(nowhere), Reason.UNAVAILABLE, "cannot be reached");
  }

  @Test
  void a_schema_needs_a_plain_name() {
    assertThatThrownBy(() -> new StoreConfig("jdbc:postgresql://x/y", "a;drop", "", new Secret("")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StoreConfig(" ", "", "", new Secret("")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new StoreConfig("jdbc:postgresql://x/y", "hub", "u", new Secret("pw")).toString())
        .doesNotContain("pw");
  }
}
