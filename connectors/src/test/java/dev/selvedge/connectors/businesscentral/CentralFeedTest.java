package dev.selvedge.connectors.businesscentral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.Systems;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What records look like, when subscriptions are made and renewed, and what a check-up says.
class CentralFeedTest {
  private static final String ONE = "aaaaaaaa-0000-4000-8000-000000000001";
  private static final String TWO = "aaaaaaaa-0000-4000-8000-000000000002";
  private static final String HOOKS =
      """
      webhooks: { url: "https://hub.example.com/", client_state: a-word-of-many-letters }
      """;

  @SuppressWarnings("NullAway.Init") // set before each test
  private CentralServer central;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SettableClock clock;

  private final List<Connector.Opened> opened = new ArrayList<>();
  private Cursor cursor = Cursor.START;

  @BeforeEach
  void open() {
    central = new CentralServer();
    clock = new SettableClock(central.now());
  }

  @AfterEach
  void close() {
    opened.forEach(Connector.Opened::close);
    central.close();
  }

  private Connector.Opened system(String more) {
    Problems problems = new Problems();
    Connector.Opened system =
        new BusinessCentralConnector()
            .plan(
                new SystemName("erp"),
                YamlReader.readMapping("test.yaml", central.options() + more, problems)
                    .orElseThrow(),
                new Connector.Surroundings(Path.of("."), clock),
                problems)
            .open();
    assertThat(problems.sorted()).isEmpty();
    opened.add(system);
    return system;
  }

  private List<SourceRecord> round(PolledSource source) {
    List<SourceRecord> read = new ArrayList<>();
    Page page;
    do {
      page = source.poll(cursor, clock.instant(), 100);
      read.addAll(page.records());
      cursor = page.next();
    } while (page.more());
    return read;
  }

  private void pass(Duration time) {
    clock.advance(time);
    central.at(clock.instant());
  }

  @Test
  void an_order_comes_with_its_lines_and_without_etags_zero_dates_and_blanks() {
    central.save(
        "salesOrders",
        ONE,
        Instant.parse("2026-11-23T09:00:00.123Z"),
        """
        {"number": "S-1", "orderDate": "2026-11-23", "requestedDeliveryDate": "0001-01-01",
         "blocked": " ", "totalAmountIncludingTax": 319.50,
         "salesOrderLines": [{"@odata.etag": "x", "lineObjectNumber": "DESK", "quantity": 1}]}""");
    SourceRecord order = round(system("feeds: order\n").polled().getFirst()).getFirst();
    assertThat(order.stamp().instant()).contains(Instant.parse("2026-11-23T09:00:00.123Z"));
    assertThat(order.body().toText())
        .contains("\"lineObjectNumber\":\"DESK\"")
        .contains("\"requestedDeliveryDate\":null")
        .contains("\"blocked\":\"\"")
        .contains("319.5")
        .doesNotContain("odata");
  }

  @Test
  void an_order_whose_line_changed_without_its_stamp_is_read_again_within_the_hour() {
    Instant stamp = central.now().minus(Duration.ofDays(3));
    central.save("salesOrders", ONE, stamp, "{\"salesOrderLines\":[{\"shippedQuantity\":0}]}");
    PolledSource source = system("feeds: order\n").polled().getFirst();
    round(source);
    pass(Duration.ofHours(2));
    round(source);
    central.save("salesOrders", ONE, stamp, "{\"salesOrderLines\":[{\"shippedQuantity\":1}]}");
    pass(Duration.ofMinutes(61));
    assertThat(round(source))
        .extracting(order -> order.body().toText())
        .anyMatch(text -> text.contains("\"shippedQuantity\":1"));
  }

  @Test
  void one_record_that_it_fails_on_is_parked_and_hides_no_other() {
    central.save("customers", ONE, central.now(), "{\"displayName\":\"Ann\"}");
    central.save("customers", TWO, central.now(), "{\"displayName\":\"Bea\"}");
    central.cursed.add(ONE);
    Page page = system("feeds: customer\n").polled().getFirst().poll(cursor, clock.instant(), 100);
    assertThat(page.records()).extracting(one -> one.ref().key()).containsExactly(TWO);
    assertThat(page.refused()).singleElement().asString().contains(ONE).doesNotContain("Ann");
  }

  @Test
  void an_order_that_is_posted_while_it_is_read_is_no_deletion() {
    central.save("salesOrders", ONE, central.now(), "{\"number\":\"S-1\"}");
    central.save("salesOrders", TWO, central.now(), "{\"number\":\"S-2\"}");
    central.cursed.add(ONE);
    central.vanishing.add(TWO);
    Page page = system("feeds: order\n").polled().getFirst().poll(cursor, clock.instant(), 100);
    assertThat(page.records()).isEmpty();
    assertThat(page.refused()).singleElement().asString().contains(ONE);
  }

  @Test
  void the_token_goes_to_no_next_page_without_the_protection_of_the_first_or_elsewhere() {
    central.save("customers", ONE, central.now(), "{\"displayName\":\"Ann\"}");
    central.save("customers", TWO, central.now(), "{\"displayName\":\"Bea\"}");
    central.most = 1;
    PolledSource source = system("feeds: customer\n").polled().getFirst();
    for (String other : List.of("ftp://" + central.authority(), "http://localhost.example")) {
      central.nextAt = other;
      assertThatThrownBy(() -> source.poll(cursor, clock.instant(), 100))
          .hasMessageContaining("next page is on another host");
    }
  }

