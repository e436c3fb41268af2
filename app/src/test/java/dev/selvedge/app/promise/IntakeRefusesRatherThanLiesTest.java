package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.plan.Delivery;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.Await;
import dev.selvedge.work.FeedState;
import dev.selvedge.work.Store;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// P1 at its narrowest: when the disk has no room left a webhook is answered 503 and not 2xx, what
/// was answered 2xx is there in the end, what was refused is not there by half, and the hub goes
/// on by itself when there is room.
class IntakeRefusesRatherThanLiesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final long PLENTY = 100L << 30;
  private static final long NEARLY_NOTHING = 1L << 20;
  private static final long SMALL_DISK = 6L << 20;
  private static final int REFUSALS = 60;
  private static final Feed CRM = new Feed(new SystemName("crm"), new RecordKind("customer"));

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void a_nearly_full_disk_is_said_and_nothing_is_taken_in_until_there_is_room(
      @TempDir Path folder) {
    AtomicLong free = new AtomicLong(PLENTY);
    try (RunningBrand brand = new RunningBrand(folder, free::get)) {
      assertThat(brand.call("order", order("A-1")).statusCode()).isEqualTo(202);
      row(brand, "C1", "before@example.com");
      await("the first customer", () -> isKnown(brand.hub.store(), "crm/customer/C1"));
      await("readiness", () -> ready(brand).statusCode() == 200);

      free.set(NEARLY_NOTHING);
      await("the refusal", () -> ready(brand).body().contains("the disk is nearly full"));
      HttpResponse<String> refused = brand.call("order", order("A-2"));
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("60");
      assertThat(refused.body()).contains("disk is nearly full").contains("send it again later");
      assertThat(ready(brand).statusCode()).isEqualTo(503);
      await("the pause of the poll", () -> crm(brand).trouble().contains("nearly full"));
      Optional<Cursor> cursor = cursor(brand.hub.store());
      row(brand, "C2", "meanwhile@example.com");
      await("what was accepted before", () -> isAtRest(brand.hub.store()));
      assertThat(cursor(brand.hub.store())).isEqualTo(cursor);
      assertThat(isKnown(brand.hub.store(), "crm/customer/C2")).isFalse();

      free.set(PLENTY);
      await("the next acceptance", () -> brand.call("order", order("A-3")).statusCode() == 202);
      await("the next customer", () -> isKnown(brand.hub.store(), "crm/customer/C2"));
      assertThat(crm(brand).trouble()).isEmpty();
      await("readiness", () -> ready(brand).statusCode() == 200);
      await("rest", () -> isAtRest(brand.hub.store()));
      assertThat(orders(brand.account)).containsExactly("A-1", "A-3");
    }
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void a_disk_that_takes_no_more_is_answered_503_and_no_acknowledged_record_is_missing(
      @TempDir Path folder) throws IOException {
    Path log = folder.resolve("hub.log");
    Set<String> accepted = new TreeSet<>();
    Set<String> refused = new TreeSet<>();
    try (SandboxServer account = SandboxServer.start(SandboxConfig.unthrottled());
        ShopCalls calls = new ShopCalls()) {
      BrandFolder brand = BrandFolder.write(folder.resolve("brand"), account.baseUrl());
      try (HubProcess hub = HubProcess.start(brand.path(), log, ignored -> {})) {
        URI shop = hub.awaitUp();
        hub.limitFiles(SMALL_DISK);
        for (int number = 0; refused.size() < REFUSALS; number++) {
          int status = calls.send(shop, "order", order("W-" + number)).statusCode();
          assertThat(status).isIn(202, 503);
          (status == 202 ? accepted : refused).add("W-" + number);
        }
        assertThat(accepted).hasSizeGreaterThan(20);

        hub.limitFiles(FileLimit.NONE);
        await("recovery", () -> calls.send(shop, "order", order("W-last")).statusCode() == 202);
        accepted.add("W-last");
        for (String again : refused.stream().limit(REFUSALS / 2).toList()) {
          // had half of it been stored it would be a repeat
          assertThat(calls.send(shop, "order", order(again)).body())
              .isEqualTo("{\"accepted\":1,\"repeats\":0}");
          accepted.add(again);
        }
        refused.removeAll(accepted);
        try (Store store = Stores.openReadOnly(StoreConfig.file(brand.store()))) {
          await("the inbox", () -> store.read(ports -> ports.inbox().backlog()) == 0);
          assertThat(accepted).allMatch(key -> isKnown(store, "shop/order/" + key));
          assertThat(refused).isNotEmpty().noneMatch(key -> isKnown(store, "shop/order/" + key));
        }
      }
      assertThat(Files.readString(log))
          .contains("a webhook could not be stored")
          .contains("webhooks are stored again")
          .doesNotContain("@example.com");
      // what was under way when the disk was full is taken up by the next run
      try (HubProcess next = HubProcess.start(brand.path(), log, ignored -> {})) {
        next.awaitUp();
        try (Store store = Stores.openReadOnly(StoreConfig.file(brand.store()))) {
          await("rest", () -> isAtRest(store));
        }
      }
      assertThat(orders(account)).isEqualTo(accepted);
    }
  }

  /// About 2 KB that hardly can be packed, so that a small disk is soon full.
  private static String order(String number) {
    StringBuilder note = new StringBuilder();
    for (int part = 0; part < 40; part++) {
      note.append(Integer.toHexString((number + part).hashCode() * 0x9E3779B9)).append(part);
    }
    return """
      {"number":"%s","email":"%s@example.com","placed_at":"2026-01-05T10:00:00Z",\
      "status":"paid","total":"20.00","note":"%s",\
      "lines":[{"sku":"HAT","quantity":1,"price":"20.00"}],"updated_at":"2026-01-05T10:00:00Z"}"""
        .formatted(number, number.toLowerCase(Locale.ROOT), note);
  }

  private static void row(RunningBrand brand, String number, String email) {
    brand.writeToDatabase(
        "insert into customer values ('%s', '%s', 'Last', 'Leeds', '%s')"
            .formatted(number, email, brand.now()));
  }

  private static FeedState crm(RunningBrand brand) {
    return brand.hub.feeds().getFirst();
  }

  private static Optional<Cursor> cursor(Store store) {
    return store.read(ports -> ports.inbox().cursor(CRM));
  }

  private static HttpResponse<String> ready(RunningBrand brand) {
    return brand.get("/health/ready");
  }

  private static boolean isKnown(Store store, String source) {
    return !store.read(ports -> ports.trail().ofSource(source, 1)).isEmpty();
  }

  private static boolean isAtRest(Store store) {
    return store.read(
        ports ->
            ports.inbox().backlog() == 0
                && ports.deliveries().counts().stream()
                    .allMatch(count -> count.state() == Delivery.State.SETTLED));
  }

  private static Set<String> orders(SandboxServer account) {
    return account.inside().records("Orders").stream()
        .map(held -> held.path("json").path("id").asString(""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void await(String what, BooleanSupplier condition) {
    Await.until(what, PATIENCE, LOOK_EVERY, condition);
  }
}
