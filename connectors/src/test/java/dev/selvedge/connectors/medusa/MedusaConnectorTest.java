package dev.selvedge.connectors.medusa;

import static dev.selvedge.connectors.Consents.optIn;
import static dev.selvedge.connectors.Consents.optOut;
import static dev.selvedge.connectors.medusa.ScriptedMedusa.Reply.error;
import static dev.selvedge.connectors.medusa.ScriptedMedusa.Reply.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.ConsentTarget.Bearing;
import dev.selvedge.connector.ConsentTarget.Decision;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.connector.ConsentTarget.Told;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connectors.Consents;
import dev.selvedge.connectors.Systems;
import dev.selvedge.connectors.medusa.ScriptedMedusa.Reply;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the connector makes of its options, and of what a shop answers when things go wrong.
class MedusaConnectorTest {
  private static final String REQUIRED = "shop: https://api.shop.example\napi_key: sk_1\n";
  private static final Instant LONG_AGO = Instant.parse("2020-11-24T02:00:00Z");
  private static final Instant THEIRS = Instant.parse("2026-11-01T10:00:00Z");
  private static final Instant LATER = THEIRS.plus(Duration.ofDays(1));
  private static final String BOTH = "field: opt_in\nat_field: opt_in_at\n";

  private ScriptedMedusa shop;

