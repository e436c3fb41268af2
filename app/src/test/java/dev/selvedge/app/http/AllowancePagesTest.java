package dev.selvedge.app.http;

import static dev.selvedge.testkit.DeliveryBuilder.aDelivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import dev.selvedge.app.allowance.AllowancePages;
import dev.selvedge.send.allowance.AllowancePolicy;
import dev.selvedge.send.allowance.Reading;
import dev.selvedge.send.allowance.Scope;
import dev.selvedge.send.allowance.Window;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.DeliveryBuilder;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of allowances, asked for as a browser does and answered from a real store.
class AllowancePagesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
  private static final Scope HOURLY = new Scope("calls", Duration.ofHours(1), 2000);
  private static final Scope UNUSED = new Scope("enrolments", Duration.ofHours(1), 20);
  private static final Scope ENDLESS = new Scope("reads", Duration.ofHours(1), Scope.UNLIMITED);

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private Store store;

  @SuppressWarnings("NullAway.Init")
  private House house;

  @BeforeEach
  void open() {
    AtomicLong ids = new AtomicLong();
    store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), ids::incrementAndGet);
    store.change(AllowancePagesTest::fill);
    house = house(List.of(HOURLY, UNUSED, ENDLESS));
  }

  private House house(List<Scope> scopes) {
    HttpParts.Rooms none = HttpParts.Rooms.NONE;
    return House.open(
        House.rooms(
            new HttpParts.Rooms(
                none.search(),
                none.orders(),
                none.connections(),
                new AllowancePages(
                    store,
                    List.of(
                        new Outlook(
                            DeliveryBuilder.TARGET,
                            "Dotdigital",
                            List.of(),
                            scopes,
                            AllowancePolicy.standard().withCeiling(80),
                            List.of())),
                    () -> NOW),
                none.schemas())));
  }

  @AfterEach
  void close() {
    house.close();
    store.close();
  }

  private static void fill(Store.Ports ports) {
    Window early = Window.of(HOURLY, NOW.minus(Duration.ofHours(5))).take(Lane.BULK, 1200);
    ports.allowances().store(DeliveryBuilder.TARGET, early);
    Window now =
        Window.of(HOURLY, NOW.minusSeconds(600))
            .take(Lane.URGENT, 7)
            .take(Lane.NORMAL, 300)
            .take(Lane.BULK, 93)
            .read(new Reading("calls", 2000, 1475, NOW.plusSeconds(3000)), NOW);
    ports.allowances().store(DeliveryBuilder.TARGET, now);
    ports.deliveries().plan(List.of(aDelivery().contactOf(1).build()));
  }

  private String page() {
    Browser browser = house.browser();
    browser.logIn("vera", House.PASSWORD);
    return browser.get("/allowance").body();
  }

  @Test
  void it_says_what_is_left_who_used_the_rest_and_what_waits() {
    assertThat(page())
        .contains("of which the project uses 80 % at most", "2,000 calls every 1 h, as it says")
        // 80 % of 2,000, less 400 of its own
        .contains("<dt>Left for the hub</dt><dd>1,200</dd><dd class=\"note\">of 1,600, until 10:20")
        .contains("<dt>The hub made</dt><dd>400</dd>", "<dt>Others made</dt><dd>125</dd>")
        .contains("<dt>Kept free</dt><dd>275</dd>")
        .containsPattern("urgent</th><td[^>]*>7</td><td[^>]*>320</td>")
        .contains("enrolments", "20 calls every 1 h, assumed: it has not said yet")
        .contains("No call was counted in the last day.")
        .containsPattern("contact</th><td[^>]*>normal</td><td[^>]*>1</td>")
        .doesNotContain("<code>reads</code>", "Nothing waits for Dotdigital.");
  }

  @Test
  void the_last_day_is_drawn_and_stands_as_a_table() {
    assertThat(page())
        .contains("most in an hour: 1,200")
        .contains("from 04:00: 1,200 by the hub, 0 by others")
        .contains("from 09:00: 400 by the hub, 125 by others")
        .containsPattern(
            "09:00</time></th><td[^>]*>7</td><td[^>]*>300</td><td[^>]*>93</td><td[^>]*>125</td>");
  }

  @Test
  void an_account_that_allows_anything_says_so() {
    store.change(ports -> ports.deliveries().plan(List.of(aDelivery().contactOf(1).build())));
    house.close();
    store.close();
    AtomicLong ids = new AtomicLong();
    store = Stores.open(StoreConfig.file(folder.resolve("other.db")), ids::incrementAndGet);
    house = house(List.of(ENDLESS));

    assertThat(page())
        .contains("It allows any number of calls, as far as the hub knows.")
        .contains("Nothing waits for Dotdigital.", "aria-current=\"page\">Allowance</a>");
  }
}