  @Test
  void records_are_read_by_their_ids_and_what_is_no_id_is_not_asked_for() {
    central.save("customers", ONE, central.now(), "{\"displayName\":\"Ann\"}");
    TargetedSource source = system("feeds: customer\n").targeted().getFirst();
    TargetedSource.Found found = source.read(List.of(ONE, TWO, "1 or true"), clock.instant());
    assertThat(found.records()).extracting(one -> one.ref().key()).containsExactly(ONE);
    assertThat(found.missing()).containsOnlyKeys(TWO, "1 or true");
    assertThat(central.asked).noneMatch(call -> call.contains("true"));
  }

  @Test
  void a_token_is_used_again_and_another_fetched_before_it_ends() {
    PolledSource source = system("feeds: customer\n").polled().getFirst();
    round(source);
    pass(Duration.ofMinutes(30));
    round(source);
    assertThat(central.tokens()).isEqualTo(1);
    pass(Duration.ofMinutes(30));
    round(source);
    assertThat(central.tokens()).isEqualTo(2);
  }

  @Test
  void subscriptions_are_made_once_and_renewed_before_three_days_are_over() {
    PolledSource source = system("feeds: [customer, shipment]\n" + HOOKS).polled().getFirst();
    round(source);
    assertThat(central.subscriptions.values())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.path("notificationUrl").asString(""))
                  .isEqualTo("https://hub.example.com/hook/erp/businesscentral");
              assertThat(one.path("resource").asString("")).endsWith("/customers");
              assertThat(one.path("clientState").asString("")).isEqualTo("a-word-of-many-letters");
            });
    for (int hours = 0; hours < 24 * 7; hours += 7) {
      pass(Duration.ofHours(7));
      round(source);
      assertThat(central.subscriptions).hasSize(1);
      Instant end = Instant.parse(central.end("1"));
      assertThat(end).isAfter(clock.instant().plus(Duration.ofHours(24)));
    }
    assertThat(central.asked).filteredOn(call -> call.startsWith("PATCH")).hasSizeBetween(3, 6);
  }

  @Test
  void subscriptions_that_cannot_be_kept_hold_up_no_poll_and_are_tried_again_soon() {
    central.save("customers", ONE, central.now(), "{}");
    central.closed.add("subscriptions");
    PolledSource source = system("feeds: customer\n" + HOOKS).polled().getFirst();
    assertThat(round(source)).hasSize(1);
    central.closed.clear();
    pass(Duration.ofMinutes(5));
    round(source);
    assertThat(central.subscriptions).isEmpty();
    pass(Duration.ofMinutes(11));
    round(source);
    assertThat(central.subscriptions).hasSize(1);
  }

  @Test
  void a_list_that_may_not_be_read_and_a_wrong_company_and_a_wrong_secret_say_so() {
    central.closed.add("items");
    PolledSource items = system("feeds: product\n").polled().getFirst();
    assertThatThrownBy(() -> items.poll(Cursor.START, clock.instant(), 10))
        .isInstanceOfSatisfying(
            SourceException.class, failure -> assertThat(failure.isRefused()).isTrue())
        .hasMessageContaining("permission set");
    List<Finding> findings = system("feeds: [customer, product]\n" + HOOKS).examine();
    assertThat(findings)
        .filteredOn(finding -> !finding.healthy())
        .extracting(Finding::what)
        .satisfiesExactlyInAnyOrder(
            // The server's date is today's, and the test's is not.
            what -> assertThat(what).contains("clock is"),
            what -> assertThat(what).contains("items"),
            what -> assertThat(what).contains("subscription to customers").contains("not there"),
            what -> assertThat(what).contains("subscription to items").contains("not there"));
    assertThat(findings).extracting(Finding::what).contains("the company is there");
    assertThat(system("environment: sandbox\nfeeds: customer\n").examine())
        .extracting(Finding::what)
        .contains("there is no such company");
  }

  @Test
  void a_secret_that_is_wrong_is_one_finding_that_does_not_show_it() {
    String yaml = central.options().replace(CentralServer.SECRET, "another-secret");
    try (Connector.Opened opened =
        Systems.plan(new BusinessCentralConnector(), yaml, Path.of(".")).open()) {
      assertThat(opened.examine())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.healthy()).isFalse();
                assertThat(finding.what())
                    .contains("invalid_client")
                    .doesNotContain("another-secret");
              });
    }
  }

  @Test
  void options_are_known_without_connecting_and_everything_wrong_is_said_at_once() {
    Connector.Plan plan =
        Systems.plan(
            new BusinessCentralConnector(),
            central.options()
                + "consent: { api: brand/marketing/v1.0, entity_set: consents, field: optIn }\n",
            Path.of("."));
    assertThat(plan.feeds())
        .extracting(Feed::toString)
        .containsExactly(
            "test/customer",
            "test/order",
            "test/shipment",
            "test/invoice",
            "test/refund",
            "test/product",
            "test/contact",
            "test/consent");
    assertThat(
            Systems.complaints(
                new BusinessCentralConnector(),
                """
                tenant: "a b"
                company_id: CRONUS
                client_id: hub
                client_secret: word
                url: here
                feeds: [consent, orders]
                webhooks: { url: "https://hub.example.com", client_state: short }
                """))
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).contains("'tenant' must be"),
            text -> assertThat(text).contains("'company_id' must be a GUID"),
            text -> assertThat(text).contains("'url' must be an address"),
            text -> assertThat(text).contains("'consent' is no feed").contains("API page"),
            text -> assertThat(text).contains("'orders' is no feed"),
            text -> assertThat(text).contains("16 to 250"));
  }
}