  @BeforeEach
  void open() throws IOException {
    shop = new ScriptedMedusa();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void the_feeds_are_known_without_connecting() {
    assertThat(feeds(REQUIRED)).containsExactly("test/customer", "test/order");
    assertThat(feeds(REQUIRED + "products: true\nevents: { secret: s }\n"))
        .containsExactly("test/customer", "test/order", "test/product", "test/cart");
    Connector.Plan plan =
        Systems.plan(new MedusaConnector(), REQUIRED + "events: { secret: s }\n", Path.of("."));
    assertThat(plan.targeted())
        .as("a cart cannot be read")
        .extracting(Feed::toString)
        .containsExactlyInAnyOrder("test/customer", "test/order");
    assertThat(plan.hinted()).isEqualTo(plan.targeted());
  }

  private static List<String> feeds(String yaml) {
    return Systems.plan(new MedusaConnector(), yaml, Path.of(".")).feeds().stream()
        .map(Feed::toString)
        .toList();
  }

  @Test
  void everything_wrong_is_said_at_once() {
    assertThat(
            Systems.complaints(
                new MedusaConnector(),
                """
                shop: http://shop.example.com
                api_key: pk_1
                page_size: 1
                events: {}
                nonsense: 1
                """))
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).contains("https address"),
            text -> assertThat(text).contains("publishable").contains("sk_"),
            text -> assertThat(text).contains("'page_size' must be between 2 and 1000"),
            text -> assertThat(text).contains("signs the events"),
            text -> assertThat(text).contains("unknown key 'nonsense'"));
    assertThat(Systems.complaints(new MedusaConnector(), "shop: shop.example.com\n"))
        .anyMatch(text -> text.contains("'api_key' is missing"))
        .anyMatch(text -> text.contains("address of the Medusa server"));
  }

  @Test
  void one_record_on_which_the_shop_fails_is_parked_and_hides_no_other() {
    try (Connector.Opened opened = opened()) {
      shop.answer(
          error(500, "unknown_error"),
          ok("{\"customers\":[" + thin("cus_1") + "," + thin("cus_2") + "," + thin("cus_3") + "]}"),
          ok("{\"customer\":" + thin("cus_1") + "}"),
          error(500, "unknown_error"),
          error(404, "not_found"));

      Page page = opened.polled().getFirst().poll(Cursor.START, Systems.NOW, 10);

      assertThat(page.records())
          .extracting(one -> one.ref().key(), SourceRecord::change)
          .containsExactly(
              tuple("cus_1", SourceRecord.Change.UPSERT),
              tuple("cus_3", SourceRecord.Change.DELETE));
      assertThat(page.refused())
          .singleElement()
          .satisfies(
              one -> assertThat(one.toString()).contains("cus_2").doesNotContain("ann@example"));
    }
  }

  private static String thin(String id) {
    return "{\"id\":\"%s\",\"updated_at\":\"2026-11-23T10:00:00.000Z\"}".formatted(id);
  }

  @Test
  void a_place_is_asked_for_by_stamp_offset_and_limit() {
    try (Connector.Opened opened = opened()) {
      shop.answer(ok("{\"customers\":[]}"));
      opened.polled().getFirst().poll(Cursor.START, Systems.NOW, 10);
      assertThat(shop.asked())
          .singleElement()
          .asString()
          .startsWith(
              "GET /admin/customers?updated_at[$gt]=1970-01-01T00:00:00Z&order=updated_at"
                  + "&offset=0&limit=10&fields=id,email,");
    }
  }

  @Test
  void a_shop_that_asks_for_rest_is_left_alone() {
    try (Connector.Opened opened = opened()) {
      shop.answer(new Reply(429, Map.of("Retry-After", "600"), ""));
      for (int time = 0; time < 2; time++) {
        assertThatThrownBy(() -> opened.polled().getFirst().poll(Cursor.START, Systems.NOW, 10))
            .isInstanceOf(SourceException.class);
      }
      assertThat(shop.asked()).hasSize(1);
    }
  }

  @Test
  void what_is_in_the_way_is_said_without_a_record_or_the_key() {
    try (Connector.Opened opened = opened()) {
      for (Reply reply :
          List.of(
              new Reply(401, Map.of(), "{\"message\":\"Unauthorized\"}"),
              new Reply(404, Map.of(), "<html>Cannot GET /admin/customers</html>"),
              new Reply(302, Map.of("Location", "https://elsewhere.example"), ""),
              error(400, "invalid_data"))) {
        shop.answer(reply);
        assertThatThrownBy(() -> opened.polled().getFirst().poll(Cursor.START, Systems.NOW, 10))
            .isInstanceOf(SourceException.class)
            .message()
            .isNotBlank()
            .doesNotContain("ann@example.com", "sk_of-the-hub");
      }
    }
  }

  @Test
  void the_check_up_says_that_the_clocks_differ_and_what_cannot_be_read() {
    Problems problems = new Problems();
    Connector.Plan plan =
        new MedusaConnector()
            .plan(
                new SystemName("test"),
                YamlReader.readMapping("test.yaml", shop.options(), problems).orElseThrow(),
                new Connector.Surroundings(Path.of("."), InstantSource.fixed(LONG_AGO)),
                problems);
    try (Connector.Opened opened = plan.open()) {
      shop.answer(
          ok("OK"),
          ok("{\"stores\":[]}"),
          ok("{\"customers\":[]}"),
          error(500, "unknown_error"),
          error(500, "unknown_error"));
      List<Finding> findings = opened.examine();
      assertThat(findings)
          .filteredOn(one -> !one.healthy())
          .extracting(Finding::what)
          .hasSize(2)
          .anyMatch(what -> what.contains("s ahead of the hub's"))
          .anyMatch(what -> what.contains("orders"));
    }
  }

  private Connector.Opened opened() {
    return Systems.plan(new MedusaConnector(), shop.options(), Path.of(".")).open();
  }

  private Told tell(String written, Decision decision) {
    try (ConsentTarget target =
        Consents.open(new MetadataConsentOffer(), shop.options(), written, Path.of("."))) {
      return target.tell(decision);
    }
  }

  private static Reply customer(String email, String metadata) {
    return ok(
        "{\"customer\":{\"id\":\"cus_1\",\"email\":\"%s\",\"metadata\":%s}}"
            .formatted(email, metadata));
  }

  @Test
  void a_decision_is_written_in_the_shop_s_own_words() {
    shop.answer(
        customer("ann@example.com", "{\"news\":\"ja\"}"),
        customer("ann@example.com", "{\"news\":\"nein\"}"));
    Told told =
        tell("field: news\nopt_in: ja\nopt_out: nein\n", optOut("cus_1", LATER, Held.OPT_IN));
    assertThat(told).isEqualTo(Told.answered(new Outcome.Done()));
    assertThat(shop.asked().getLast())
        .isEqualTo("POST /admin/customers/cus_1 {\"metadata\":{\"news\":\"nein\"}}");
  }

  @Test
  void a_time_that_is_not_known_takes_the_old_one_away() {
    shop.answer(
        customer("ann@example.com", "null"), customer("ann@example.com", "{\"opt_in\":true}"));
    assertThat(tell(BOTH, optIn("cus_1", Decision.UNKNOWN_TIME, Held.NOT_KNOWN)).outcome())
        .isEqualTo(new Outcome.Done());
    assertThat(shop.asked().getLast())
        .endsWith("{\"metadata\":{\"opt_in\":true,\"opt_in_at\":\"\"}}");
  }

  @Test
  void a_newer_decision_and_another_address_are_left_alone() {
    shop.answer(
        customer("ann@example.com", "{\"opt_in\":true,\"opt_in_at\":\"2026-11-05T10:00:00Z\"}"),
        customer("other@example.com", "{}"));
    assertThat(tell(BOTH, optOut("cus_1", LATER, Held.OPT_IN)).outcome())
        .isInstanceOf(Outcome.Drop.class);
    assertThat(tell(BOTH, optIn("cus_1", LATER, Held.NOT_KNOWN)).outcome())
        .isInstanceOf(Outcome.Drop.class);
    assertThat(shop.asked()).noneMatch(call -> call.startsWith("POST"));
  }

  @Test
  void what_the_shop_does_not_keep_or_have_is_parked() {
    shop.answer(
        customer("ann@example.com", "{}"),
        customer("ann@example.com", "{\"opt_in\":true}"),
        error(404, "not_found"));
    assertThat(tell(BOTH, optOut("cus_1", LATER, Held.NOT_KNOWN)).outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class, park -> assertThat(park.cause()).isEqualTo("consent.refused"));
    assertThat(tell(BOTH, optOut("cus_1", LATER, Held.NOT_KNOWN)).outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class, park -> assertThat(park.cause()).isEqualTo("consent.no-record"));
  }

  @Test
  void an_answer_without_the_customer_is_no_word_of_what_they_hold() {
    shop.answer(ok("{}"), customer("ann@example.com", "{}"), ok("{\"customer\":null}"));
    assertThat(tell(BOTH, optOut("cus_1", LATER, Held.OPT_IN)).outcome())
        .isInstanceOf(Outcome.Retry.class);
    assertThat(shop.asked()).hasSize(1);
    assertThat(tell(BOTH, optOut("cus_1", LATER, Held.NOT_KNOWN)).outcome())
        .isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void a_write_whose_answer_is_lost_may_have_happened_and_one_that_was_refused_has_not() {
    shop.answer(
        customer("ann@example.com", "{}"),
        new Reply(502, Map.of(), "<html>first aid</html>"),
        customer("ann@example.com", "{}"),
        new Reply(401, Map.of(), "{\"message\":\"Unauthorized\"}"),
        customer("ann@example.com", "{}"),
        new Reply(429, Map.of("Retry-After", "60"), ""));
    assertThat(tell(BOTH, optOut("cus_1", LATER, Held.NOT_KNOWN)).outcome())
        .isInstanceOf(Outcome.Unknown.class);
    Told refused = tell(BOTH, optOut("cus_1", LATER, Held.NOT_KNOWN));
    assertThat(refused.outcome()).isInstanceOf(Outcome.Snooze.class);
    assertThat(refused.bearing()).isInstanceOf(Bearing.Refusing.class);
    assertThat(tell(BOTH, optOut("cus_1", LATER, Held.NOT_KNOWN)).bearing())
        .isInstanceOf(Bearing.Busy.class);
  }

  @Test
  void one_key_cannot_hold_the_choice_and_its_time_nor_is_nothing_a_word() {
    assertThat(
            Consents.complaints(
                new MetadataConsentOffer(), REQUIRED, "field: news\nat_field: news\nopt_out: ''\n"))
        .anyMatch(text -> text.contains("'field' and 'at_field' are the same key"))
        .anyMatch(text -> text.contains("'opt_out' is empty"));
  }

  @Test
  void what_is_wrong_with_the_options_of_consent_is_said() {
    assertThat(
            Consents.complaints(
                new MetadataConsentOffer(), REQUIRED, "field: a b\nopt_out: 'true'\nnonsense: 1\n"))
        .anyMatch(text -> text.contains("'a b' cannot be a key"))
        .anyMatch(text -> text.contains("are the same"))
        .anyMatch(text -> text.contains("unknown key 'nonsense'"));
  }
}
