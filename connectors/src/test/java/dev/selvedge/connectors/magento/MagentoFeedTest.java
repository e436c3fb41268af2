package dev.selvedge.connectors.magento;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.StandIn.Reply;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.testkit.source.HttpVendor.Fault;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the feeds give of a shop, and when they notice it.
class MagentoFeedTest {
  private static final Instant START = Instant.parse("2026-11-24T09:00:00Z");

  private final Shop shop = new Shop();
  private final SettableClock clock = new SettableClock(START);
  private final List<Connector.Opened> opened = new ArrayList<>();

  /// How far each feed was read.
  private Cursor cursor = Cursor.START;

  @AfterEach
  void close() {
    opened.forEach(Connector.Opened::close);
    shop.close();
  }

  private Connector.Opened open(String more) {
    Problems problems = new Problems();
    String yaml = "url: " + shop.url() + "\n" + Shop.KEYS + more;
    Connector.Opened system =
        new MagentoConnector()
            .plan(
                new SystemName("shop"),
                YamlReader.readMapping("test.yaml", yaml, problems).orElseThrow(),
                new Connector.Surroundings(Path.of("."), clock),
                problems)
            .open();
    assertThat(problems.sorted()).isEmpty();
    opened.add(system);
    return system;
  }

  private PolledSource feed(String kind) {
    return open("feeds: " + kind + "\n").polled().getFirst();
  }

  private TargetedSource lookup(String kind) {
    return open("feeds: " + kind + "\npage_size: 2\n").targeted().getFirst();
  }

  private List<SourceRecord> round(PolledSource source) {
    List<SourceRecord> records = new ArrayList<>();
    for (int pages = 0; pages < 100; pages++) {
      Page page = source.poll(cursor, clock.instant(), 10);
      records.addAll(page.records());
      cursor = page.next();
      if (!page.more()) {
        return records;
      }
    }
    throw new AssertionError("no end");
  }

  /// The round after the last change goes back a little once more.
  private void settle(PolledSource feed) {
    clock.advance(Duration.ofHours(1));
    round(feed);
  }

  private static JsonNode body(SourceRecord record) {
    return Shop.JSON.readTree(record.body().toText());
  }

  private static String order(int id, String updated) {
    return """
    {"entity_id": %d, "increment_id": "00000%d", "state": "processing", "store_id": 1,
     "customer_is_guest": 1, "customer_email": "bob.guest@example.com", "grand_total": 105.10,
     "protect_code": "let-me-in", "remote_ip": "192.0.2.7", "created_at": "2026-11-01 09:00:00",
     "updated_at": "%s", "payment": {"method": "checkmo", "cc_last4": "4242"},
     "items": [{"item_id": 7, "sku": "SHIRT-M", "parent_item_id": null}]}
    """
        .formatted(id, id, updated);
  }

  private static String part(int id, int order, String updated) {
    return """
    {"entity_id": %d, "order_id": %d, "store_id": 1, "updated_at": "%s", "grand_total": 35,
     "tracks": [{"track_number": "T-%d"}]}
    """
        .formatted(id, order, updated, id);
  }

  @Test
  void an_order_comes_with_its_parts_and_without_what_opens_it_to_strangers() {
    shop.put("orders", order(42, "2026-11-23 10:00:00"));
    shop.put("shipments", part(5, 42, "2026-11-23 11:00:00"));
    shop.put("shipments", part(6, 43, "2026-11-23 11:00:00"));
    shop.put("creditmemos", part(9, 42, "2026-11-23 12:00:00"));
    SourceRecord record = round(feed("order")).getFirst();
    assertThat(record.ref().key()).isEqualTo("42");
    assertThat(record.stamp().instant()).contains(Instant.parse("2026-11-23T12:00:00Z"));
    JsonNode body = body(record);
    assertThat(body.path("shipments").size()).isEqualTo(1);
    assertThat(body.at("/credit_memos/0/entity_id").intValue()).isEqualTo(9);
    assertThat(body.path("payment").toString()).isEqualTo("{\"method\":\"checkmo\"}");
    assertThat(record.body().toText())
        .contains("\"grand_total\":105.1")
        .doesNotContain("let-me-in", "192.0.2.7", "4242");
  }

