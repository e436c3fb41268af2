package dev.selvedge.connectors.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is read of a shop, from recorded answers of a running one and from scripted ones.
class WooFeedTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final String API = "GET /wp-json/wc/v3/";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SettableClock clock = new SettableClock(NOW);
  private final ScriptedWoo shop = new ScriptedWoo(clock);

  @AfterEach
  void close() {
    shop.close();
  }

  private PolledSource source(String kind, String more) {
    return shop.open(more).polled().stream()
        .filter(one -> one.feed().kind().value().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  /// All of one round.
  private List<SourceRecord> round(PolledSource source) {
    List<SourceRecord> records = new ArrayList<>();
    Cursor cursor = Cursor.START;
    for (int pages = 0; pages < 50; pages++) {
      Page page = source.poll(cursor, clock.instant(), 100);
      records.addAll(page.records());
      cursor = page.next();
      if (!page.more()) {
        return records;
      }
    }
    throw new AssertionError("no end");
  }

  @Test
  void the_recorded_order_is_whole_with_its_refund() {
    shop.answer(API + "orders", "[" + ScriptedWoo.capture("order.json") + "]");
    shop.answer(API + "orders/12/refunds", ScriptedWoo.capture("order-refunds.json"));
    SourceRecord record = round(source("order", "meta: { order: [_newsletter_optin] }")).getFirst();
    assertThat(record.stamp().instant()).contains(Instant.parse("2026-11-23T23:39:29Z"));
    JsonNode order = JSON.readTree(record.body().toText());
    assertThat(order.path("refunds").path(0).path("amount").stringValue()).isEqualTo("35.00");
    assertThat(order.path("refunds").path(0).path("line_items").path(0).path("quantity").intValue())
        .isEqualTo(-1);
    assertThat(order.path("meta").toString()).isEqualTo("{\"_newsletter_optin\":\"1\"}");
    assertThat(record.body().toText()).doesNotContain("meta_data", "_reduced_stock");
    assertThat(shop.asked().getFirst().authorization()).isEqualTo("Basic Y2tfMTpjc18x");
  }

  @Test
  void the_recorded_customers_are_read_and_one_that_was_never_changed_has_its_beginning() {
    shop.answer(API + "customers", ScriptedWoo.capture("customers.json"));
    assertThat(round(source("customer", "")))
        .extracting(record -> record.ref().key() + " " + record.stamp().instant().orElseThrow())
        .containsExactly("1 2026-11-23T23:37:44Z", "2 2026-11-23T23:39:30Z");
    assertThat(shop.asked().getFirst().query()).contains("role=all");
  }

  @Test
  void drafts_are_no_orders_and_what_was_forgotten_is_taken_back() {
    shop.answer(
        API + "orders",
        """
        [{"id":1,"status":"checkout-draft","date_modified_gmt":"2026-11-01T10:00:00"},
         {"id":2,"status":"completed","date_modified_gmt":"2026-11-01T10:00:00",
          "billing":{"email":"deleted@site.invalid","first_name":"[deleted]"}}]
        """);
    assertThat(round(source("order", "")))
        .extracting(record -> record.ref().key() + " " + record.change())
        .contains("2 DELETE")
        .doesNotContain("1 UPSERT", "2 UPSERT");
  }

  @Test
  void carts_are_drafts_and_what_became_of_them() {
    shop.answer(
        API + "orders",
        """
        [{"id":1,"status":"checkout-draft","date_modified_gmt":"2026-11-23T10:00:00"},
         {"id":2,"status":"processing","created_via":"store-api",
          "date_modified_gmt":"2026-11-23T10:00:00"},
         {"id":3,"status":"processing","created_via":"checkout",
          "date_modified_gmt":"2026-11-23T10:00:00"}]
        """);
    assertThat(round(source("cart", "carts: true")))
        .extracting(record -> record.ref().key())
        .containsExactly("1", "2");
  }

  @Test
  void what_is_sold_is_each_variation_and_each_product_without_any() {
    shop.answer(
        API + "products",
        """
        [{"id":10,"type":"simple","sku":"DESK","status":"publish","variations":[],
          "date_modified_gmt":"2026-11-01T10:00:00"},
         {"id":11,"type":"variable","name":"Shirt","status":"publish","variations":[21,22],
          "date_modified_gmt":"2026-11-01T10:00:00"}]
        """);
    shop.answer(
        API + "products/11/variations",
        """
        [{"id":21,"sku":"SHIRT-M","date_modified_gmt":"2026-11-02T10:00:00"},
         {"id":22,"sku":"SHIRT-L","date_modified_gmt":"2026-10-01T10:00:00"}]
        """);
    List<SourceRecord> records = round(source("variant", "variants: true"));
    assertThat(records.subList(0, 3))
        .extracting(record -> record.ref().key() + " " + record.stamp().instant().orElseThrow())
        .containsExactly(
            "10 2026-11-01T10:00:00Z", "21 2026-11-02T10:00:00Z", "22 2026-11-02T10:00:00Z");
    JsonNode shirt = JSON.readTree(records.get(1).body().toText());
    assertThat(shirt.path("product").path("name").stringValue()).isEqualTo("Shirt");
  }

  @Test
  void a_page_on_which_the_shop_fails_is_halved_until_the_broken_record_is_alone() {
    shop.answer(API + "orders", 500, Map.of(), "<html>There has been a critical error</html>");
    PolledSource orders = source("order", "page_size: 4");
    assertThatThrownBy(() -> orders.poll(Cursor.START, NOW, 100))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("half as many");
    shop.answer(
        API + "orders",
        """
        [{"id":1,"status":"completed","date_modified_gmt":"2026-11-01T10:00:00"},
         {"id":2,"status":"completed","date_modified_gmt":"2026-11-01T11:00:00"}]
        """);
    shop.answer(
        API + "orders/1",
        "{\"id\":1,\"date_modified_gmt\":\"2026-11-01T10:00:00\",\"total\":\"9\"}");
    shop.answer(API + "orders/2", 500, Map.of(), "");
    Page page = orders.poll(Cursor.START, NOW, 100);
    assertThat(page.records()).extracting(record -> record.ref().key()).containsExactly("1");
    assertThat(page.refused())
        .singleElement()
        .satisfies(refused -> assertThat(refused.where()).isEqualTo("order 2"));
  }

  @Test
  void new_customers_are_found_between_two_sweeps() {
    try (WooVendor vendor = new WooVendor("customers", "sweep_every: 6h")) {
      IntStream.rangeClosed(1, 5).forEach(key -> vendor.write(key, NOW.minusSeconds(999), "old"));
      PolledSource source = vendor.freshSource();
      Cursor cursor = Cursor.START;
      Page page = source.poll(cursor, NOW, 3);
      while (page.more()) {
        page = source.poll(page.next(), NOW, 3);
      }
      IntStream.rangeClosed(6, 12).forEach(key -> vendor.write(key, NOW, "new"));
      List<String> keys = new ArrayList<>();
      do {
        page = source.poll(page.next(), NOW.plusSeconds(60), 3);
        page.records().forEach(record -> keys.add(record.ref().key()));
      } while (page.more());
      assertThat(keys).contains("6", "7", "8", "9", "10", "11", "12").doesNotContain("1", "2");
    }
  }

  @Test
  void the_night_in_which_clocks_go_back_hides_no_order() {
    // New York, 1 November 2026: 05:30Z is 01:30, and so is 06:30Z, an hour later.
    Instant night = Instant.parse("2026-11-01T05:00:00Z");
    try (WooVendor vendor = new WooVendor("orders", "", ZoneId.of("America/New_York"), NOW)) {
      for (int key = 1; key <= 40; key++) {
        vendor.write(key, night.plus(Duration.ofMinutes(3L * key)), "first");
      }
      PolledSource source = vendor.freshSource();
      List<String> keys = new ArrayList<>();
      Page page = source.poll(Cursor.START, NOW, 4);
      page.records().forEach(record -> keys.add(record.ref().key()));
      while (page.more()) {
        page = source.poll(page.next(), NOW, 4);
        page.records().forEach(record -> keys.add(record.ref().key()));
      }
      assertThat(keys)
          .contains(
              IntStream.rangeClosed(1, 40).mapToObj(Integer::toString).toArray(String[]::new));
    }
  }

  @Test
  void a_byte_order_mark_before_the_answer_is_no_trouble() {
    shop.answer(API + "orders", "\uFEFF[]");
    assertThat(round(source("order", ""))).isEmpty();
  }

  @Test
  void a_shop_that_ignores_the_time_asked_for_is_not_read_for_ever() {
    shop.answer(
        API + "orders",
        """
        [{"id":1,"status":"completed","date_modified_gmt":"2026-11-01T10:00:00"},
         {"id":2,"status":"completed","date_modified_gmt":"2026-11-20T10:00:00"}]
        """);
    PolledSource orders = source("order", "");
    Page page = orders.poll(Cursor.START, NOW, 100);
    while (page.more()) {
      page = orders.poll(page.next(), NOW, 100);
    }
    Cursor cursor = page.next();
    assertThatThrownBy(() -> orders.poll(cursor, NOW.plusSeconds(60), 100))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("5.8");
  }

  @Test
  void permalinks_that_are_plain_and_keys_in_the_query() {
    shop.answer("GET /", "[]");
    String more = "permalinks: plain\n";
    round(source("order", more));
    assertThat(shop.asked().getFirst().query())
        .startsWith("rest_route=/wc/v3/orders&")
        .contains("orderby=modified");
  }

  @Test
  void single_records_are_read_by_their_ids() {
    shop.answer(
        API + "orders",
        "[{\"id\":7,\"status\":\"completed\",\"date_modified_gmt\":\"2026-11-20T10:00:00\"}]");
    Connector.Opened opened = shop.open("");
    TargetedSource orders = opened.targeted().get(1);
    TargetedSource.Found found = orders.read(List.of("7", "8", "x"), NOW);
    assertThat(found.records())
        .singleElement()
        .satisfies(record -> assertThat(record.change()).isEqualTo(Change.UPSERT));
    assertThat(found.missing())
        .containsEntry("8", "is not there")
        .containsEntry("x", "has a key that no record can have");
    assertThat(shop.asked().getFirst().query()).contains("include=7,8");
  }

  @Test
  void a_variation_is_read_with_its_product() {
    shop.answer(
        API + "products/21",
        "{\"id\":21,\"type\":\"variation\",\"parent_id\":11,\"date_modified_gmt\":\"2026-11-02T10:00:00\"}");
    shop.answer(
        API + "products/11",
        "{\"id\":11,\"type\":\"variable\",\"variations\":[21],\"date_modified_gmt\":\"2026-11-01T10:00:00\"}");
    shop.answer(
        API + "products/11/variations",
        "[{\"id\":21,\"sku\":\"SHIRT-M\",\"date_modified_gmt\":\"2026-11-02T10:00:00\"}]");
    shop.error(API + "products/99", 404, "woocommerce_rest_product_invalid_id");
    Connector.Opened opened = shop.open("variants: true");
    TargetedSource.Found found = opened.targeted().get(2).read(List.of("21", "99"), NOW);
    assertThat(found.records())
        .singleElement()
        .satisfies(record -> assertThat(record.body().toText()).contains("SHIRT-M"));
    assertThat(found.missing()).containsOnlyKeys("99");
  }
}
