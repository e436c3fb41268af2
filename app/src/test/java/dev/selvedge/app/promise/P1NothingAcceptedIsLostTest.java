package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.plan.Delivery;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.sandbox.program.Program;
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
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// P1: a 2xx to a webhook, or a moved poll cursor, means the record is on disk. `kill -9` at any
/// instant loses nothing and repeats no visible effect.
class P1NothingAcceptedIsLostTest {
  private static final int KILLS = 50;
  private static final int SENDERS = 6;
  private static final int LEAST_A_LIFE = 20;
  private static final Duration JOBS_TAKE = Duration.ofMillis(400);
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  /// What goes wrong at Dotdigital meanwhile.
  private static final List<FaultRule> WEATHER =
      List.of(
          new FaultRule(0, "PUT", "/contacts/v3/import", new Fault.CutAfter(), 0, 0.1),
          new FaultRule(0, "PUT", "/contacts/v3/import", new Fault.CutBefore(), 0, 0.05),
          new FaultRule(0, "PATCH", "/contacts/**", new Fault.CutAfter(), 0, 0.05),
          new FaultRule(0, "PUT", "/insightData/**", new Fault.CutAfter(), 0, 0.05),
          new FaultRule(0, "POST", "/v2/programs/enrolments", new Fault.CutAfter(), 0, 0.2),
          new FaultRule(0, "POST", "/v2/programs/enrolments", new Fault.CutBefore(), 0, 0.1),
          new FaultRule(0, "*", "/contacts/**", new Fault.Status(503, false, ""), 0, 0.05));

  private final Random dice = new Random(20);
  private final AtomicBoolean open = new AtomicBoolean(true);
  private final AtomicReference<Optional<URI>> address = new AtomicReference<>(Optional.empty());

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void a_hub_killed_fifty_times_under_load_and_faults_delivers_every_accepted_record_once(
      @TempDir Path folder) {
    try (SandboxServer account =
            SandboxServer.start(
                SandboxConfig.defaults().settings(Settings.unthrottled().withJobDelay(JOBS_TAKE)));
        ShopCalls calls = new ShopCalls()) {
      // A program that lets everybody in again and again: only the hub can keep it from doubling.
      int program = account.addProgram("Parcel sent", Program.Status.ACTIVE, false);
      WEATHER.forEach(account.faults()::add);
      BrandFolder brand = BrandFolder.write(folder.resolve("brand"), account.baseUrl(), program);
      CustomerTable table = new CustomerTable(brand.customerDatabase(), SENDERS, open::get);
      table.create();
      List<ShopLife> shop = new ArrayList<>();
      for (int sender = 0; sender < SENDERS; sender++) {
        shop.add(new ShopLife(sender, calls, address::get, open::get, InstantSource.system()));
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
            int enough = accepted(shop) + LEAST_A_LIFE + dice.nextInt(150);
            Await.until("work for the hub", PATIENCE, () -> accepted(shop) >= enough);
            Await.pace(Duration.ofMillis(dice.nextInt(500)));
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
        checkEnrolments(brand, account, program, shop);
      }
      assertThat(accepted(shop)).isGreaterThan(KILLS / 2 * LEAST_A_LIFE);
      assertThat(shop.stream().mapToInt(ShopLife::repeats).sum()).isGreaterThan(KILLS);
    } finally {
      open.set(false);
    }
  }

  @Test
  void a_change_that_comes_while_an_import_is_under_way_is_sent_after_it(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      for (int i = 0; i < 30; i++) {
        bench.receive(Workbench.shop("c" + i).email("p" + i + "@example.com").first("A").upsert());
      }
      bench.crank.resolve();
      AtomicBoolean changed = new AtomicBoolean();
      bench.crank.sendAll(
          12,
          () -> {
            if (!changed.getAndSet(true)) {
              bench.receive(
                  Workbench.shop("c7")
                      .email("p7@example.com")
                      .first("B")
                      .stamp(Workbench.NOON)
                      .upsert());
              bench.crank.resolve();
            }
            bench.clock.advance(Duration.ofSeconds(3));
          });

      assertThat(bench.contact("p7@example.com").path("dataFields").path("FIRSTNAME").asString())
          .isEqualTo("B");
      assertThat(bench.contact("p8@example.com").path("dataFields").path("FIRSTNAME").asString())
          .isEqualTo("A");
    }
  }

  private static int accepted(List<ShopLife> shop) {
    return shop.stream().mapToInt(ShopLife::accepted).sum();
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
      List<String> wrong = truth.wrongIn(account);
      assertThat(wrong).as(() -> story(wrong, store, account)).isEmpty();
      long people = store.read(ports -> ports.people().count());
      assertThat(people).isEqualTo(truth.contactCount());
      long parked = store.read(ports -> ports.parked().count());
      assertThat(parked).isZero();
    }
  }

  /// How the first contacts that are not as they should be came to be so, latest last.
  private static String story(List<String> wrong, Store store, SandboxServer account) {
    List<String> told = new ArrayList<>();
    for (String one : wrong.subList(0, Math.min(3, wrong.size()))) {
      String email = one.substring(0, one.indexOf(' '));
      told.add(email + " is " + account.inside().contact(email));
      store
          .read(
              ports ->
                  ports.people().byEmail(List.of(email)).stream()
                      .flatMap(person -> ports.trail().ofPerson(person.id().value(), 40).stream())
                      .toList())
          .reversed()
          .forEach(
              entry ->
                  told.add(
                      entry.at()
                          + " "
                          + entry.about().source()
                          + " "
                          + entry.word()
                          + ": "
                          + entry.sentence()));
    }
    return String.join("\n", told);
  }

  /// The program was asked once for each parcel. Where an answer was lost and looking gave no
  /// certainty the hub may have left it, and then says so; it never asks twice.
  private static void checkEnrolments(
      BrandFolder brand, SandboxServer account, int program, List<ShopLife> shop) {
    Map<String, Integer> parcels = new TreeMap<>();
    shop.forEach(
        life ->
            life.parcelsByAddress()
                .forEach((email, count) -> parcels.merge(email, count, Integer::sum)));
    long missing = 0;
    for (var person : parcels.entrySet()) {
      int asked = account.inside().attendance(program, person.getKey()).asked();
      assertThat(asked)
          .as("enrolments of " + person.getKey())
          .isLessThanOrEqualTo(person.getValue());
      missing += person.getValue() - asked;
    }
    long sent = parcels.values().stream().mapToLong(Integer::longValue).sum();
    assertThat(sent).isGreaterThan(100);
    try (Store store = Stores.openReadOnly(StoreConfig.file(brand.store()))) {
      long leftForLackOfCertainty =
          store.read(
              ports ->
                  ports.trail().latest(1_000_000).stream()
                      .filter(entry -> entry.sentence().contains("at most once"))
                      .count());
      assertThat(missing).isLessThanOrEqualTo(leftForLackOfCertainty);
    }
  }

  private static boolean isAtRest(Store.Ports ports) {
    return ports.inbox().backlog() == 0
        && !ports.trail().ofSource(CustomerTable.last(), 1).isEmpty()
        && ports.deliveries().counts().stream()
            .allMatch(count -> count.state() == Delivery.State.SETTLED);
  }
}
