package dev.selvedge.store;

import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;

import dev.selvedge.TimeOrderedIds;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.work.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;

/// The program of a process that has a store's file open like a hub and writes to it without a
/// pause, until it is stopped. Its argument is the file; it says one line when it has begun, and
/// ends when its input does.
final class BusyHub {
  private BusyHub() {}

  public static void main(String[] arguments) throws IOException {
    InstantSource clock = InstantSource.system();
    try (Store store =
        Stores.open(StoreConfig.file(Path.of(arguments[0])), new TimeOrderedIds(clock))) {
      accept(store, 0, clock);
      System.out.println("at work");
      for (int round = 1; System.in.available() == 0; round++) {
        accept(store, round, clock);
      }
    }
  }

  private static void accept(Store store, int round, InstantSource clock) {
    List<SourceRecord> records =
        IntStream.range(0, 50)
            .mapToObj(n -> aSourceRecord().of("busy/hub/" + round + '-' + n).build())
            .toList();
    store.change(ports -> ports.inbox().accept(records, clock.instant()));
  }
}
