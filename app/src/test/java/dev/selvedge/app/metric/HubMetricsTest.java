package dev.selvedge.app.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.CountingIds;
import dev.selvedge.work.Promises;
import dev.selvedge.work.Store;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubMetricsTest {
  @TempDir private Path folder;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-07-01T12:00:00Z"));

  @Test
  void a_large_store_is_not_read_at_every_scrape() {
    try (Store store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), new CountingIds())) {
      // each look at the clock is two seconds later: so long does the reading take
      HubMetrics metrics =
          new HubMetrics(
              new HubMetrics.Source("brand", store, Promises.STANDARD, List.of(), () -> true),
              () -> now.updateAndGet(time -> time.plusSeconds(2)));
      MetricSnapshots first = metrics.collect();
      passes(Duration.ofSeconds(10));
      assertThat((Object) metrics.collect()).isSameAs(first);
      passes(Duration.ofSeconds(10));
      assertThat((Object) metrics.collect()).isNotSameAs(first);
    }
  }

  private void passes(Duration time) {
    now.updateAndGet(at -> at.plus(time));
  }
}
