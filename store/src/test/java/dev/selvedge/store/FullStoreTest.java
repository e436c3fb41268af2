package dev.selvedge.store;

import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.selvedge.connector.SourceRecord;
import dev.selvedge.inbox.GroupCommitter;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.inbox.Inbox.Acceptance;
import dev.selvedge.inbox.IntakeRefusedException;
import dev.selvedge.store.sql.StoreException;
import dev.selvedge.testkit.CountingIds;
import dev.selvedge.work.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real `SQLITE_FULL` under the group committer: what was refused left nothing behind, what was
/// accepted is there, and the same store takes records in again as soon as there is room.
final class FullStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final int SMALL = 400;
  private static final int EVERYTHING = 100_000;
  private static final int RECORDS_A_HAND_IN = 3;

  private final Random dice = new Random(3);

  @Test
  void a_full_store_refuses_whole_hand_ins_and_goes_on_when_there_is_room(@TempDir Path folder) {
    List<List<SourceRecord>> accepted = new ArrayList<>();
    try (Store store =
            new SqliteStores(StoreConfig.file(folder.resolve("hub.db")), new CountingIds())
                .open(SMALL);
        GroupCommitter intake =
            new GroupCommitter(
                records -> store.writeFirst(ports -> ports.inbox().accept(records, NOW)),
                Duration.ofSeconds(30),
                InstantSource.system())) {
      List<SourceRecord> next = handIn(0);
      IntakeRefusedException refusal = handedIn(intake, next);
      while (refusal == null) {
        accepted.add(next);
        next = handIn(accepted.size());
        refusal = handedIn(intake, next);
      }

      assertThat(refusal.getCause())
          .asInstanceOf(type(StoreException.class))
          .extracting(StoreException::reason)
          .isEqualTo(StoreException.Reason.UNWRITABLE);
      assertThat(intake.trouble()).contains("the disk is full");
      assertThat(accepted).hasSizeGreaterThan(20);
      assertThat(keys(store)).isEqualTo(keys(accepted));
      // and again, so that the writer's connection has lived through it
      assertThat(handedIn(intake, next)).isNotNull();

      makeRoom(store);
      assertThat(intake.accept(next))
          .containsExactly(Acceptance.STORED, Acceptance.STORED, Acceptance.STORED);
      assertThat(intake.accept(next))
          .containsExactly(Acceptance.REPEAT, Acceptance.REPEAT, Acceptance.REPEAT);
      assertThat(intake.trouble()).isEmpty();
      assertThat(keys(store)).isEqualTo(keys(List.of(next)));
    }
  }

  private static @Nullable IntakeRefusedException handedIn(
      GroupCommitter intake, List<SourceRecord> records) {
    return catchThrowableOfType(IntakeRefusedException.class, () -> intake.accept(records));
  }

  /// Settles what waits and forgets its bodies, as the engine does in time.
  private static void makeRoom(Store store) {
    store.change(
        ports -> {
          List<Inbox.Item> waiting = ports.inbox().waiting(EVERYTHING);
          ports.inbox().settle(waiting.stream().map(Inbox.Item::id).toList());
          ports.inbox().forgetBodies(NOW.plusSeconds(1), EVERYTHING);
        });
  }

  private List<SourceRecord> handIn(int number) {
    List<SourceRecord> records = new ArrayList<>();
    for (int at = 0; at < RECORDS_A_HAND_IN; at++) {
      byte[] noise = new byte[2_000];
      dice.nextBytes(noise);
      records.add(
          aSourceRecord()
              .of("shop/order/" + number + '-' + at)
              .saying("{\"noise\":\"" + HexFormat.of().formatHex(noise) + "\"}")
              .build());
    }
    return records;
  }

  private static List<String> keys(Store store) {
    return store.read(
        ports ->
            ports.inbox().waiting(EVERYTHING).stream()
                .map(item -> item.sourceRecord().ref().key())
                .toList());
  }

  private static List<String> keys(List<List<SourceRecord>> handIns) {
    return handIns.stream()
        .flatMap(List::stream)
        .map(sourceRecord -> sourceRecord.ref().key())
        .toList();
  }
}
