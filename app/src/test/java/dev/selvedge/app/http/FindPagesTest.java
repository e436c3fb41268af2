package dev.selvedge.app.http;

import static dev.selvedge.testkit.ContributionBuilder.aContribution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.Stage;
import dev.selvedge.SystemName;
import dev.selvedge.app.order.OrderPages;
import dev.selvedge.app.search.Finder;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.person.FormerAddress;
import dev.selvedge.person.Person;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Subject;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.Store;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Searching, and the page of an order, asked for as a browser does and answered from a real store.
class FindPagesTest {
  private static final Instant START = Instant.parse("2026-11-24T09:00:00Z");
  private static final PersonId ADA = new PersonId(1);
  private static final PersonId BOB = new PersonId(2);
  private static final SystemName DOTDIGITAL = new SystemName("dotdigital");
  private static final ContentHash NOW = ContentHash.of("as it is now");

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private Store store;

  @SuppressWarnings("NullAway.Init")
  private House house;

  @BeforeEach
  void open() {
    AtomicLong ids = new AtomicLong(100);
    store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), ids::incrementAndGet);
    store.change(FindPagesTest::fill);
    house =
        House.open(
            House.rooms(
                new HttpParts.Rooms(
                    new Finder(
                        store,
                        List.of(feed("shop", "order"), feed("erp", "order")),
                        EmailRules.PLAIN),
                    new OrderPages(store, Map.of(DOTDIGITAL, "Dotdigital")),
                    HttpParts.Rooms.NONE.connections(),
                    HttpParts.Rooms.NONE.allowance(),
                    HttpParts.Rooms.NONE.schemas())));
  }

  @AfterEach
  void close() {
    house.close();
    store.close();
  }

  private static Feed feed(String system, String kind) {
    return new Feed(new SystemName(system), new RecordKind(kind));
  }

  private static OrderPart header(String status, String total, Instant placed) {
    return new OrderPart.Header(
        placed,
        status,
        false,
        "GBP",
        new BigDecimal(total),
        Map.of(OrderPart.Amount.DELIVERY, new BigDecimal("3.95")),
        List.of(
            new OrderPart.Line(
                "77", "HAT-1", "hat 1", "Hat <b>", BigDecimal.TWO, new BigDecimal("20.00"))),
        Map.of());
  }

  private static OrderPart parcel(String tracking) {
    return new OrderPart.Fulfilment(
        "1", "on its way", "DPD", tracking, new OrderPart.When.At(START));
  }

  static void fill(Store.Ports ports) {
    ports
        .people()
        .create(List.of(new Person(ADA, "ada@example.com"), new Person(BOB, "bob@example.com")));
    ports
        .formerAddresses()
        .note(
            List.of(
                new FormerAddress(
                    RecordRef.parse("shop/customer/7"), "ada@old.example", START, START)));
    ports
        .contributions()
        .save(
            List.of(
                aContribution().of("shop/customer/7").email("ada@example.com").heldBy(ADA),
                aContribution()
                    .of("shop/order/5551")
                    .changedAt(START)
                    .email("ada@example.com")
                    .about("#1001", header("paid", "43.95", START))
                    .heldBy(ADA),
                aContribution()
                    .of("erp/order/5551")
                    .changedAt(START.minusSeconds(60))
                    .email("ada@example.com")
                    .about("#1001", header("open", "40.00", START))
                    .heldBy(ADA),
                aContribution()
                    .of("wms/parcel/9")
                    .email("")
                    .about("#1001", parcel("JD 0001-x"))
                    .heldByNobody(),
                aContribution()
                    .of("erp/refund/3")
                    .email("")
                    .about(
                        "#1001",
                        new OrderPart.Refund(
                            "r1", new BigDecimal("10"), "torn", new OrderPart.When.At(START)))
                    .heldByNobody(),
                aContribution()
                    .of("shop/order/5552")
                    .about("#1002", header("paid", "1.00", START))
                    .heldBy(BOB),
                aContribution()
                    .of("wms/parcel/10")
                    .email("")
                    .about("W-9", parcel("JD0001X"))
                    .heldByNobody()));
    ports.orphans().note(List.of(new OrderKey("W-9")), START);
    ports
        .deliveries()
        .plan(
            List.of(
                new Delivery(
                    DOTDIGITAL,
                    Subject.order(new OrderKey("#1001")),
                    ADA,
                    NOW,
                    new Delivered.Acknowledged(NOW, "", "ada@example.com", START.plusSeconds(4)),
                    Delivery.State.SETTLED,
                    Lane.NORMAL,
                    feed("shop", "order"),
                    START,
                    START,
                    0,
                    DueQueue.ANY,
                    Delivery.NO_DEADLINE)));
    ports
        .trail()
        .append(
            List.of(
                entry("#1001", "", "Written to Dotdigital."),
                entry("", "shop/order/5551", "Read before anybody knew its number."),
                entry("#900", "shop/order/4000", "Deleted at the source."),
                entry("", "shop/order/4711", "Its total is missing.")));
    ports
        .parked()
        .park(
            List.of(
                new ParkedItem(
                    "inbox/12",
                    Stage.MAPPING,
                    "erp/refund/3",
                    "mapping.total",
                    "Its amount cannot be read.",
                    "",
                    "",
                    0,
                    START,
                    START,
                    1)));
  }

  private static TrailEntry entry(String order, String source, String sentence) {
    return new TrailEntry(
        START, Stage.SEND, "done", new TrailEntry.About(0, order, source, "shop", 0), sentence);
  }

  private Browser inside() {
    Browser browser = house.browser();
    browser.logIn("vera", House.PASSWORD);
    return browser;
  }

  /// Where a search leads, or the list.
  private static String answer(HttpResponse<String> answer) {
    return answer.statusCode() == 302
        ? answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "")
        : answer.body();
  }

  @Test
  void what_is_the_only_one_opens_at_once() {
    Browser browser = inside();

    assertThat(answer(browser.get("/search?q=%20ADA@example.com"))).isEqualTo("/people/p1");
    assertThat(answer(browser.get("/search?q=ada@old.example"))).isEqualTo("/people/p1");
    assertThat(answer(browser.get("/search?q=p2"))).isEqualTo("/people/p2");
    assertThat(answer(browser.get("/search?q=1001"))).isEqualTo("/orders?number=%231001");
    assertThat(answer(browser.get("/search?q=%231001"))).isEqualTo("/orders?number=%231001");
    assertThat(answer(browser.get("/search?q=5552"))).isEqualTo("/orders?number=%231002");
    assertThat(answer(browser.get("/search?q=shop/customer/7"))).isEqualTo("/people/p1");
    assertThat(answer(browser.get("/search?q=900"))).isEqualTo("/orders?number=%23900");
    assertThat(answer(browser.get("/search?q=4711"))).isEqualTo("/flows/shop/order");
    assertThat(answer(browser.get("/search?q=Parked%201"))).isEqualTo("/parked/1");
    assertThat(answer(browser.get("/search?q=bo"))).isEqualTo("/people/p2");
  }

  @Test
  void what_are_several_are_listed_with_how_each_matched() {
    String parcels = answer(inside().get("/search?q=jd0001x"));
    String orders = answer(inside().get("/search?q=100"));
    String refund = answer(inside().get("/search?q=erp/refund/3"));

    assertThat(parcels)
        .contains("2 things go by “jd0001x”")
        .contains("href=\"/orders?number=%231001\"", "told by wms/parcel/9")
        .contains("href=\"/orders/W-9\"", "a parcel's tracking number, told by wms/parcel/10")
        .contains("<span class=\"pill\">order</span>");
    assertThat(orders)
        .contains("Nothing goes by just “100”. 2 things begin with it.")
        .contains("#1001", "#1002", "the number begins so");
    assertThat(refund).contains("Its amount cannot be read.", "href=\"/parked/1\"", "#1001");
  }

  @Test
  void where_nothing_is_found_it_says_what_was_looked_for() {
    Browser browser = inside();

    assertThat(browser.get("/search?q=zz%22%3Cb%3E%00").body())
        .contains("Nothing goes by “zz\"&lt;b&gt;”", "tracking number")
        .contains("value=\"zz&#34;&lt;b>\"");
    assertThat(browser.get("/search?q=" + "9".repeat(300)).body())
        .contains("longer than anything that is looked for");
    assertThat(browser.get("/search?q=9").body()).doesNotContain("begins with it");
    assertThat(browser.get("/search").body()).contains("opens at once");
  }

  @Test
  void a_long_list_comes_in_pages_that_can_be_linked() {
    store.change(
        ports -> {
          for (int at = 0; at < 290; at++) {
            ports
                .contributions()
                .save(
                    List.of(
                        aContribution()
                            .of("shop/order/x" + at)
                            .about("T-" + (100 + at))
                            .heldByNobody()));
          }
        });
    Browser browser = inside();
    String first = browser.get("/search?q=T-").body();
    String second = browser.get("/search?q=T-&page=2").body();

    assertThat(first)
        .contains(
            "200 things begin with it",
            "There are more than are looked for",
            "T-100",
            "T-149",
            "href=\"/search?q=T-&amp;page=2\"")
        .doesNotContain("T-150");
    assertThat(browser.get("/search?q=T-&page=4").body())
        .contains("T-299")
        .doesNotContain("page=5");
    assertThat(browser.get("/search?q=T-&page=12").body()).doesNotContain("T-1");
    assertThat(second).contains("T-150", "T-199", "page=1").doesNotContain("T-149", "T-200");
  }

  @Test
  void every_page_leads_to_the_search() {
    assertThat(inside().get("/people").body())
        .contains("action=\"/search\" role=\"search\"", "aria-keyshortcuts=\"/\"");
    assertThat(house.browser().get("/login").body()).doesNotContain("action=\"/search\"");
  }

  @Test
  void strangers_find_nothing() {
    Browser stranger = house.browser();
    for (String path : List.of("/search?q=1001", "/orders?number=%231001", "/orders/W-9")) {
      HttpResponse<String> answer = stranger.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(302);
      assertThat(answer.headers().firstValue("Location").orElse("")).contains("/login");
      assertThat(answer.body()).doesNotContain("example.com");
    }
  }

  @Test
  void an_order_says_what_it_is_on_whose_word_and_what_others_were_told() {
    String page = inside().get("/orders?number=%231001").body();

    assertThat(page)
        .contains("Order #1001", "href=\"/people/p1\"", "ada@example.com", "paid")
        .contains("£33.95", "−£10.00", "£43.95", "£3.95")
        .contains("Hat &lt;b&gt;", "<code>HAT-1</code>", "written hat 1")
        .contains("All of this is from <code>shop/order/5551</code>")
        .contains("<code>JD 0001-x</code>", "told by <code>wms/parcel/9</code>")
        .contains("“torn”", "told by <code>erp/refund/3</code>")
        .contains("the order is this one’s")
        .contains("says state: <span class=\"value\">open</span>")
        .contains("says total: <span class=\"value\">40.00 GBP</span>")
        .contains("up to date", "holds what it should hold", "4.0 s after the change")
        .contains("Parked 1", "Its amount cannot be read.")
        .contains("Written to Dotdigital.", "Read before anybody knew its number.");
  }

  @Test
  void of_much_that_is_parked_about_an_order_the_newest_are_shown_and_the_others_counted() {
    store.change(
        ports -> {
          for (int at = 0; at < 250; at++) {
            ports
                .parked()
                .park(
                    List.of(
                        new ParkedItem(
                            "inbox/" + (1_000 + at),
                            Stage.MAPPING,
                            "erp/refund/3",
                            "mapping.total",
                            "Its amount cannot be read.",
                            "",
                            "",
                            0,
                            START,
                            START,
                            1)));
          }
        });

    assertThat(inside().get("/orders?number=%231001").body())
        .contains("Parked 251<", "Parked 52<", "The newest 200 of 251 items.")
        .doesNotContain("Parked 51<");
  }

  @Test
  void an_order_of_which_only_parts_have_come_says_so() {
    assertThat(inside().get("/orders/W-9").body())
        .contains("The order itself has not come", "wait for it since")
        .contains("wms/parcel/10", "Nobody was told of this order.");
  }

  @Test
  void an_order_that_its_system_deleted_keeps_its_trail() {
    assertThat(inside().get("/orders?number=%23900").body())
        .contains("No record speaks of this order any more", "Deleted at the source.");
  }

  @Test
  void what_was_acknowledged_and_became_doubtful_is_not_told_as_acknowledged() {
    Delivery doubtful =
        new Delivery(
            DOTDIGITAL,
            Subject.order(new OrderKey("W-9")),
            BOB,
            NOW,
            new Delivered.Doubtful("", "", START.plusSeconds(9)),
            Delivery.State.DUE,
            Lane.NORMAL,
            feed("shop", "order"),
            START,
            START.plusSeconds(60),
            2,
            DueQueue.ANY,
            Delivery.NO_DEADLINE);
    store.change(ports -> ports.deliveries().plan(List.of(doubtful)));

    assertThat(inside().get("/orders/W-9").body())
        .contains("due, trying again", "holds not certain: the last call did not go through")
        .contains("after 2 failed attempts", "not sent before 24 Nov 2026, 09:01:00 UTC")
        .doesNotContain("acknowledged", "after the change");
  }

  @Test
  void an_order_comes_as_json_too() {
    Browser browser = inside();
    JsonNode order =
        JsonMapper.shared().readTree(browser.get("/orders?number=%231001&as=json").body());

    assertThat(order.path("sums").path("worth").asString()).isEqualTo("33.95");
    assertThat(order.path("person").path("email").asString()).isEqualTo("ada@example.com");
    assertThat(order.path("parcels").path(0).path("from").asString()).isEqualTo("wms/parcel/9");
    assertThat(order.path("told").path(0).path("took_millis").asLong()).isEqualTo(4000);
    assertThat(order.path("records").size()).isEqualTo(4);
    assertThat(
            JsonMapper.shared()
                .readTree(browser.get("/orders/W-9.json").body())
                .path("waits_since")
                .asString())
        .isEqualTo("2026-11-24T09:00:00Z");
  }

  @Test
  void an_order_nobody_knows_is_not_found_and_says_so() {
    Browser browser = inside();
    HttpResponse<String> answer = browser.get("/orders/77");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("Nothing is known of an order 77");
    assertThat(browser.get("/orders?number=").statusCode()).isEqualTo(404);
    assertThat(browser.get("/orders?number=%00").statusCode()).isEqualTo(404);
    assertThat(browser.get("/orders").statusCode()).isEqualTo(404);
  }

  @Test
  void whoever_is_erased_is_not_found_any_more() {
    store.change(ports -> ports.traces().forget(ports.traces().find("ada@example.com")));
    Browser browser = inside();

    assertThat(browser.get("/search?q=ada@example.com").body()).contains("Nothing goes by");
    assertThat(browser.get("/search?q=1001").body()).contains("Nothing goes by");
    assertThat(browser.get("/search?q=5551").body()).contains("Nothing goes by");
    assertThat(answer(browser.get("/search?q=jd0001x"))).isEqualTo("/orders/W-9");
    assertThat(browser.get("/orders?number=%231001").statusCode()).isEqualTo(404);
  }
}
