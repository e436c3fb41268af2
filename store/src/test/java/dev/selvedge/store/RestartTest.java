package dev.selvedge.store;

import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.Secret;
import dev.selvedge.store.sql.StoreException;
import dev.selvedge.store.sql.StoreException.Reason;
import dev.selvedge.testkit.Await;
import dev.selvedge.testkit.CountingIds;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.work.Store;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A PostgreSQL that is stopped and started again under hubs at work: whatever was acknowledged is
/// there, nobody needs to be told, and one leads again.
final class RestartTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final SettableClock clock = new SettableClock();

  @TempDir Path folder;

  private EmbeddedPostgres start(int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("data"))
            .setCleanDataDirectory(false);
    return port == 0 ? builder.start() : builder.setPort(port).start();
  }

  private Store open(EmbeddedPostgres server, long lastId) {
    String url = server.getJdbcUrl("postgres", "postgres");
    StoreConfig config = new StoreConfig(url, "hub", "postgres", new Secret("postgres"));
    return Stores.open(config, new CountingIds(lastId), clock);
  }

  private void accept(Store store, String ref) {
    store.change(
        ports -> ports.inbox().accept(List.of(aSourceRecord().of(ref).build()), clock.instant()));
  }

  private static List<String> waiting(Store store) {
    return store.read(
        ports ->
            ports.inbox().waiting(Integer.MAX_VALUE).stream()
                .map(item -> item.sourceRecord().ref().text())
                .toList());
  }

  /// Hands in records until it is told to stop, and remembers those that were acknowledged.
  private List<String> takeIn(Store store, String kind, AtomicInteger count, AtomicBoolean stop) {
    List<String> acknowledged = new ArrayList<>();
    for (int n = 0; !stop.get(); n++) {
      String ref = "shop/" + kind + '/' + n;
      try {
        accept(store, ref);
        acknowledged.add(ref);
        count.incrementAndGet();
      } catch (StoreException e) {
        assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
      }
    }
    return acknowledged;
  }

  @Test
  void work_goes_on_by_itself_after_a_restart() throws Exception {
    EmbeddedPostgres server = start(0);
    int port = server.getPort();
    try (Store first = open(server, 0);
        Store second = open(server, 1_000_000);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicInteger count = new AtomicInteger();
      AtomicBoolean stop = new AtomicBoolean();
      Future<List<String>> one = threads.submit(() -> takeIn(first, "a", count, stop));
      Future<List<String>> two = threads.submit(() -> takeIn(second, "b", count, stop));
      moreThan(count, 20);
      server.close();
      assertThatThrownBy(() -> accept(first, "shop/c/1")).hasMessageContaining("cannot be reached");
      assertThatThrownBy(() -> waiting(first)).hasMessageContaining("cannot be reached");
      clock.advance(Duration.ofSeconds(1));
      assertThat(first.leads()).isFalse();
      server = start(port);
      moreThan(count, count.get() + 20);
      stop.set(true);
      List<String> acknowledged = new ArrayList<>(one.get(60, TimeUnit.SECONDS));
      acknowledged.addAll(two.get(60, TimeUnit.SECONDS));
      assertThat(waiting(first)).containsAll(acknowledged).doesNotHaveDuplicates();
      clock.advance(Duration.ofSeconds(1));
      assertThat(List.of(first.leads(), second.leads())).containsExactlyInAnyOrder(true, false);
    } finally {
      server.close();
    }
  }

  private static void moreThan(AtomicInteger count, int acknowledged) {
    Await.until("more acknowledged", PATIENCE, () -> count.get() > acknowledged);
  }
}
