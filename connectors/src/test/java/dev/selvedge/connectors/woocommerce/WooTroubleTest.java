package dev.selvedge.connectors.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.testkit.SettableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is read of a shop that is slow, fails on parts of records, has records without a time or
/// with one to come, and whose lists lose rows while they are read.
class WooTroubleTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final String API = "GET /wp-json/wc/v3/";

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

  private static String order(int id, String more) {
    return "{\"id\":%d,\"status\":\"completed\",\"date_modified_gmt\":\"2026-11-01T10:00:0%d\"%s}"
        .formatted(id, id, more);
  }

  private static List<String> keys(Page page) {
    return page.records().stream().map(record -> record.ref().key()).toList();
  }

  @Test
  void a_shop_that_takes_long_over_every_page_is_read_again_all_the_same() {
    shop.answer(API + "orders", "[]");
    PolledSource orders = source("order", "recheck_every: 0s");
    Cursor cursor = Cursor.START;
    for (int poll = 0; poll < 12; poll++) {
      cursor = orders.poll(cursor, NOW.plusSeconds(40L * poll), 100).next();
    }
    assertThat(shop.asked()).anyMatch(asked -> ("&" + asked.query()).contains("&after="));
  }

  @Test
  void what_is_read_again_and_cannot_be_read_holds_up_what_changes_for_a_while_only() {
    IntStream.range(0, 3).forEach(_ -> shop.answer(API + "orders", "[]"));
    IntStream.range(0, 2).forEach(_ -> shop.answer(API + "orders", 500, Map.of(), ""));
    shop.answer(API + "orders", "[]");
    PolledSource orders = source("order", "recheck_every: 0s");
    Cursor cursor = Cursor.START;
    for (int poll = 0; poll < 3; poll++) {
      cursor = orders.poll(cursor, NOW, 100).next();
    }
    Cursor stuck = cursor;
    for (int seconds : List.of(0, 89)) {
      assertThatThrownBy(() -> orders.poll(stuck, NOW.plusSeconds(seconds), 100))
          .isInstanceOf(SourceException.class);
      assertThat("&" + shop.asked().getLast().query()).contains("&after=");
    }
    Page page = orders.poll(stuck, NOW.plusSeconds(90), 100);
    assertThat("&" + shop.asked().getLast().query()).doesNotContain("&after=");
    assertThat(page.more()).isTrue();
  }

  @Test
  void a_place_of_an_earlier_version_is_gone_on_from() {
    shop.answer(API + "orders", "[]");
    PolledSource orders = source("order", "recheck_every: 0s");
    Cursor cursor = orders.poll(Cursor.START, NOW, 100).next();
    cursor = orders.poll(cursor, NOW, 100).next();
    cursor = orders.poll(cursor, NOW, 100).next();
    Cursor earlier = new Cursor(cursor.text().replaceFirst("\"waiting\":\\d+", "\"owed\":true"));
    assertThat(earlier).isNotEqualTo(cursor);
    for (int poll = 0; poll < 3; poll++) {
      earlier = orders.poll(earlier, NOW.plusSeconds(40L * poll + 40), 100).next();
      assertThat(("&" + shop.asked().getLast().query()).contains("&after=")).isEqualTo(poll == 2);
    }
  }

  @Test
  void an_order_on_whose_refunds_the_shop_fails_is_parked_and_hides_no_other() {
    shop.answer(
        API + "orders",
        "[" + order(1, ",\"refunds\":[{\"id\":9,\"total\":\"-1.00\"}]") + "," + order(2, "") + "]");
    shop.answer(API + "orders/1/refunds", 500, Map.of(), "");
    Page page = source("order", "page_size: 2").poll(Cursor.START, NOW, 100);
    assertThat(keys(page)).containsExactly("2");
    assertThat(page.refused())
        .singleElement()
        .satisfies(refused -> assertThat(refused.where()).isEqualTo("order 1"));
  }

  @Test
  void nothing_is_taken_for_broken_before_few_were_asked_for() {
    shop.answer(
        API + "orders", "[" + order(1, ",\"refunds\":[{\"id\":9,\"total\":\"-1.00\"}]") + "]");
    shop.answer(API + "orders/1/refunds", 500, Map.of(), "");
    PolledSource orders = source("order", "page_size: 4");
    assertThatThrownBy(() -> orders.poll(Cursor.START, NOW, 100))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("half as many");
    assertThat(orders.poll(Cursor.START, NOW, 100).refused()).hasSize(1);
  }

  @Test
  void variations_that_cannot_be_read_keep_no_other_from_being_read() {
    shop.answer(
        API + "products/11",
        "{\"id\":11,\"type\":\"variable\",\"variations\":[21],\"date_modified_gmt\":\"2026-11-01T10:00:00\"}");
    shop.answer(
        API + "products/21",
        "{\"id\":21,\"type\":\"variation\",\"parent_id\":11,\"date_modified_gmt\":\"2026-11-01T10:00:00\"}");
    shop.answer(API + "products/11/variations", 500, Map.of(), "");
    shop.answer(
        API + "products/10",
        "{\"id\":10,\"type\":\"simple\",\"variations\":[],\"date_modified_gmt\":\"2026-11-01T10:00:00\"}");
    shop.answer(API + "products/12", 500, Map.of(), "");
    var found = shop.open("variants: true").targeted().get(2).read(List.of("21", "12", "10"), NOW);
    assertThat(found.records()).extracting(record -> record.ref().key()).containsExactly("10");
    assertThat(found.missing())
        .containsOnlyKeys("21", "12")
        .containsEntry("21", "cannot be read: the shop fails on it");
  }

  @Test
  void a_record_that_cannot_be_asked_for_alone_is_not_left_out_without_a_word() {
    shop.answer(API + "orders", 500, Map.of(), "");
    shop.answer(API + "orders", "[" + order(1, "") + "," + order(2, "") + "]");
    shop.error(API + "orders/1", 400, "woocommerce_rest_odd");
    shop.error(API + "orders/2", 404, "woocommerce_rest_shop_order_invalid_id");
    Page page = source("order", "page_size: 2").poll(Cursor.START, NOW, 100);
    assertThat(page.refused())
        .singleElement()
        .satisfies(refused -> assertThat(refused.where()).isEqualTo("order 1"));
  }

  @Test
  void a_draft_without_a_time_hides_no_other_however_many_there_are() {
    Map<String, String> three = Map.of("X-WP-Total", "3");
    shop.answer(
        API + "products",
        200,
        three,
        """
        [{"id":1,"type":"simple","status":"draft","date_modified_gmt":null},
         {"id":2,"type":"simple","status":"draft","date_modified_gmt":null}]
        """);
    shop.answer(
        API + "products",
        200,
        three,
        "[{\"id\":3,\"type\":\"simple\",\"date_modified_gmt\":\"2026-11-01T10:00:00\"}]");
    PolledSource products = source("product", "products: true\npage_size: 2");
    Page first = products.poll(Cursor.START, NOW, 100);
    assertThat(keys(first)).containsExactly("1", "2");
    assertThat(first.records()).allMatch(record -> record.stamp().instant().isEmpty());
    assertThat(keys(products.poll(first.next(), NOW, 100))).containsExactly("3");
    assertThat(shop.asked().getLast().query()).contains("offset=2");
  }

  @Test
  void a_draft_without_a_time_is_none_that_changed_before_the_time_asked_for() {
    shop.answer(
        API + "products",
        "[{\"id\":3,\"type\":\"simple\",\"date_modified_gmt\":\"2026-11-01T10:00:00\"}]");
    PolledSource products = source("product", "products: true\n");
    Page page = products.poll(Cursor.START, NOW, 100);
    shop.answer(API + "products", "[]");
    while (page.more()) {
      page = products.poll(page.next(), NOW, 100);
    }
    shop.answer(API + "products", "[{\"id\":4,\"type\":\"simple\",\"date_modified_gmt\":null}]");
    List<String> keys = new ArrayList<>();
    for (int poll = 0; poll < 3; poll++) {
      page = products.poll(page.next(), NOW.plusSeconds(60), 100);
      keys.addAll(keys(page));
    }
    assertThat(keys).contains("4");
  }

  @Test
  void a_page_that_is_not_full_is_not_the_end_while_there_are_more() {
    Map<String, String> four = Map.of("X-WP-Total", "4");
    shop.answer(API + "orders", 200, four, "[" + order(1, "") + "]");
    shop.answer(API + "orders", 200, Map.of("X-WP-Total", "2"), "[" + order(4, "") + "]");
    shop.answer(API + "orders", "[]");
    PolledSource orders = source("order", "page_size: 3");
    Page first = orders.poll(Cursor.START, NOW, 100);
    assertThat(keys(first)).containsExactly("1");
    assertThat(first.more()).isTrue();
    assertThat(keys(orders.poll(first.next(), NOW, 100))).containsExactly("4");
    assertThat(shop.asked().getLast().query()).contains("modified_after=2026-11-01T10:00:00&");
  }

  /// A time that lies ahead would make every later change an old one.
  @Test
  void what_is_to_be_published_next_year_changed_now() {
    shop.answer(
        API + "products",
        """
        [{"id":1,"type":"simple","status":"future","date_modified_gmt":"2027-11-01T10:00:00"},
         {"id":2,"type":"simple","date_modified_gmt":"2026-11-24T09:10:00"}]
        """);
    assertThat(source("product", "products: true").poll(Cursor.START, NOW, 100).records())
        .extracting(record -> record.stamp().instant().orElseThrow())
        .containsExactly(NOW, Instant.parse("2026-11-24T09:10:00Z"));
  }

  /// All keys of the round after the first, with something done behind its first page.
  private static List<Integer> keysOfASweep(WooVendor vendor, IntConsumer afterPage) {
    PolledSource source = vendor.freshSource();
    List<Integer> keys = new ArrayList<>();
    Cursor cursor = Cursor.START;
    for (int pages = 1; pages < 60; pages++) {
      Page page = source.poll(cursor, NOW, 3);
      page.records().stream()
          .map(SourceRecord::ref)
          .forEach(ref -> keys.add(Integer.valueOf(ref.key())));
      if (!page.more()) {
        return keys;
      }
      afterPage.accept(pages);
      cursor = page.next();
    }
    throw new AssertionError("no end");
  }

  @Test
  void many_customers_that_leave_at_once_take_no_other_along() {
    try (WooVendor vendor = new WooVendor("customers", "")) {
      IntStream.rangeClosed(1, 30).forEach(key -> vendor.write(key, NOW.minusSeconds(999), "old"));
      List<Integer> keys =
          keysOfASweep(
              vendor,
              page -> {
                if (page == 6) {
                  IntStream.rangeClosed(1, 10).forEach(vendor::vanish);
                }
              });
      assertThat(keys).containsAll(IntStream.rangeClosed(11, 30).boxed().toList());
    }
  }

  @Test
  void new_customers_of_whom_some_leave_take_no_other_along() {
    try (WooVendor vendor = new WooVendor("customers", "sweep_every: 6h")) {
      vendor.write(1, NOW.minusSeconds(999), "old");
      PolledSource source = vendor.freshSource();
      Page page = source.poll(Cursor.START, NOW, 3);
      while (page.more()) {
        page = source.poll(page.next(), NOW, 3);
      }
      IntStream.rangeClosed(2, 20).forEach(key -> vendor.write(key, NOW, "new"));
      List<Integer> keys = new ArrayList<>();
      int pages = 0;
      do {
        page = source.poll(page.next(), NOW.plusSeconds(60), 3);
        page.records().forEach(record -> keys.add(Integer.valueOf(record.ref().key())));
        pages++;
        if (pages == 2) {
          IntStream.rangeClosed(16, 20).forEach(vendor::vanish);
        }
      } while (page.more() && pages < 60);
      assertThat(keys).containsAll(IntStream.rangeClosed(2, 15).boxed().toList());
    }
  }
}