  @Test
  void a_shipment_changes_its_order_though_the_order_s_stamp_stands_still() {
    shop.put("orders", order(42, "2026-11-23 10:00:00"));
    PolledSource feed = feed("order");
    assertThat(round(feed)).hasSize(1);
    settle(feed);
    assertThat(round(feed)).isEmpty();
    shop.put("shipments", part(5, 42, "2026-11-24 10:00:00"));
    clock.advance(Duration.ofMinutes(5));
    List<SourceRecord> records = round(feed);
    assertThat(records).isNotEmpty();
    assertThat(body(records.getFirst()).at("/shipments/0/tracks/0/track_number").stringValue())
        .isEqualTo("T-5");
    assertThat(records.getFirst().pace()).isEqualTo(SourceRecord.Pace.LIVE);
  }

  @Test
  void what_has_no_stamp_is_found_when_recent_orders_are_read_again() {
    shop.put("orders", order(41, "2026-10-01 10:00:00"));
    shop.put("orders", order(42, "2026-11-23 10:00:00"));
    PolledSource feed = feed("order");
    round(feed);
    settle(feed);
    shop.put("orders", order(41, "2026-10-01 10:00:00").replace("processing", "closed"));
    shop.put("orders", order(42, "2026-11-23 10:00:00").replace("processing", "closed"));
    clock.advance(Duration.ofHours(4));
    assertThat(round(feed)).isEmpty();
    clock.advance(Duration.ofHours(1));
    assertThat(round(feed)).extracting(each -> each.ref().key()).containsExactly("42");
  }

  @Test
  void more_parts_than_a_page_holds_are_all_read() {
    shop.put("orders", order(42, "2026-11-23 10:00:00"));
    for (int id = 1; id <= 5; id++) {
      shop.put("shipments", part(id, 42, "2026-11-23 11:00:00"));
    }
    TargetedSource.Found found = lookup("order").read(List.of("42", "7", "x'"), START);
    assertThat(body(found.records().getFirst()).path("shipments").size()).isEqualTo(5);
    assertThat(found.missing()).containsOnlyKeys("7", "x'");
  }

  private static String customer(int id, boolean subscribed, int website) {
    return """
    {"id": %d, "email": "c%d@example.com", "website_id": %d, "updated_at": "2026-11-01 09:00:00",
     "confirmation": "open-sesame",
     "extension_attributes": {"is_subscribed": %s},
     "custom_attributes": [{"attribute_code": "loyalty", "value": "gold"}]}
    """
        .formatted(id, id, website, subscribed);
  }

  @Test
  void a_subscription_that_leaves_no_stamp_is_found_when_customers_are_swept() {
    shop.put("customers/search", customer(7, true, 1));
    PolledSource feed = feed("customer");
    SourceRecord first = round(feed).getFirst();
    assertThat(body(first).at("/custom_attributes/loyalty").stringValue()).isEqualTo("gold");
    assertThat(first.body().toText()).doesNotContain("open-sesame");
    settle(feed);
    shop.put("customers/search", customer(7, false, 1));
    assertThat(round(feed)).isEmpty();
    clock.advance(Duration.ofHours(5));
    assertThat(round(feed))
        .singleElement()
        .satisfies(
            record ->
                assertThat(body(record).at("/extension_attributes/is_subscribed").booleanValue())
                    .isFalse());
  }

  @Test
  void where_the_search_is_silent_the_single_customer_is_asked() {
    shop.put("customers/search", customer(7, true, 1));
    shop.silentSearch();
    assertThat(round(feed("customer")).getFirst().body().toText()).contains("is_subscribed");
    cursor = Cursor.START;
    PolledSource without = open("feeds: customer\nnewsletter: false\n").polled().getFirst();
    assertThat(round(without).getFirst().body().toText()).doesNotContain("is_subscribed");
  }

  @Test
  void a_customer_that_the_shop_fails_on_is_parked_and_hides_no_other() {
    shop.put("customers/search", customer(7, true, 1));
    shop.put("customers/search", customer(8, true, 1));
    shop.silentSearch();
    shop.curse("customers", 7);
    Page page = feed("customer").poll(cursor, clock.instant(), 10);
    assertThat(page.records()).extracting(one -> one.ref().key()).containsExactly("8");
    assertThat(page.refused()).singleElement().asString().contains("customer 7");
  }

