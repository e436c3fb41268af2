package dev.selvedge.store;

import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.selvedge.IdSource;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.store.sql.StoreException;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.work.Store;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every process that has a store open hands out ids of its own.
final class SlotsTest {
  private final SettableClock clock = new SettableClock();

  @TempDir Path folder;

  /// Real ids, that remember their slot.
  private final class Ids implements IdSource {
    private final TimeOrderedIds ids = new TimeOrderedIds(clock);
    private int slot = -1;
    private int times;

    @Override
    public long next() {
      return ids.next();
    }

    @Override
    public void goOn(long last, int given) {
      slot = given;
      times++;
      ids.goOn(last, given);
    }
  }

  private static List<SourceRecord> records(String kind, int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> aSourceRecord().of("shop/" + kind + "/" + n).build())
        .toList();
  }

  private void accept(Store store, List<SourceRecord> records) {
    store.change(ports -> ports.inbox().accept(records, clock.instant()));
  }

  @Test
  void processes_on_one_schema_have_slots_of_their_own() {
    StoreConfig config = Postgres.freshSchema();
    Ids first = new Ids();
    Ids second = new Ids();
    Ids command = new Ids();
    try (Store one = Stores.open(config, first);
        Store two = Stores.open(config, second);
        Store three = Stores.openForCommands(config, command)) {
      assertThat(List.of(first.slot, second.slot, command.slot)).doesNotHaveDuplicates();
      assertThat(List.of(one.leads(), two.leads(), three.leads()))
          .containsExactly(true, false, false);
    }
  }

  @Test
  void in_one_millisecond_two_processes_store_side_by_side() throws Exception {
    StoreConfig config = Postgres.freshSchema();
    try (Store one = Stores.open(config, new Ids());
        Store two = Stores.open(config, new Ids());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int n = 0; n < 20; n++) {
        List<SourceRecord> some = records("kind" + n, 100);
        Store store = n % 2 == 0 ? one : two;
        tasks.add(
            () -> {
              accept(store, some);
              return true;
            });
      }
      for (Future<Boolean> done : threads.invokeAll(tasks)) {
        assertThat(done.get()).isTrue();
      }
      assertThat(one.read(ports -> ports.inbox().backlog()).longValue()).isEqualTo(2000);
    }
  }

  @Test
  void whoever_loses_the_connection_keeps_the_slot_if_nobody_has_it_by_then() throws SQLException {
    StoreConfig config = Postgres.freshSchema();
    Ids ids = new Ids();
    try (Store store = Stores.open(config, ids);
        Connection other = Postgres.connect()) {
      int before = ids.slot;
      Postgres.breakLeader(config);
      accept(store, records("a", 1));
      assertThat(ids.times).isEqualTo(2);
      assertThat(ids.slot).isEqualTo(before);
      Postgres.breakLeader(config);
      assertThat(new AdvisoryLocks(other, config.schema()).trySlot(before)).isTrue();
      accept(store, records("b", 1));
      assertThat(ids.slot).isNotEqualTo(before);
    }
  }

  @Test
  void ids_go_on_after_all_that_others_stored_meanwhile() throws SQLException {
    StoreConfig config = Postgres.freshSchema();
    TimeOrderedIds ids = new TimeOrderedIds(clock);
    try (Store store = Stores.open(config, ids)) {
      SettableClock ahead = new SettableClock(clock.instant().plus(Duration.ofHours(1)));
      TimeOrderedIds others = new TimeOrderedIds(ahead);
      try (Store other = Stores.open(config, others)) {
        accept(other, records("a", 10));
      }
      Postgres.breakConnections();
      long last = store.write(ports -> ports.inbox().lastId());
      assertThat(ids.next()).isGreaterThan(last);
    }
  }

  @Test
  void a_schema_has_room_for_so_many_processes() throws SQLException {
    StoreConfig config = Postgres.freshSchema();
    Stores.open(config, new Ids()).close();
    try (Connection all = Postgres.connect()) {
      AdvisoryLocks locks = new AdvisoryLocks(all, config.schema());
      for (int slot = 0; slot < TimeOrderedIds.SLOTS; slot++) {
        assertThat(locks.trySlot(slot)).isTrue();
      }
      isFull(() -> Stores.open(config, new Ids()));
    }
  }

  @Test
  void the_processes_on_one_file_have_slots_of_their_own() {
    StoreConfig config = StoreConfig.file(folder.resolve("hub.db"));
    Ids hub = new Ids();
    Ids first = new Ids();
    Ids second = new Ids();
    try (Store open = Stores.open(config, hub);
        Store command = Stores.openForCommands(config, first)) {
      accept(open, records("a", 1));
      accept(command, records("b", 1));
      try (Store other = Stores.openForCommands(config, second)) {
        accept(other, records("c", 1));
        assertThat(List.of(hub.slot, first.slot, second.slot)).containsExactly(0, 1, 2);
      }
    }
    try (Store open = Stores.open(config, hub)) {
      assertThat(hub.slot).isZero();
      assertThat(open.read(ports -> ports.inbox().backlog()).longValue()).isEqualTo(3);
    }
  }

  @Test
  void a_file_has_room_for_so_many_processes() {
    Path file = folder.resolve("hub.db");
    StoreConfig config = StoreConfig.file(file);
    Stores.open(config, new Ids()).close();
    List<FileLock> all =
        IntStream.range(0, TimeOrderedIds.SLOTS)
            .mapToObj(n -> new FileLocks(file.toAbsolutePath()).slot())
            .toList();
    isFull(() -> Stores.openForCommands(config, new Ids()));
    isFull(() -> Stores.open(config, new Ids()));
    FileLocks.letGo(all.get(5));
    Ids ids = new Ids();
    Stores.open(config, ids).close();
    assertThat(ids.slot).isEqualTo(5);
    all.forEach(FileLocks::letGo);
  }

  private static void isFull(org.assertj.core.api.ThrowableAssert.ThrowingCallable opening) {
    assertThatThrownBy(opening)
        .hasMessageContaining("64 processes")
        .asInstanceOf(type(StoreException.class))
        .extracting(StoreException::reason)
        .isEqualTo(StoreException.Reason.IN_USE);
  }
}
