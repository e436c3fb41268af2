package dev.selvedge.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.shopify.api.Selections;
import dev.selvedge.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the connector makes of answers that are not of the plain kind.
class ShopifyFeedTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  private final SettableClock clock = new SettableClock(NOW);
  private final ScriptedShopify shop = new ScriptedShopify(clock);

  @AfterEach
  void close() {
    shop.close();
  }

  private PolledSource feed(String kind, String options) {
    return shop.open("bulk_from: 0\n" + options).polled().stream()
        .filter(source -> source.feed().kind().value().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private TargetedSource lookup(String kind, String options) {
    return shop.open(options).targeted().stream()
        .filter(source -> source.feed().kind().value().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private Page first(PolledSource source) {
    return source.poll(Cursor.START, clock.instant(), 50);
  }

  private static String page(String nodes) {
    return "{\"pageInfo\":{\"hasNextPage\":false,\"endCursor\":null},\"nodes\":[" + nodes + "]}";
  }

  private static String pageWithMore(String nodes, String end) {
    return "{\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":\"%s\"},\"nodes\":[%s]}"
        .formatted(end, nodes);
  }

  private static String order(int id, String more) {
    return "{\"id\":\"gid://shopify/Order/%d\",\"updatedAt\":\"2026-11-01T10:00:00Z\"%s}"
        .formatted(id, more);
  }

  private static JsonNode body(SourceRecord record) {
    return JSON.readTree(record.body().toText());
  }

  @Test
  void the_lines_that_do_not_fit_into_a_page_are_read_and_stand_in_a_plain_list() {
    String lines = pageWithMore("{\"id\":\"gid://shopify/LineItem/1\"}", "c1");
    String rest = page("{\"id\":\"gid://shopify/LineItem/3\"}");
    shop.data("orders", page(order(7, ",\"lineItems\":" + lines)))
        .data(
            "node",
            "{\"lineItems\":" + pageWithMore("{\"id\":\"gid://shopify/LineItem/2\"}", "c2") + "}")
        .data("node", "{\"lineItems\":" + rest + "}");

    List<SourceRecord> records = first(feed("order", "")).records();

    assertThat(records).hasSize(1);
    assertThat(body(records.getFirst()).path("lineItems").findValuesAsString("id"))
        .containsExactly(
            "gid://shopify/LineItem/1", "gid://shopify/LineItem/2", "gid://shopify/LineItem/3");
    assertThat(shop.asked().get(1).variables().path("id").stringValue())
        .isEqualTo("gid://shopify/Order/7");
    assertThat(shop.asked().get(2).variables().path("cursor").stringValue()).isEqualTo("c2");
  }

  @Test
  void an_order_of_which_a_part_cannot_be_read_is_not_given_without_it() {
    String lines = pageWithMore("{\"id\":\"gid://shopify/LineItem/1\"}", "c1");
    shop.data("orders", page(order(7, ",\"lineItems\":" + lines))).data("node", "null");
    PolledSource source = feed("order", "");
    assertThatThrownBy(() -> first(source)).isInstanceOf(SourceException.class);
  }

  @Test
  void more_fulfilments_than_an_order_comes_with_are_read_with_their_lines() {
    StringBuilder ten = new StringBuilder();
    for (int at = 1; at <= Selections.FEW; at++) {
      ten.append(at == 1 ? "" : ",").append(fulfilment(at));
    }
    shop.data("orders", page(order(7, ",\"fulfillments\":[" + ten + "]")))
        .data("order", "{\"fulfillments\":[" + ten + "," + fulfilment(11) + "]}");
    JsonNode fulfilments = body(first(feed("order", "")).records().getFirst()).path("fulfillments");
    assertThat(fulfilments).hasSize(11);
    assertThat(fulfilments.path(10).path("fulfillmentLineItems").isArray()).isTrue();
    assertThat(shop.operations()).containsExactly("OrdersChanged", "AllFulfilments");
  }

  private static String fulfilment(int id) {
    return "{\"id\":\"gid://shopify/Fulfillment/%d\",\"fulfillmentLineItems\":%s}"
        .formatted(id, page("{\"id\":\"gid://shopify/FulfillmentLineItem/1\"}"));
  }

  @Test
  void a_parcel_that_arrives_moves_the_stamp_of_its_order() {
    shop.data(
        "orders",
        page(
            order(
                7,
                ",\"fulfillments\":[{\"id\":\"gid://shopify/Fulfillment/1\",\"updatedAt\":"
                    + "\"2026-11-20T10:00:00Z\"}]")));
    assertThat(first(feed("order", "")).records().getFirst().stamp().instant())
        .contains(Instant.parse("2026-11-20T10:00:00Z"));
  }

  @Test
  void a_page_that_is_too_heavy_is_asked_for_in_halves_from_then_on() {
    shop.error("MAX_COST_EXCEEDED")
        .error("MAX_COST_EXCEEDED")
        .data("orders", pageWithMore(order(1, ""), "c1"))
        .data("orders", page(order(2, "")));
    PolledSource source = feed("order", "");
    Page page = first(source);
    source.poll(page.next(), clock.instant(), 50);
    assertThat(shop.asked())
        .extracting(asked -> asked.variables().path("first").intValue())
        .containsExactly(50, 25, 13, 13);
  }

  @Test
  void one_record_that_the_shop_fails_on_is_parked_and_hides_no_other() {
    shop.error("INTERNAL_SERVER_ERROR")
        .data("orders", page(order(1, "") + "," + order(2, "")))
        .error("INTERNAL_SERVER_ERROR")
        .data("nodes", "[" + order(2, ",\"name\":\"#2\"") + "]");
    Page page = first(feed("order", ""));
    assertThat(page.records()).extracting(record -> record.ref().key()).containsExactly("2");
    assertThat(page.refused())
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.where()).isEqualTo("order 1");
              assertThat(refused.why()).contains("INTERNAL_SERVER_ERROR").doesNotContain("ann@");
            });
    assertThat(shop.operations())
        .containsExactly("OrdersChanged", "ThinOrdersChanged", "Several", "Several");
  }

  @Test
  void one_record_of_which_the_shop_fails_to_show_a_part_is_parked_and_hides_no_other() {
    String lines = ",\"lineItems\":" + pageWithMore("{\"id\":\"gid://shopify/LineItem/1\"}", "c1");
    shop.data("orders", page(order(1, lines) + "," + order(2, ""))).error("INTERNAL_SERVER_ERROR");
    Page page = first(feed("order", ""));
    assertThat(page.records()).extracting(record -> record.ref().key()).containsExactly("2");
    assertThat(page.refused())
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.where()).isEqualTo("order 1");
              assertThat(refused.why()).contains("INTERNAL_SERVER_ERROR").doesNotContain("ann@");
            });
  }

  @Test
  void one_that_a_webhook_told_of_keeps_no_other_from_being_read() {
    String lines = ",\"lineItems\":" + pageWithMore("{\"id\":\"gid://shopify/LineItem/1\"}", "c1");
    shop.data("nodes", "[" + order(1, lines) + "," + order(2, "") + "]")
        .error("INTERNAL_SERVER_ERROR");
    var found = lookup("order", "").read(List.of("1", "2"), NOW);
    assertThat(found.records()).extracting(record -> record.ref().key()).containsExactly("2");
    assertThat(found.missing())
        .isEqualTo(Map.of("1", "cannot be read: the shop fails on it, INTERNAL_SERVER_ERROR"));
  }

  @Test
  void an_order_with_more_parcels_than_the_shop_shows_is_not_given_without_them() {
    StringBuilder hundred = new StringBuilder();
    for (int at = 1; at <= Selections.MANY; at++) {
      hundred.append(at == 1 ? "" : ",").append(fulfilment(at));
    }
    String ten = hundred.substring(0, hundred.indexOf(",{\"id\":\"gid://shopify/Fulfillment/11\""));
    shop.data("orders", page(order(7, ",\"fulfillments\":[" + ten + "]") + "," + order(8, "")))
        .data("order", "{\"fulfillments\":[" + hundred + "]}");
    Page page = first(feed("order", ""));
    assertThat(page.records()).extracting(record -> record.ref().key()).containsExactly("8");
    assertThat(page.refused())
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.where()).isEqualTo("order 7");
              assertThat(refused.why()).contains("100 fulfillments or more");
            });
  }

  /// The schema says of that number that the list is cut there.
  @Test
  void all_the_numbers_of_a_parcel_are_asked_for() {
    shop.data("orders", page(order(1, "")));
    first(feed("order", ""));
    assertThat(shop.asked().getFirst().query())
        .contains("trackingInfo")
        .doesNotContain("trackingInfo(");
  }

  /// Anybody may write the time of a decision, also one of a year to come.
  @Test
  void the_time_of_a_decision_does_not_move_a_customer_s_stamp() {
    shop.data(
        "customers",
        page(
            "{\"id\":\"gid://shopify/Customer/5\",\"updatedAt\":\"2026-11-02T10:00:00Z\","
                + "\"defaultPhoneNumber\":{\"smsMarketingConsent\":{\"state\":\"SUBSCRIBED\","
                + "\"updatedAt\":\"2062-11-02T10:00:00Z\"}}}"));
    assertThat(first(feed("customer", "")).records().getFirst().stamp().instant())
        .contains(Instant.parse("2026-11-02T10:00:00Z"));
  }

  @Test
  void an_answer_with_holes_is_never_the_end_of_a_list() {
    for (String hole :
        List.of(
            "{\"data\":{\"orders\":null}}",
            "{\"data\":{\"orders\":{\"nodes\":[]}}}",
            "{\"data\":{\"orders\":{\"pageInfo\":{},\"nodes\":[]}}}",
            "{\"data\":{\"orders\":{\"pageInfo\":{\"hasNextPage\":false}}}}",
            "{\"data\":{\"orders\":{\"pageInfo\":{\"hasNextPage\":true},\"nodes\":[]}}}",
            "{\"data\":{\"orders\":{\"pageInfo\":{\"hasNextPage\":false},\"nodes\":[null]}}}",
            "{\"data\":null}",
            "{}",
            "[]")) {
      shop.answer(hole);
      PolledSource source = feed("order", "");
      assertThatThrownBy(() -> first(source)).as(hole).isInstanceOf(SourceException.class);
    }
  }

  @Test
  void what_may_not_be_read_is_named_and_needs_a_person() {
    shop.answer(
        "{\"errors\":[{\"message\":\"Access denied for customers field.\",\"path\":[\"customers\"],"
            + "\"extensions\":{\"code\":\"ACCESS_DENIED\",\"requiredAccess\":\"`read_customers` access"
            + " scope.\"}}],\"data\":null}");
    PolledSource source = feed("customer", "");
    assertThatThrownBy(() -> first(source))
        .isInstanceOfSatisfying(
            SourceException.class,
            denied -> {
              assertThat(denied.isRefused()).isTrue();
              assertThat(denied)
                  .hasMessageContaining("'customers'")
                  .hasMessageContaining("read_customers");
            });
  }

  @Test
  void a_shop_that_asks_for_rest_is_not_called_before_it_is_over() {
    shop.answer(429, Map.of("Retry-After", "7"), "").data("orders", page(order(1, "")));
    PolledSource source = feed("order", "");
    assertThatThrownBy(() -> first(source)).hasMessageContaining("7 s");
    clock.advance(Duration.ofSeconds(6));
    assertThatThrownBy(() -> first(source)).hasMessageContaining("left alone");
    assertThat(shop.asked()).hasSize(1);
    clock.advance(Duration.ofSeconds(1));
    assertThat(first(source).records()).hasSize(1);
  }

  @Test
  void orders_made_recently_are_read_again_from_time_to_time() {
    PolledSource source = feed("order", "recheck_days: 10\nrecheck_every: 1h\n");
    shop.data("orders", page(order(1, "")));
    Page page = first(source);
    assertThat(page.more()).isFalse();
    clock.advance(Duration.ofMinutes(61));
    shop.data("orders", page("")).data("orders", page(""));
    page = source.poll(page.next(), clock.instant(), 50);
    assertThat(page.more()).isTrue();
    page = source.poll(page.next(), clock.instant(), 50);
    assertThat(page.more()).isFalse();
    assertThat(shop.operations()).containsExactly("OrdersChanged", "OrdersChanged", "OrdersMade");
    assertThat(shop.asked().get(2).variables().path("filter").stringValue())
        .isEqualTo("created_at:>='2026-11-14T10:01:00Z'");
  }

  @Test
  void a_shop_that_takes_long_over_every_page_is_read_again_all_the_same() {
    PolledSource source = feed("order", "recheck_every: 1s\n");
    Cursor cursor = Cursor.START;
    for (int poll = 0; poll < 8; poll++) {
      shop.data("orders", page(""));
      cursor = source.poll(cursor, clock.instant(), 50).next();
      clock.advance(Duration.ofSeconds(40));
    }
    assertThat(shop.operations()).contains("OrdersMade");
  }

  @Test
  void what_is_read_again_and_cannot_be_read_holds_up_what_changes_for_a_while_only() {
    PolledSource source = feed("order", "recheck_every: 1s\n");
    Cursor cursor = Cursor.START;
    for (int poll = 0; poll < 2; poll++) {
      shop.data("orders", page(""));
      cursor = source.poll(cursor, NOW.plusSeconds(poll), 50).next();
    }
    Cursor stuck = cursor;
    for (int seconds : List.of(1, 90)) {
      shop.answer(502, Map.of(), "");
      assertThatThrownBy(() -> source.poll(stuck, NOW.plusSeconds(seconds), 50))
          .isInstanceOf(SourceException.class);
      assertThat(shop.operations().getLast()).isEqualTo("OrdersMade");
    }
    shop.data("orders", page(""));
    Page page = source.poll(stuck, NOW.plusSeconds(91), 50);
    assertThat(shop.operations().getLast()).isEqualTo("OrdersChanged");
    assertThat(page.more()).isTrue();
  }

  @Test
  void each_variant_of_a_product_is_a_record_with_its_product() {
    shop.data(
        "products",
        page(
            "{\"id\":\"gid://shopify/Product/5\",\"updatedAt\":\"2026-11-02T10:00:00Z\",\"title\":\"Hat\","
                + "\"variants\":"
                + page(
                    "{\"id\":\"gid://shopify/ProductVariant/51\",\"sku\":\"HAT-S\",\"updatedAt\":"
                        + "\"2026-11-01T10:00:00Z\"},{\"id\":\"gid://shopify/ProductVariant/52\","
                        + "\"sku\":\"HAT-M\",\"updatedAt\":\"2026-11-03T10:00:00Z\"}")
                + "}"));
    List<SourceRecord> records = first(feed("variant", "variants: true\n")).records();
    assertThat(records).extracting(record -> record.ref().key()).containsExactly("51", "52");
    assertThat(records.getFirst().stamp().instant())
        .as("the product changed last")
        .contains(Instant.parse("2026-11-02T10:00:00Z"));
    assertThat(body(records.getFirst()).path("product").path("title").stringValue())
        .isEqualTo("Hat");
    assertThat(body(records.getFirst()).path("product").has("variants")).isFalse();
  }

  @Test
  void metafields_stand_by_their_own_names() {
    shop.data(
        "customers",
        page(
            "{\"id\":\"gid://shopify/Customer/5\",\"updatedAt\":\"2026-11-02T10:00:00Z\","
                + "\"metafield_0\":{\"namespace\":\"crm\",\"key\":\"tier\",\"type\":\"t\",\"value\":\"gold\"},"
                + "\"metafield_1\":null}"));
    JsonNode customer =
        body(
            first(feed("customer", "metafields: { customer: [crm.tier, crm.since] }\n"))
                .records()
                .getFirst());
    assertThat(customer.path("metafields").path("crm").path("tier").stringValue())
        .isEqualTo("gold");
    assertThat(customer.has("metafield_1")).isFalse();
    assertThat(shop.asked().getFirst().query())
        .contains("metafield_1: metafield(namespace: \"crm\", key: \"since\")");
  }

  @Test
  void single_records_are_read_by_their_ids_and_what_is_not_there_is_said() {
    shop.data(
        "nodes",
        "[{\"__typename\":\"Order\",\"id\":\"gid://shopify/Order/7\",\"updatedAt\":"
            + "\"2026-11-01T10:00:00Z\"},null]");
    var found = lookup("order", "").read(List.of("7", "8", "../9"), NOW);
    assertThat(found.records())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.ref().key()).isEqualTo("7");
              assertThat(body(record).has("__typename")).isFalse();
            });
    assertThat(found.missing())
        .isEqualTo(Map.of("8", "is not there", "../9", "has a key that no record can have"));
    assertThat(shop.asked().getFirst().variables().path("ids").toString())
        .isEqualTo("[\"gid://shopify/Order/7\",\"gid://shopify/Order/8\"]");
  }
}
