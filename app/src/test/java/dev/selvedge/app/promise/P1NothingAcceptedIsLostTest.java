package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.plan.Delivery;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.sandbox.setting.Settings;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.Await;
import dev.selvedge.work.Store;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// P1: a 2xx to a webhook, or a moved poll cursor, means the record is on disk. `kill -9` at any
/// instant loses nothing and repeats no visible effect.
class P1NothingAcceptedIsLostTest {
  private static final int KILLS = 20;
  private static final int SENDERS = 6;
  private static final Duration JOBS_TAKE = Duration.ofMillis(400);
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final Random dice = new Random(20);
  private final AtomicBoolean open = new AtomicBoolean(true);
  private final AtomicReference<Optional<URI>> address = new AtomicReference<>(Optional.empty());

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void a_hub_killed_twenty_times_under_load_delivers_every_accepted_record_once(
      @TempDir Path folder) {
    try (SandboxServer account =
            SandboxServer.start(
                SandboxConfig.defaults().settings(Settings.unthrottled().withJobDelay(JOBS_TAKE)));
        ShopCalls calls = new ShopCalls()) {
      BrandFolder brand = BrandFolder.write(folder.resolve("brand"), account.baseUrl());
      CustomerTable table = new CustomerTable(brand.customerDatabase(), SENDERS, open::get);
      table.create();
      List<ShopLife> shop = new ArrayList<>();
      for (int sender = 0; sender < SENDERS; sender++) {
        shop.add(
            new ShopLife(sender, calls, address::get, open::get, InstantSource.system().instant()));
      }
      List<Thread> lives = new ArrayList<>();
      shop.forEach(life -> lives.add(Thread.ofVirtual().start(life)));
      lives.add(Thread.ofPlatform().start(table));

      Path log = folder.resolve("hub.log");
      for (int kill = 0; kill < KILLS; kill++) {
        try (HubProcess hub = start(brand, log)) {
          if (kill % 4 == 3) {
            // in the middle of its start, or soon after
            Await.pace(Duration.ofMillis(300 + dice.nextInt(2000)));
          } else {
            hub.awaitUp();
            Await.pace(Duration.ofMillis(20 + dice.nextInt(1000)));
          }
        }
      }
      try (HubProcess hub = start(brand, log)) {
        hub.awaitUp();
        open.set(false);
        Await.until("the last calls", PATIENCE, () -> lives.stream().noneMatch(Thread::isAlive));
        Truth truth = new Truth();
        table.tell(truth);
        shop.forEach(life -> life.tell(truth));
        check(brand, account, truth);
      }
      assertThat(shop.stream().mapToInt(ShopLife::accepted).sum()).isGreaterThan(500);
      assertThat(shop.stream().mapToInt(ShopLife::repeats).sum()).isGreaterThan(KILLS);
    } finally {
      open.set(false);
    }
  }

  private HubProcess start(BrandFolder brand, Path log) {
    return HubProcess.start(brand.path(), log, uri -> address.set(Optional.of(uri)));
  }

  private static void check(BrandFolder brand, SandboxServer account, Truth truth) {
    try (Store store = Stores.openReadOnly(StoreConfig.file(brand.store()))) {
      Await.until(
          () -> "rest; " + store.read(ports -> ports.deliveries().counts()),
          PATIENCE,
          LOOK_EVERY,
          () -> store.read(P1NothingAcceptedIsLostTest::isAtRest));
      assertThat(truth.wrongIn(account)).isEmpty();
      long people = store.read(ports -> ports.people().count());
      assertThat(people).isEqualTo(truth.contactCount());
      long parked = store.read(ports -> ports.parked().count());
      assertThat(parked).isZero();
    }
  }

  private static boolean isAtRest(Store.Ports ports) {
    return ports.inbox().backlog() == 0
        && !ports.trail().ofSource(CustomerTable.last(), 1).isEmpty()
        && ports.deliveries().counts().stream()
            .allMatch(count -> count.state() == Delivery.State.SETTLED);
  }
}
