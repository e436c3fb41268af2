package dev.selvedge.bench;

import dev.selvedge.TimeOrderedIds;
import dev.selvedge.bench.scene.Decisions;
import dev.selvedge.bench.scene.GcLog;
import dev.selvedge.bench.scene.SmallJvm;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.work.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Reports of a store with so many people, each compared with the one before, in a JVM of its own
/// with a small heap.
///
/// @param people of whom each decided, ordered and was taken up by automations
record ReportsBench(int people) implements Benchmark {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  @Override
  public String name() {
    return String.format("reports, %,d people", people);
  }

  @Override
  public void run(Path folder, Figures figures) throws IOException {
    Path file = folder.resolve("hub.db");
    try (Store store =
        Stores.open(StoreConfig.file(file), new TimeOrderedIds(InstantSource.fixed(NOW)))) {
      new Decisions(people, NOW).into(store);
    }
    GcLog log =
        SmallJvm.run(
            folder,
            List.of(ReportsRun.class.getName(), file.toString(), NOW.toString()),
            figures::add);
    figures.add("peak heap of 512 MB, MB", log.peakMegabytes());
    figures.add("peak after a collection, MB", log.liveMegabytes());
  }
}
