package dev.selvedge.connectors.vendure;

import static dev.selvedge.connectors.vendure.ScriptedVendure.error;
import static dev.selvedge.connectors.vendure.ScriptedVendure.ok;
import static dev.selvedge.connectors.vendure.ScriptedVendure.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class VendureFeedTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final String NO_ORDERS = "{\"data\":{\"orders\":{\"items\":[]}}}";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ScriptedVendure shop;
  private Connector.Opened opened;

  @BeforeEach
  void open() throws IOException {
    shop = new ScriptedVendure();
    opened = connector(ScriptedVendure.PASSWORD, "");
  }

  @AfterEach
  void close() {
    opened.close();
    shop.close();
  }

  @Test
  void customers_are_read_page_by_page_from_the_stamp_where_the_last_page_ended() {
    shop.answer(ok(resource("customers.json")), ok(customers("2026-11-23T23:27:06.000Z", 2)));
    Page first = customers().poll(Cursor.START, NOW, 3);
    Page second = customers().poll(first.next(), NOW, 3);

    assertThat(first.more()).isTrue();
    assertThat(first.records())
        .extracting(r -> r.ref().text())
        .containsExactly("shop/customer/1", "shop/customer/2", "shop/customer/3");
    assertThat(first.records()).extracting(SourceRecord::pace).containsOnly(Pace.BACKFILL);
    assertThat(second.more()).isFalse();
    assertThat(shop.asked().get(0).variables().path("skip").intValue()).isZero();
    assertThat(shop.asked().get(1).variables().path("after").stringValue())
        .isEqualTo("2026-11-23T23:27:05.999Z");
    assertThat(shop.asked().get(1).variables().path("skip").intValue()).isEqualTo(2);
    assertThat(shop.sessions()).isEqualTo(1);
  }

  @Test
  void a_guest_s_empty_custom_fields_stay_null_and_are_not_left_out() {
    shop.answer(ok(resource("customers.json")));
    Page page = customers().poll(Cursor.START, NOW, 100);
    String guest = page.records().get(1).body().toText();
    assertThat(guest)
        .contains("\"customFields\":{\"marketingOptIn\":null,\"marketingOptInAt\":null}")
        .contains("\"user\":null");
  }

  @Test
  void an_order_is_as_new_as_the_newest_thing_in_it() {
    shop.answer(ok(resource("orders.json")));
    Page page = orders().poll(Cursor.START, NOW, 100);
    assertThat(page.records())
        .extracting(r -> r.stamp().instant().orElseThrow().toString())
        .containsExactly(
            "2026-11-23T23:27:06.900Z", "2026-11-23T23:27:06.300Z", "2026-11-23T23:27:06.430Z");
    assertThat(page.records()).extracting(SourceRecord::observedAt).containsOnly(NOW);
  }

  @Test
  void carts_are_not_asked_for() {
    round(Cursor.START, NOW);
    round(cursor, NOW.plusSeconds(60));
    assertThat(shop.asked())
        .hasSize(3)
        .allSatisfy(asked -> assertThat(asked.query()).contains("active: { eq: false }"));
  }

  @Test
  void orders_are_walked_by_change_then_by_placing_and_again_after_the_interval() {
    List<String> first = round(Cursor.START, NOW);
    assertThat(first).containsExactly("updatedAt");
    List<String> second = round(cursor, NOW.plusSeconds(60));
    assertThat(second).containsExactly("updatedAt", "orderPlacedAt");
    assertThat(lastAfter())
        .as("the first walk by placing begins 30 days back")
        .isBetween(NOW.minus(Duration.ofDays(31)), NOW.minus(Duration.ofDays(29)));
    List<String> third = round(cursor, NOW.plus(Duration.ofMinutes(11)));
    assertThat(third).containsExactly("updatedAt", "orderPlacedAt", "orderPlacedAt");
    assertThat(lastAfter()).isEqualTo(NOW.plus(Duration.ofMinutes(11)).minus(Duration.ofDays(30)));
    List<String> fourth = round(cursor, NOW.plus(Duration.ofMinutes(16)));
    assertThat(fourth).containsExactly("updatedAt", "orderPlacedAt");
  }

  @Test
  void a_long_recheck_yields_to_what_has_just_been_ordered() {
    round(Cursor.START, NOW);
    round(cursor, NOW.plusSeconds(60));
    Instant later = NOW.plus(Duration.ofMinutes(11));
    shop.answer(
        ok(NO_ORDERS), ok(NO_ORDERS), ok(resource("orders.json")), ok(NO_ORDERS), ok(NO_ORDERS));
    int before = shop.asked().size();
    Page page = orders().poll(cursor, later, 3);
    page = orders().poll(page.next(), later, 3);
    page = orders().poll(page.next(), later, 3);
    assertThat(page.records()).as("a first page of the recheck").hasSize(3);
    page = orders().poll(page.next(), later.plusSeconds(20), 3);
    page = orders().poll(page.next(), later.plusSeconds(20), 3);
    assertThat(page.more()).as("the recheck is not over").isTrue();
    assertThat(stampsAskedFrom(before))
        .containsExactly(
            "updatedAt", "orderPlacedAt", "orderPlacedAt", "updatedAt", "orderPlacedAt");
  }

  @Test
  void an_ended_session_is_opened_again_and_the_query_repeated() {
    shop.answer(
        ok(resource("customers.json")),
        error("FORBIDDEN"),
        ok(customers("2026-11-23T23:27:06.000Z", 1)));
    Page page = customers().poll(Cursor.START, NOW, 3);
    Page after = customers().poll(page.next(), NOW, 3);
    assertThat(shop.sessions()).isEqualTo(2);
    assertThat(shop.asked())
        .extracting(ScriptedVendure.Asked::token)
        .containsExactly("Bearer session-1", "Bearer session-1", "Bearer session-2");
    assertThat(after.records()).as("the anchor is known already").isEmpty();
  }

  @Test
  void a_user_without_permission_is_told_which() {
    shop.answer(error("FORBIDDEN"), error("FORBIDDEN"));
    assertThatThrownBy(() -> orders().poll(Cursor.START, NOW, 3))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("ReadOrder");
    assertThat(shop.asked()).hasSize(2);
  }

  @Test
  void a_wrong_password_is_said_without_showing_it() {
    try (Connector.Opened wrong = connector("not-it", "")) {
      assertThatThrownBy(() -> wrong.polled().getFirst().poll(Cursor.START, NOW, 3))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("INVALID_CREDENTIALS_ERROR")
          .hasMessageNotContaining("not-it");
    }
  }

  @Test
  void an_order_the_shop_fails_on_is_refused_alone() {
    shop.answer(
        error("INTERNAL_SERVER_ERROR"),
        ok(resource("orders.json")),
        ok("{\"data\":{\"order\":" + order(0) + "}}"),
        error("INTERNAL_SERVER_ERROR"),
        ok("{\"data\":{\"order\":" + order(2) + "}}"));
    Page page = orders().poll(Cursor.START, NOW, 100);
    assertThat(page.records()).extracting(r -> r.ref().key()).containsExactly("1", "3");
    assertThat(page.refused())
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.where()).isEqualTo("order 2");
              assertThat(refused.raw()).isEqualTo("{\"id\":\"2\"}");
            });
  }

  @Test
  void a_record_read_alone_has_the_same_bytes_as_in_a_page() {
    shop.answer(ok(resource("orders.json")));
    Page page = orders().poll(Cursor.START, NOW, 100);
    shop.answer(
        error("INTERNAL_SERVER_ERROR"),
        ok(resource("orders.json")),
        ok("{\"data\":{\"order\":" + order(0) + "}}"),
        ok("{\"data\":{\"order\":" + order(1) + "}}"),
        ok("{\"data\":{\"order\":" + order(2) + "}}"));
    Page alone = orders().poll(Cursor.START, NOW, 100);
    assertThat(alone.records()).isEqualTo(page.records());
  }

  @Test
  void whatever_is_no_usable_answer_is_an_exception_without_content() {
    List<ScriptedVendure.Reply> replies =
        List.of(
            ok("{\"data\":{\"customers\":{\"items\":[{\"emailAddress\":\"ann@exam"),
            new ScriptedVendure.Reply.CutOff("{\"data\":{\"emailAddress\":\"ann@example.com\""),
            new ScriptedVendure.Reply.Json(502, "<html>ann@example.com</html>"),
            new ScriptedVendure.Reply.Json(500, "{}"),
            new ScriptedVendure.Reply.Json(429, ""),
            new ScriptedVendure.Reply.Json(404, ""),
            ok("{\"data\":{\"customers\":{\"items\":[{\"emailAddress\":\"ann@example.com\"}]}}}"),
            ok("{\"data\":{}}"));
    for (ScriptedVendure.Reply reply : replies) {
      shop.answer(reply);
      assertThatThrownBy(() -> customers().poll(Cursor.START, NOW, 3))
          .as(reply.toString())
          .isInstanceOf(SourceException.class)
          .hasMessageNotContaining("ann@")
          .hasNoSuppressedExceptions();
    }
    assertThat(shop.asked()).as("nothing was asked twice").hasSize(replies.size());
  }

  @Test
  void a_misspelt_custom_field_is_pointed_out() {
    shop.answer(
        new ScriptedVendure.Reply.Json(
            400,
            "{\"errors\":[{\"message\":\"Cannot query field \\\"optin\\\" on type"
                + " \\\"CustomerCustomFields\\\".\",\"extensions\":{\"code\":\"GRAPHQL_VALIDATION_FAILED\"}}]}"));
    assertThatThrownBy(() -> customers().poll(Cursor.START, NOW, 3))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("optin")
        .hasMessageContaining("custom_fields");
  }

  @Test
  void a_silent_shop_is_given_up_after_the_time_out() {
    shop.answer(new ScriptedVendure.Reply.Silence());
    try (Connector.Opened hasty = connector(ScriptedVendure.PASSWORD, "timeout: 1s")) {
      assertThatThrownBy(() -> hasty.polled().getFirst().poll(Cursor.START, NOW, 3))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("did not answer within 1 s");
    }
  }

  @Test
  void a_cursor_of_another_kind_is_refused() {
    for (String text : List.of("nonsense", "{}", "{\"version\":1,\"walks\":[]}")) {
      assertThatThrownBy(() -> orders().poll(new Cursor(text), NOW, 3))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("reset the feed");
    }
    assertThat(shop.asked()).isEmpty();
  }

  private Cursor cursor = Cursor.START;

  /// Polls an empty shop to the end of a round; the stamps by which it was asked.
  private List<String> round(Cursor from, Instant now) {
    int before = shop.asked().size();
    cursor = from;
    Page page;
    do {
      shop.answer(ok(NO_ORDERS));
      page = orders().poll(cursor, now, 100);
      cursor = page.next();
    } while (page.more());
    return stampsAskedFrom(before);
  }

  private List<String> stampsAskedFrom(int first) {
    List<String> stamps = new ArrayList<>();
    for (ScriptedVendure.Asked asked : shop.asked().subList(first, shop.asked().size())) {
      stamps.add(asked.query().contains("sort: { updatedAt") ? "updatedAt" : "orderPlacedAt");
    }
    return stamps;
  }

  private Instant lastAfter() {
    return Instant.parse(shop.asked().getLast().variables().path("after").stringValue());
  }

  private static String order(int index) {
    return JSON.readTree(resource("orders.json"))
        .path("data")
        .path("orders")
        .path("items")
        .path(index)
        .toString();
  }

  /// So many customers with one stamp, the first of which was there before.
  private static String customers(String stamp, int count) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add("{\"id\":\"" + (3 + i) + "\",\"updatedAt\":\"" + stamp + "\"}");
    }
    return "{\"data\":{\"customers\":{\"items\":[" + String.join(",", items) + "]}}}";
  }

  private PolledSource customers() {
    return opened.polled().get(0);
  }

  private PolledSource orders() {
    return opened.polled().get(1);
  }

  private Connector.Opened connector(String password, String more) {
    Problems problems = new Problems();
    String yaml =
        """
        endpoint: %s
        username: hub
        password: %s
        custom_fields: { customer: [marketingOptIn, marketingOptInAt] }
        %s
        """
            .formatted(shop.endpoint(), password, more);
    Connector.Plan plan =
        new VendureConnector()
            .plan(
                new SystemName("shop"),
                YamlReader.readMapping("test.yaml", yaml, problems).orElseThrow(),
                new Connector.Surroundings(Path.of("."), InstantSource.fixed(NOW)),
                problems);
    assertThat(problems.sorted()).isEmpty();
    return plan.open();
  }
}