  @Test
  void an_order_whose_parts_the_shop_fails_on_is_parked_and_hides_no_other() {
    shop.put("orders", order(42, "2026-11-23 10:00:00"));
    shop.put("orders", order(43, "2026-11-23 10:00:00"));
    shop.put("shipments", part(1, 42, "2026-11-23 10:00:00"));
    shop.put("shipments", part(2, 43, "2026-11-23 10:00:00"));
    shop.curse("shipments", 1);
    Page page = feed("order").poll(cursor, clock.instant(), 10);
    assertThat(page.records())
        .singleElement()
        .satisfies(one -> assertThat(one.body().toText()).contains("T-2"));
    assertThat(page.refused()).singleElement().asString().contains("order 42", "shipments");
  }

  @Test
  void only_the_websites_and_stores_that_were_named() {
    shop.put("customers/search", customer(7, true, 1));
    shop.put("customers/search", customer(8, true, 2));
    shop.put("orders", order(42, "2026-11-23 10:00:00"));
    Connector.Opened some = open("website_ids: [2, 3]\nstore_ids: 4\n");
    assertThat(round(some.polled().get(0)))
        .extracting(each -> each.ref().key())
        .containsExactly("8");
    cursor = Cursor.START;
    assertThat(round(some.polled().get(1))).isEmpty();
  }

  @Test
  void old_carts_are_let_lie() {
    shop.put("carts/search", "{\"id\":1,\"updated_at\":\"2026-11-01 09:00:00\"}");
    shop.put("carts/search", "{\"id\":2,\"updated_at\":\"2026-11-20 09:00:00\"}");
    assertThat(round(feed("cart"))).extracting(each -> each.ref().key()).containsExactly("2");
  }

  @Test
  void an_hour_that_comes_twice_hides_nothing() {
    PolledSource feed = open("feeds: product\nzone: America/New_York\n").polled().getFirst();
    clock.set(Instant.parse("2026-11-01T05:59:00Z"));
    shop.put("products", "{\"id\":1,\"updated_at\":\"2026-11-01 01:58:00\"}");
    round(feed);
    // A quarter of an hour later the database's clock has gone back.
    clock.set(Instant.parse("2026-11-01T06:14:00Z"));
    shop.put("products", "{\"id\":2,\"updated_at\":\"2026-11-01 01:13:00\"}");
    assertThat(round(feed)).extracting(each -> each.ref().key()).contains("2");
  }

  @Test
  void a_search_that_an_extension_overrules_is_noticed_and_not_read_for_ever() {
    shop.put("orders", order(42, "2026-11-23 10:00:00"));
    PolledSource feed = feed("order");
    round(feed);
    settle(feed);
    shop.ignoreFilters();
    assertThatThrownBy(() -> round(feed)).hasMessageContaining("other rows of orders");
  }

  @Test
  void a_shop_in_maintenance_is_left_alone_by_all_feeds() {
    Connector.Opened system = open("");
    shop.stand().next(new Fault.ThrottledItsWay());
    assertThatThrownBy(() -> round(system.polled().get(0))).hasMessageContaining("503");
    int asked = shop.stand().asked().size();
    assertThatThrownBy(() -> round(system.polled().get(1)))
        .hasMessageContaining("asked again in 31 s");
    assertThat(shop.stand().asked()).hasSize(asked);
    clock.advance(Duration.ofSeconds(31));
    assertThat(round(system.polled().get(1))).isEmpty();
  }

  @Test
  void what_is_not_permitted_is_named() {
    shop.close("orders", "Magento_Sales::actions_view");
    assertThatThrownBy(() -> round(feed("order")))
        .isInstanceOfSatisfying(
            SourceException.class, refused -> assertThat(refused.isRefused()).isTrue())
        .hasMessageContaining("Magento_Sales::actions_view");
    assertThatThrownBy(() -> round(open("feeds: customer\nstore: other\n").polled().getFirst()))
        .hasMessageContaining("check 'url', 'store'");
  }

  @Test
  void a_limit_on_pages_is_said_in_words_that_help() {
    PolledSource feed = feed("order");
    shop.refuse(Reply.of(400, "{\"message\":\"Maximum SearchCriteria pageSize is 20\"}"));
    assertThatThrownBy(() -> round(feed)).hasMessageContaining("'page_size'");
    shop.refuse(new Reply(302, Map.of("Location", "https://elsewhere.example.com/"), ""));
    assertThatThrownBy(() -> round(feed)).hasMessageContaining("sends us elsewhere");
    shop.refuse(Reply.of(403, "<html>Ray ID</html>"));
    assertThatThrownBy(() -> round(feed)).hasMessageContaining("firewall");
  }
}
