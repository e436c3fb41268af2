package dev.selvedge.connectors.bigcommerce;

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

/// What the feeds give of a store, and what they spend.
class BigFeedTest {
  private static final Instant START = Instant.parse("2026-11-24T09:00:00Z");
  private static final String HOOKS = "webhooks: { token: guess-me-not-7 }\n";

  private final Store store = new Store();
  private final SettableClock clock = new SettableClock(START);
  private final List<Connector.Opened> opened = new ArrayList<>();

  /// How far the feed was read.
  private Cursor cursor = Cursor.START;

  @AfterEach
  void close() {
    opened.forEach(Connector.Opened::close);
    store.close();
  }

  private Connector.Opened open(String more) {
    Problems problems = new Problems();
    Connector.Opened system =
        new BigConnector()
            .plan(
                new SystemName("shop"),
                YamlReader.readMapping("test.yaml", store.options() + more, problems).orElseThrow(),
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

  private static JsonNode body(SourceRecord record) {
    return Store.JSON.readTree(record.body().toText());
  }

  private static String order(int id, int status, String more) {
    return """
    {"id": %d, "status_id": %d, "customer_id": 0, "currency_code": "GBP",
     "date_created": "Mon, 23 Nov 2026 09:00:00 +0000", "date_shipped": "",
     "date_modified": "Mon, 23 Nov 2026 10:00:00 +0000", "total_inc_tax": "230.0000",
     "ip_address": "192.0.2.7", "billing_address": {"email": "jane@example.com"},
     "products": {"url": "https://api.example.com/v2", "resource": "/orders/%d/products"}%s}
    """
        .formatted(id, status, id, more);
  }

  @Test
  void an_order_comes_with_what_it_only_links_to() {
    store.put("v2/orders", order(118, 2, ",\"items_shipped\":1,\"refunded_amount\":\"35.0000\""));
    store.put(
        "v2/orders/118/products", "{\"id\":1,\"sku\":\"SHIRT-M\",\"price_inc_tax\":\"35.0000\"}");
    store.put(
        "v2/orders/118/shipments",
        "{\"id\":5,\"date_created\":\"Mon, 23 Nov 2026 11:00:00 +0000\",\"tracking_number\":\"T-1\"}");
    store.put(
        "v3/orders/payment_actions/refunds",
        "{\"id\":9,\"order_id\":118,\"created\":\"2026-11-23T12:00:00Z\",\"total_amount\":35.0}");
    store.put("v3/orders/payment_actions/refunds", "{\"id\":10,\"order_id\":119}");
    SourceRecord record = round(feed("order")).getFirst();
    assertThat(record.stamp().instant()).contains(Instant.parse("2026-11-23T12:00:00Z"));
    JsonNode body = body(record);
    assertThat(body.at("/products/0/sku").stringValue()).isEqualTo("SHIRT-M");
    assertThat(body.at("/shipments/0/tracking_number").stringValue()).isEqualTo("T-1");
    assertThat(body.path("refunds").size()).isEqualTo(1);
    assertThat(body.path("total_inc_tax").stringValue()).isEqualTo("230.0000");
    assertThat(body.path("date_created").stringValue()).isEqualTo("2026-11-23T09:00:00Z");
    assertThat(record.body().toText()).doesNotContain("192.0.2.7", "resource");
  }

  @Test
  void an_order_whose_parts_it_fails_on_is_parked_and_hides_no_other() {
    store.put("v2/orders", order(118, 11, ""));
    store.put("v2/orders", order(119, 11, ""));
    store.put("v2/orders", order(120, 11, ""));
    store.script("GET v2/orders/118/products", Reply.of(500, "{\"status\":500}"));
    store.script("GET v2/orders/119/products", Reply.of(404, "[{\"status\":404}]"));
    Page page = feed("order").poll(cursor, clock.instant(), 10);
    assertThat(page.records()).extracting(each -> each.ref().key()).containsExactly("120");
    assertThat(page.refused()).hasSize(2).asString().contains("118", "119", "products");
  }

  @Test
  void a_page_that_is_smaller_than_was_asked_for_is_not_taken_for_the_last() {
    for (int id = 1; id <= 5; id++) {
      store.put(
          "v3/customers", "{\"id\":%d,\"date_modified\":\"2026-11-23T10:00:00Z\"}".formatted(id));
    }
    store.most = 3;
    PolledSource customers = feed("customer");
    assertThatThrownBy(() -> round(customers)).hasMessageContaining("'page_size'");
    TargetedSource lookup = open("feeds: customer\n").targeted().getFirst();
    assertThat(lookup.read(List.of("1", "2", "3", "4", "5"), clock.instant()).records()).hasSize(5);
  }

  @Test
  void only_what_an_order_has_is_asked_for_and_drafts_are_none() {
    store.put("v2/orders", order(117, 0, ""));
    store.put("v2/orders", order(118, 11, ""));
    assertThat(round(feed("order"))).extracting(each -> each.ref().key()).containsExactly("118");
    assertThat(store.stand().whats())
        .containsExactly(
            "GET /stores/abc123/v2/orders", "GET /stores/abc123/v2/orders/118/products");
  }

  @Test
  void a_refund_that_leaves_the_order_s_stamp_is_found_when_recent_orders_are_read_again() {
    store.put("v2/orders", order(118, 10, ""));
    PolledSource feed = feed("order");
    round(feed);
    clock.advance(Duration.ofHours(1));
    round(feed);
    store.put("v2/orders", order(118, 14, ""));
    store.put(
        "v3/orders/payment_actions/refunds",
        "{\"id\":9,\"order_id\":118,\"created\":\"2026-11-24T10:00:00Z\",\"total_amount\":35.0}");
    assertThat(round(feed)).isEmpty();
    clock.advance(Duration.ofHours(5));
    assertThat(round(feed))
        .singleElement()
        .satisfies(record -> assertThat(body(record).path("refunds").size()).isEqualTo(1));
  }

  @Test
  void where_orders_go_is_read_when_it_is_wanted() {
    store.put("v2/orders", order(118, 11, ""));
    store.put("v2/orders/118/shipping_addresses", "{\"id\":1,\"city\":\"London\"}");
    PolledSource feed = open("feeds: order\nshipping_addresses: true\n").polled().getFirst();
    assertThat(body(round(feed).getFirst()).at("/shipping_addresses/0/city").stringValue())
        .isEqualTo("London");
  }

  @Test
  void attributes_and_form_fields_have_their_names() {
    store.put(
        "v3/customers",
        """
        {"id": 7, "email": "ann@example.com", "date_modified": "2026-11-23T10:00:00Z",
         "attributes": [{"attribute_id": 3, "attribute_value": "gold"}],
         "form_fields": [{"name": "Size", "value": "M"}]}
        """);
    store.put("v3/customers/attributes", "{\"id\":3,\"name\":\"Tier\"}");
    JsonNode body = body(round(feed("customer")).getFirst());
    assertThat(body.at("/attributes/Tier").stringValue()).isEqualTo("gold");
    assertThat(body.at("/form_fields/Size").stringValue()).isEqualTo("M");
  }

  @Test
  void single_records_are_read_by_their_ids() {
    store.put("v2/orders", order(118, 11, ""));
    store.put("v3/customers/subscribers", "{\"id\":5,\"date_modified\":\"2026-11-23T10:00:00Z\"}");
    store.put("v3/carts", "{\"id\":\"aa-01\",\"updated_time\":\"2026-11-23T10:00:00Z\"}");
    Connector.Opened all = open("feeds: [order, subscriber, cart]\n" + HOOKS);
    List<TargetedSource> lookups = all.targeted();
    assertThat(lookups.get(0).read(List.of("118", "119", "x"), START).missing())
        .containsOnlyKeys("119", "x");
    assertThat(lookups.get(1).read(List.of("5"), START).records()).hasSize(1);
    TargetedSource.Found carts = lookups.get(2).read(List.of("aa-01", "bb-02"), START);
    assertThat(carts.records().getFirst().stamp().instant())
        .contains(Instant.parse("2026-11-23T10:00:00Z"));
    assertThat(carts.missing()).containsOnlyKeys("bb-02");
    assertThat(round(all.polled().get(2))).isEmpty();
  }

  @Test
  void what_others_need_of_the_quota_is_left_to_them() {
    store.left(20);
    PolledSource feed = feed("order");
    store.put("v2/orders", order(118, 11, ""));
    // The page that was begun is ended.
    assertThat(feed.poll(cursor, clock.instant(), 10).records()).hasSize(1);
    assertThatThrownBy(() -> feed.poll(cursor, clock.instant(), 10))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("asked again in 16 s");
    clock.advance(Duration.ofSeconds(15));
    assertThat(feed.poll(cursor, clock.instant(), 10).records()).hasSize(1);
  }

  @Test
  void a_store_that_was_asked_too_fast_is_left_alone_as_long_as_it_says() {
    Connector.Opened system = open("");
    store.script(
        "GET v3/customers", new Reply(429, Map.of("X-Rate-Limit-Time-Reset-Ms", "9000"), ""));
    assertThatThrownBy(() -> round(system.polled().get(0))).hasMessageContaining("for 9 s");
    assertThatThrownBy(() -> round(system.polled().get(2))).hasMessageContaining("left alone");
    clock.advance(Duration.ofSeconds(9));
    assertThat(round(system.polled().get(2))).isEmpty();
  }

  @Test
  void a_token_without_the_scope_and_one_that_is_wrong() {
    store.close("v2/orders");
    assertThatThrownBy(() -> round(feed("order")))
        .isInstanceOfSatisfying(
            SourceException.class, refused -> assertThat(refused.isRefused()).isTrue())
        .hasMessageContaining("lacks a scope");
    store.script("GET v2/orders", Reply.of(401, "{}"));
    assertThatThrownBy(() -> round(feed("order"))).hasMessageContaining("'access_token'");
  }
}
