package dev.selvedge.app.http;

import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.app.connection.CheckUp;
import dev.selvedge.app.connection.Connections;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Condition;
import dev.selvedge.send.allowance.AllowancePolicy;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.watch.Timetable;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Store;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of connections, asked for as a browser does and answered from a real store.
class ConnectionPagesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
  private static final SystemName SHOP = new SystemName("shop");
  private static final SystemName ERP = new SystemName("erp");
  private static final SystemName DOTDIGITAL = new SystemName("dotdigital");
  private static final Feed ORDERS = new Feed(SHOP, new RecordKind("order"));
  private static final Feed STOCK = new Feed(SHOP, new RecordKind("stock"));
  private static final Feed CUSTOMERS = new Feed(ERP, new RecordKind("customer"));
  private static final Feed OPT_OUTS = new Feed(DOTDIGITAL, new RecordKind("suppression"));

  @TempDir Path folder;
  private final AtomicInteger asked = new AtomicInteger();

  @SuppressWarnings("NullAway.Init")
  private Store store;

  @SuppressWarnings("NullAway.Init")
  private House house;

  private final Connections.Examined examined =
      new Connections.Examined() {
        @Override
        public Optional<CheckUp> of(SystemName system) {
          return system.equals(SHOP)
              ? Optional.of(
                  new CheckUp(
                      NOW.minusSeconds(600),
                      List.of(
                          new Finding(true, "the shop answers", ""),
                          new Finding(false, "webhooks: <none> is registered", "register them"))))
              : Optional.empty();
        }

        @Override
        public Map<String, Instant> certificates() {
          return Map.of(
              "shop.example.com", NOW.plus(Duration.ofDays(12)), "other.example.com", NOW);
        }

        @Override
        public void again() {
          asked.incrementAndGet();
        }
      };

  @BeforeEach
  void open() {
    AtomicLong ids = new AtomicLong();
    store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), ids::incrementAndGet);
    store.change(ConnectionPagesTest::fill);
    Connections connections =
        new Connections(
            store,
            List.of(
                new Connections.Known(SHOP, "shopify", List.of(ORDERS, STOCK), true),
                new Connections.Known(ERP, "jdbc", List.of(CUSTOMERS), false)),
            List.of(told(DOTDIGITAL, "Dotdigital"), told(SHOP, "consent in shop")),
            Map.of(SHOP, Set.of(URI.create("https://shop.example.com/admin"))),
            Map.of(
                ORDERS, Timetable.every(Duration.ofMinutes(5)),
                CUSTOMERS, Timetable.every(Duration.ofHours(1)),
                OPT_OUTS, Timetable.every(Duration.ofMinutes(2))),
            examined,
            () -> NOW);
    house =
        House.open(
            House.rooms(
                new HttpParts.Rooms(
                    HttpParts.Rooms.NONE.search(),
                    HttpParts.Rooms.NONE.orders(),
                    connections,
                    HttpParts.Rooms.NONE.allowance(),
                    HttpParts.Rooms.NONE.schemas())));
  }

  @AfterEach
  void close() {
    house.close();
    store.close();
  }

  private static Outlook told(SystemName target, String title) {
    return new Outlook(target, title, List.of(), List.of(), AllowancePolicy.standard(), List.of());
  }

  private static void fill(Store.Ports ports) {
    ports
        .inbox()
        .accept(
            List.of(aSourceRecord().of("shop/order/1").saying("{}").build()), NOW.minusSeconds(20));
    ports.inbox().moveCursor(ORDERS, new Cursor("after ada@example.com 2026-11-24"), NOW);
    ports
        .inbox()
        .moveCursor(
            CUSTOMERS, new Cursor("https://erp.example.com/customers?after=9&token=s3cret"), NOW);
    ports.flowReadings().finished("shop/order", NOW.minusSeconds(120));
    ports.flowReadings().failed("erp/customer", "the password was refused", NOW.minusSeconds(3600));
    ports
        .conditions()
        .store(
            DOTDIGITAL,
            new Condition.Ill(
                "credentials",
                "It refuses the password",
                NOW.minusSeconds(60),
                NOW.plusSeconds(30),
                2,
                0));
  }

  private Browser inside(String who) {
    Browser browser = house.browser();
    browser.logIn(who, House.PASSWORD);
    return browser;
  }

  @Test
  void each_system_says_when_it_was_heard_and_read_and_what_is_wrong_with_it() {
    String page = inside("vera").get("/connections").body();

    assertThat(page)
        .contains("shopify, can call", "20 s ago", "2 min ago", "in 3 min")
        .contains("after ad***@example.com 2026-11-24")
        .contains("not polled: it calls")
        .contains("cannot be read", "the password was refused", "tried again by itself")
        .contains(
            "1 thing to look at of 2", "webhooks: &lt;none&gt; is registered", "→ register them")
        .contains("Not examined by this process since it started.")
        .contains("shop.example.com</code> ends in 12 days")
        .contains("left alone", "It refuses the password")
        .containsOnlyOnce("href=\"/flows/shop/order\"")
        .contains("consent in shop")
        .contains("1 record of all systems together is accepted")
        .contains("a mark of its source’s own")
        .doesNotContain("other.example.com", "s3cret");
  }

  @Test
  void what_never_gave_anything_has_no_page_to_be_led_to() {
    Browser vera = inside("vera");
    String link = "href=\"/flows/dotdigital/suppression\"";

    assertThat(vera.get("/connections").body())
        .contains("<span class=\"flow\">dotdigital/suppression</span>")
        .contains("href=\"/flows/shop/stock\"")
        .doesNotContain(link);
    store.change(ports -> ports.flowReadings().finished("dotdigital/suppression", NOW));
    assertThat(vera.get("/connections").body()).contains(link);
  }

  @Test
  void a_system_that_is_told_is_not_called_well_while_it_cannot_be_read_or_something_is_parked() {
    Browser vera = inside("vera");
    store.change(
        ports -> {
          ports.conditions().store(DOTDIGITAL, new Condition.Well(0, 0));
          ports.flowReadings().failed("dotdigital/suppression", "it answered 401", NOW);
          ports
              .deliveries()
              .plan(
                  List.of(
                      new Delivery(
                          DOTDIGITAL,
                          Subject.order(new OrderKey("1001")),
                          new PersonId(1),
                          ContentHash.of("as it is now"),
                          new Delivered.Never(),
                          Delivery.State.PARKED,
                          Lane.NORMAL,
                          ORDERS,
                          NOW,
                          NOW,
                          1,
                          DueQueue.ANY,
                          Delivery.NO_DEADLINE)));
        });
    String page = vera.get("/connections").body();
    String told = page.substring(page.indexOf("id=\"target-dotdigital\""));

    assertThat(told.substring(0, told.indexOf("</h3>"))).contains("look at it");
    assertThat(told)
        .contains("it answered 401", "No change is on the way to it or waits for something else.")
        .contains("<a href=\"/parked\">1 change</a> waits for somebody to look.");
    assertThat(page.substring(page.indexOf("id=\"target-shop\""))).contains("known to be wrong");
  }

  @Test
  void an_operator_has_every_system_examined_and_a_viewer_has_not() {
    Browser otto = inside("otto");
    Map<String, String> token = Map.of("_csrf", Browser.token(otto.get("/connections")));

    assertThat(otto.post("/connections/check", token).headers().firstValue("Location").orElse(""))
        .contains("/connections?notice=check_asked");
    assertThat(otto.get("/connections?notice=check_asked").body())
        .contains("Every system is examined now");
    assertThat(asked).hasValue(1);

    Browser vera = inside("vera");
    assertThat(vera.get("/connections").body())
        .contains("Checking needs the role operator.")
        .doesNotContain("action=\"/connections/check\"");
    Map<String, String> hers = Map.of("_csrf", Browser.token(vera.get("/connections")));
    assertThat(vera.post("/connections/check", hers).statusCode()).isEqualTo(403);
    assertThat(asked).hasValue(1);
  }

  @Test
  void the_page_is_in_the_list_of_further_pages() {
    assertThat(inside("vera").get("/connections").body())
        .contains("<details class=\"rest\">", "aria-current=\"page\">Connections</a>");
    assertThat(house.browser().get("/connections").statusCode()).isEqualTo(302);
  }
}
