package dev.selvedge.connectors.shiphero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.Systems;
import dev.selvedge.testkit.source.HttpVendor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A warehouse's shipments beside what the contract of all sources asks.
class ShipHeroTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String HOOKS = "webhook_secrets: [one]\n";

  @SuppressWarnings("NullAway.Init")
  private ShipHeroVendor vendor;

  @BeforeEach
  void open() {
    vendor = new ShipHeroVendor();
  }

  @AfterEach
  void close() {
    vendor.close();
  }

  private List<SourceRecord> poll(Connector.Opened system) {
    return system.polled().getFirst().poll(Cursor.START, vendor.now(), 50).records();
  }

  private List<String> findings(String more) {
    return vendor.open(more).examine().stream()
        .map(one -> (one.healthy() ? "good: " : "bad: ") + one.what())
        .toList();
  }

  @Test
  void a_shipment_comes_with_plain_lists_and_the_number_of_its_order() {
    vendor.write(7, vendor.now().minusSeconds(60), "packed");
    JsonNode record = JSON.readTree(poll(vendor.open("")).getFirst().body().toText());
    assertThat(record.path("line_items").path(0).path("line_item").path("sku").asString(""))
        .isEqualTo("SKU-1");
    assertThat(record.path("order").path("order_number").asString("")).isEqualTo("W-7");
    assertThat(record.path("shipping_labels").path(0).path("tracking_number").asString(""))
        .isEqualTo("T7");
  }

  @Test
  void a_shipment_with_more_lines_than_a_page_holds_is_read_by_itself() {
    vendor.lines = 14;
    vendor.write(7, vendor.now().minusSeconds(60), "packed");
    JsonNode record = JSON.readTree(poll(vendor.open("")).getFirst().body().toText());
    assertThat(record.path("line_items").size()).isEqualTo(14);
  }

  /// As the hub does: once more when it may.
  private <T> T patiently(Supplier<T> question) {
    for (int attempt = 0; attempt < 20; attempt++) {
      try {
        return question.get();
      } catch (SourceException tooSoon) {
        assertThat(tooSoon).hasMessageContaining("left alone");
        vendor.pass(Duration.ofSeconds(30));
      }
    }
    throw new AssertionError("it never comes to its end");
  }

  private void writeLongOnes(int many) {
    vendor.perLine = true;
    vendor.complexity = 600;
    vendor.lines = 14;
    for (int key = 1; key <= many; key++) {
      vendor.write(key, vendor.now().minusSeconds(600L + key), "packed");
    }
  }

  @Test
  void a_page_of_more_long_shipments_than_can_be_paid_for_comes_to_its_end() {
    writeLongOnes(12);
    Connector.Opened system = vendor.open("");
    assertThat(patiently(() -> poll(system))).hasSize(12);
    vendor.write(1, vendor.now().minusSeconds(600), "voided");
    assertThat(patiently(() -> poll(system)))
        .anyMatch(one -> one.body().toText().contains("voided"));
  }

  @Test
  void what_a_webhook_told_of_is_read_anew_by_the_page_behind_it() {
    writeLongOnes(12);
    Connector.Opened system = vendor.open("");
    assertThatThrownBy(() -> poll(system)).hasMessageContaining("credits");
    vendor.write(1, vendor.now().minusSeconds(600), "voided");
    vendor.pass(Duration.ofSeconds(60));
    patiently(() -> system.targeted().getFirst().read(List.of("1"), vendor.now()));
    assertThat(patiently(() -> poll(system)))
        .filteredOn(one -> one.ref().key().equals("1"))
        .allMatch(one -> one.body().toText().contains("voided"));
  }

  @Test
  void as_many_long_shipments_as_are_looked_up_at_once_can_be_paid_for() {
    writeLongOnes(12);
    TargetedSource lookup = vendor.open("").targeted().getFirst();
    List<String> keys =
        IntStream.rangeClosed(1, lookup.most()).mapToObj(Integer::toString).toList();
    assertThat(patiently(() -> lookup.read(keys, vendor.now())).records()).hasSize(lookup.most());
  }

  @Test
  void no_question_is_asked_that_costs_more_than_can_be_saved_up() {
    poll(vendor.open("credits: 1000\nlines: 98\npage_size: 100\n"));
    assertThat(vendor.questions.getFirst().path("variables").path("first").intValue())
        .isEqualTo(10);
  }

  @Test
  void single_shipments_are_read_by_their_numbers() {
    vendor.write(7, vendor.now().minusSeconds(60), "packed");
    TargetedSource lookup = vendor.open("").targeted().getFirst();
    TargetedSource.Found found = lookup.read(List.of("7", "8", "nonsense"), vendor.now());
    assertThat(found.records()).extracting(one -> one.ref().key()).containsExactly("7");
    assertThat(found.missing()).containsOnlyKeys("8", "nonsense").containsValue("is not there");
    assertThat(vendor.questions).hasSize(2);
  }

  @Test
  void what_is_recent_is_read_again_from_time_to_time() {
    Instant made = vendor.now().minus(Duration.ofDays(1));
    vendor.write(7, made, "packed");
    Connector.Opened system = vendor.open("recheck_every: 6h\n");
    Cursor cursor = Cursor.START;
    for (int poll = 0; poll < 4; poll++) {
      cursor = system.polled().getFirst().poll(cursor, vendor.now(), 50).next();
      vendor.pass(Duration.ofHours(1));
    }
    vendor.write(6, made.plusSeconds(5), "newer");
    vendor.write(7, made, "label voided");
    vendor.pass(Duration.ofHours(6));
    StringBuilder seen = new StringBuilder();
    for (int poll = 0; poll < 4; poll++) {
      var page = system.polled().getFirst().poll(cursor, vendor.now(), 50);
      page.records().forEach(one -> seen.append(one.body().toText()));
      cursor = page.next();
    }
    assertThat(seen).contains("label voided");
  }

  @Test
  void times_without_a_zone_are_those_of_the_option() {
    // Asked for in New York's time, answered in it: five hours behind UTC in winter.
    vendor.write(7, Instant.parse("2026-11-24T03:00:00Z"), "packed");
    List<SourceRecord> records = poll(vendor.open("zone: America/New_York\n"));
    assertThat(records.getFirst().stamp().instant())
        .contains(Instant.parse("2026-11-24T08:00:00Z"));
    assertThat(vendor.questions.getFirst().path("variables").path("from").asString(""))
        .isEqualTo("2026-11-19T19:00:00");
  }

  @Test
  void a_token_is_fetched_once_and_a_user_may_log_in_instead() {
    vendor.write(7, vendor.now().minusSeconds(60), "packed");
    Connector.Opened system = vendor.open("");
    poll(system);
    poll(system);
    assertThat(vendor.logIns).hasSize(1);
    vendor.pass(Duration.ofDays(27));
    poll(system);
    assertThat(vendor.logIns).hasSize(2);
  }

  @Test
  void a_wrong_token_is_for_a_person() {
    String options = "url: " + vendor.address() + "\nusername: ann\npassword: wrong\n";
    Connector.Opened system = Systems.plan(new ShipHeroConnector(), options, Path.of(".")).open();
    assertThatThrownBy(() -> poll(system))
        .isInstanceOfSatisfying(
            SourceException.class, refused -> assertThat(refused.isRefused()).isTrue())
        .hasMessageContaining("HTTP 401")
        .hasMessageNotContaining("wrong");
    system.close();
  }

  @Test
  void credits_that_are_used_up_are_waited_for_before_shiphero_says_so() {
    vendor.complexity = 400;
    vendor.write(7, vendor.now().minusSeconds(60), "packed");
    Connector.Opened system = vendor.open("credits: 500\ncredits_per_second: 10\n");
    poll(system);
    int before = vendor.calls();
    assertThatThrownBy(() -> poll(system))
        .hasMessageContaining("credits")
        .hasMessageContaining("30 s");
    assertThat(vendor.calls()).isEqualTo(before);
    vendor.pass(Duration.ofSeconds(31));
    assertThat(poll(system)).hasSize(1);
  }

  @Test
  void shiphero_s_own_word_for_too_fast_is_heeded() {
    Connector.Opened system = vendor.open("");
    vendor.next(new HttpVendor.Fault.ThrottledItsWay());
    assertThatThrownBy(() -> poll(system)).hasMessageContaining("17 s");
    vendor.pass(Duration.ofSeconds(16));
    assertThatThrownBy(() -> poll(system)).hasMessageContaining("left alone");
  }

  @Test
  void an_answer_with_errors_is_never_taken_for_a_whole_one() {
    vendor.lieOnce(
        """
        {"errors":[{"code":3,"message":"ann@example.com said Cannot query field"}],\
        "data":{"shipments":{"complexity":1,"data":{"edges":[],"pageInfo":{"hasNextPage":false}}}}}\
        """);
    Connector.Opened system = vendor.open("");
    assertThatThrownBy(() -> poll(system))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("error 3")
        .hasMessageContaining("fields")
        .hasMessageNotContaining("ann@");
  }

  @Test
  void an_account_of_a_3pl_and_further_fields_are_asked_for() {
    poll(vendor.open("account: QWNjb3VudDox\nfields: { order: [tags], label: [] }\n"));
    JsonNode asked = vendor.questions.getFirst();
    assertThat(asked.path("variables").path("account").asString("")).isEqualTo("QWNjb3VudDox");
    assertThat(asked.path("query").asString(""))
        .contains("customer_account_id: $account", "shop_name tags }", "created_date }")
        .doesNotContain("tracking_url");
  }

  @Test
  void the_check_up_says_what_is_well() {
    assertThat(findings("")).anyMatch(one -> one.startsWith("bad: ShipHero's clock is "));
    vendor.catchUp();
    vendor.write(7, vendor.now().minusSeconds(60), "packed");
    assertThat(findings(""))
        .containsExactly(
            "good: ShipHero answers",
            "good: ShipHero's clock agrees with the hub's",
            "good: the log-in works",
            "good: shipments can be read; some were, as a trial");
  }

  @Test
  void the_check_up_looks_at_times_and_webhooks() {
    vendor.write(7, vendor.now().plus(Duration.ofHours(5)), "packed");
    assertThat(findings(HOOKS))
        .contains(
            "bad: some shipments are of the future",
            "bad: ShipHero has no webhook 'Shipment Update' to an address that ends in"
                + " /hook/wms/shiphero");
    String hook =
        "{\"node\":{\"name\":\"Shipment"
            + " Update\",\"url\":\"https://h.example.com/hook/wms/shiphero\",%s}}";
    vendor.hooks =
        "["
            + hook.formatted("\"enabled\":true,\"health\":\"HEALTHY\"")
            + ","
            + hook.formatted("\"enabled\":true,\"health\":\"WARNING\"")
            + ","
            + hook.formatted("\"enabled\":false,\"health\":\"UNHEALTHY\"")
            + "]";
    assertThat(findings(HOOKS))
        .contains(
            "good: ShipHero has a webhook 'Shipment Update', and it is well",
            "bad: ShipHero calls its webhook 'Shipment Update' warning",
            "bad: ShipHero has switched its webhook 'Shipment Update' off");
  }

  @Test
  void wrong_options_are_named() {
    ShipHeroConnector connector = new ShipHeroConnector();
    assertThat(Systems.complaints(connector, "url: nowhere\nsince: soon\nzone: Mars\n"))
        .anySatisfy(one -> assertThat(one).contains("how the hub gets in"))
        .anySatisfy(one -> assertThat(one).contains("'url' must be an address"))
        .anySatisfy(one -> assertThat(one).contains("'since' is not a day"))
        .anySatisfy(one -> assertThat(one).contains("'zone' is not a time zone"));
    assertThat(Systems.complaints(connector, "refresh_token: a\nusername: b\npassword: c\n"))
        .hasSize(1);
    assertThat(Systems.complaints(connector, "refresh_token: a\nfields: { label: [a b] }\n"))
        .singleElement()
        .satisfies(one -> assertThat(one).contains("cannot be the name of a field"));
  }
}
