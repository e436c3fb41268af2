package dev.selvedge.connectors.tryton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.Systems;
import dev.selvedge.testkit.tryton.Clerk;
import dev.selvedge.testkit.tryton.Clerk.Line;
import dev.selvedge.testkit.tryton.TestErp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The connector against a running Tryton 6.0 from Debian. Each test has parties of its own.
@Tag("real-system")
class TrytonErpTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String READER_PASSWORD = "Qui3t-Blum3n";

  @TempDir private static Path folder;
  private static TestErp erp;
  private static Clerk clerk;

  private final InstantSource clock = InstantSource.system();

  @SuppressWarnings("NullAway.Init") // set before each test
  private Connector.Opened opened;

  @BeforeAll
  static void open_the_erp() throws IOException {
    erp = TestErp.start(TestErp.ofThisMachine().orLeaveOut(Assumptions::abort), folder);
    clerk = erp.clerk();
  }

  @AfterAll
  static void close_the_erp() {
    if (erp != null) {
      erp.close();
      assertThat(ProcessHandle.of(erp.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  @BeforeEach
  void open_the_connector() {
    opened = connector(TestErp.ADMIN, TestErp.ADMIN_PASSWORD, "");
  }

  @AfterEach
  void close_the_connector() {
    opened.close();
  }

  @Test
  void a_party_is_read_with_what_belongs_to_it_in_plain_values() {
    Reader parties = reader("party");
    long ann = clerk.addParty("Ann Example", "Ann.Example@Example.com");
    SourceRecord read = of(parties.read(), ann);
    JsonNode body = body(read);
    assertThat(body.path("name").stringValue()).isEqualTo("Ann Example");
    assertThat(body.path("active").isBoolean()).isTrue();
    assertThat(body.path("write_date").isNull()).isTrue();
    assertThat(body.path("contact_mechanisms").path(0).path("value").stringValue())
        .isEqualTo("Ann.Example@Example.com");
    assertThat(body.path("addresses").path(0).path("city").stringValue()).isEqualTo("London");
    assertThat(Instant.parse(body.path("create_date").stringValue()))
        .isBeforeOrEqualTo(read.stamp().instant().orElseThrow());
  }

  @Test
  void a_party_whose_address_alone_changes_is_read_again_with_a_later_stamp() {
    Reader parties = reader("party");
    long olga = clerk.addParty("Olga Old", "old@example.com");
    SourceRecord first = of(parties.read(), olga);

    clerk.changeEmail(olga, "New@Example.com");
    SourceRecord renamed = of(parties.read(), olga);
    assertThat(body(renamed).path("email").stringValue()).isEqualTo("New@Example.com");
    assertThat(body(renamed).path("write_date").isNull()).isTrue();

    clerk.move(olga, "York");
    SourceRecord moved = of(parties.read(), olga);
    assertThat(body(moved).path("addresses").path(0).path("city").stringValue()).isEqualTo("York");

    clerk.rename(olga, "Olga New");
    SourceRecord married = of(parties.read(), olga);
    assertThat(body(married).path("write_date").isString()).isTrue();
    assertThat(List.of(first, renamed, moved, married))
        .extracting(each -> each.stamp().instant().orElseThrow())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void a_party_that_is_switched_off_is_read_as_that_and_a_deleted_one_just_vanishes() {
    Reader parties = reader("party");
    long ida = clerk.addParty("Ida Idle", "ida@example.com");
    parties.read();
    clerk.deactivate(ida);
    assertThat(body(of(parties.read(), ida)).path("active").booleanValue()).isFalse();
    assertThat(lookup("party").read(List.of(Long.toString(ida)), clock.instant()).records())
        .hasSize(1);

    clerk.delete(ida);
    assertThat(reader("party").read())
        .extracting(each -> each.ref().key())
        .doesNotContain(Long.toString(ida));
    assertThat(lookup("party").read(List.of(Long.toString(ida)), clock.instant()).missing())
        .containsOnlyKeys(Long.toString(ida));
  }

  @Test
  void a_sale_its_shipment_its_invoice_and_its_return_are_told() {
    Reader sales = reader("sale");
    Reader returns = reader("return");
    Reader shipments = reader("shipment");
    Reader invoices = reader("invoice");
    long bob = clerk.addParty("Bob Buyer", "bob@example.com");
    long sale =
        clerk.sell(
            bob, "WEB-1001", new Line(Clerk.SHIRT, 2, "35.00"), new Line(Clerk.DESK, 1, "249.50"));
    SourceRecord placed = of(sales.read(), sale);
    JsonNode body = body(placed);
    assertThat(body.path("reference").stringValue()).isEqualTo("WEB-1001");
    assertThat(body.path("total_amount").decimalValue()).isEqualByComparingTo("319.50");
    assertThat(body.path("currency").path("code").stringValue()).isEqualTo("USD");
    assertThat(body.path("lines")).hasSize(2);
    assertThat(body.path("lines").path(0).path("product").path("code").stringValue())
        .isEqualTo("SHIRT-M");
    assertThat(body.path("party").path("id").asLong()).isEqualTo(bob);

    long shipment = clerk.ship(sale);
    JsonNode sent = body(of(shipments.read(), shipment));
    assertThat(sent.path("state").stringValue()).isEqualTo("done");
    assertThat(sent.path("effective_date").stringValue()).hasSize(10);
    assertThat(sent.path("outgoing_moves").path(0).path("sale").path("reference").stringValue())
        .isEqualTo("WEB-1001");
    SourceRecord shipped = of(sales.read(), sale);
    assertThat(body(shipped).path("shipment_state").stringValue()).isEqualTo("sent");

    long invoice = clerk.invoice(sale);
    JsonNode billed = body(of(invoices.read(), invoice));
    assertThat(billed.path("state").stringValue()).isEqualTo("posted");
    assertThat(billed.path("sales").path(0).path("reference").stringValue()).isEqualTo("WEB-1001");

    long taken = clerk.takeBack(sale);
    clerk.process(taken);
    JsonNode back = body(of(returns.read(), taken));
    assertThat(sales.read())
        .extracting(each -> each.ref().key())
        .doesNotContain(Long.toString(taken));
    assertThat(back.path("total_amount").decimalValue()).isEqualByComparingTo("-319.50");
    assertThat(back.path("origin").stringValue()).isEqualTo("sale.sale," + sale);
    assertThat(back.path("origin_sale").path("id").asLong()).isEqualTo(sale);
    assertThat(back.path("origin_sale").path("reference").stringValue()).isEqualTo("WEB-1001");
  }

  @Test
  void a_line_that_changes_brings_its_sale_again() {
    Reader sales = reader("sale");
    long party = clerk.addParty("Lena Line", "lena@example.com");
    long sale = clerk.draft(party, "WEB-1002", new Line(Clerk.SHIRT, 1, "35.00"));
    SourceRecord first = of(sales.read(), sale);
    clerk.describeLine(sale, "with initials");
    SourceRecord changed = of(sales.read(), sale);
    assertThat(changed.stamp().instant().orElseThrow())
        .isAfter(first.stamp().instant().orElseThrow());
  }

  @Test
  void products_and_lists_are_read_and_of_one_list_alone_if_wanted() {
    assertThat(reader("product").read())
        .extracting(each -> body(each).path("template").path("name").stringValue())
        .contains("Oak Desk", "Linen Shirt M");
    long news = clerk.subscribe("Nora.News@Example.com", "Newsletter");
    long trade = clerk.subscribe("tom.trade@example.com", "Trade");
    clerk.setSubscribed(news, false);
    JsonNode left = body(of(reader("subscription").read(), news));
    assertThat(left.path("email").stringValue()).isEqualTo("nora.news@example.com");
    assertThat(left.path("active").booleanValue()).isFalse();
    assertThat(left.toString()).doesNotContain("token");
    try (Connector.Opened only =
        connector(TestErp.ADMIN, TestErp.ADMIN_PASSWORD, "list: Newsletter\n")) {
      assertThat(new Reader(source(only, "subscription")).read())
          .extracting(each -> each.ref().key())
          .contains(Long.toString(news))
          .doesNotContain(Long.toString(trade));
    }
  }

  @Test
  void a_record_read_by_its_id_is_told_as_a_poll_tells_it() {
    long party = clerk.addParty("Tess Target", "tess@example.com");
    long sale = clerk.sell(party, "WEB-1003", new Line(Clerk.SHIRT, 1, "35.00"));
    SourceRecord polled = of(reader("sale").read(), sale);
    TargetedSource.Found found =
        lookup("sale").read(List.of(Long.toString(sale), "999999", "nonsense"), clock.instant());
    assertThat(found.records())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("pace", "observedAt")
        .containsExactly(polled);
    assertThat(found.missing()).containsOnlyKeys("999999", "nonsense");
  }

  @Test
  void a_first_sync_may_be_cut_off_after_any_page_and_a_quiet_erp_is_left_alone() {
    for (int i = 0; i < 5; i++) {
      clerk.addParty("Many " + i, "many" + i + "@example.com");
    }
    Reader whole = reader("party");
    List<SourceRecord> all = whole.read();
    assertThat(all).extracting(SourceRecord::pace).containsOnly(Pace.BACKFILL);
    PolledSource source = source(opened, "party");
    List<String> keys = new ArrayList<>();
    Cursor cursor = Cursor.START;
    boolean more = true;
    while (more) {
      Page lost = source.poll(cursor, clock.instant(), 2);
      Page page = source.poll(cursor, clock.instant(), 2);
      assertThat(page.records()).hasSameSizeAs(lost.records());
      page.records().forEach(each -> keys.add(each.ref().key()));
      cursor = new Cursor(page.next().text());
      more = page.more();
    }
    assertThat(keys).containsAll(all.stream().map(each -> each.ref().key()).distinct().toList());
    Instant later = clock.instant().plusSeconds(3600);
    whole.readAt(later);
    assertThat(whole.readAt(later.plusSeconds(3600))).isEmpty();
  }

  @Test
  void a_field_that_is_not_there_is_named_and_parks_nobody() {
    try (Connector.Opened wrong =
        connector(TestErp.ADMIN, TestErp.ADMIN_PASSWORD, "fields: { party: [loyalty_tier] }\n")) {
      clerk.addParty("Fay Field", "fay@example.com");
      assertThatThrownBy(() -> new Reader(source(wrong, "party")).read())
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("party.party has no field loyalty_tier");
      assertThat(wrong.examine())
          .filteredOn(finding -> !finding.healthy())
          .singleElement()
          .satisfies(finding -> assertThat(finding.what()).contains("loyalty_tier"));
    }
  }

  @Test
  void the_check_up_says_what_works_and_what_the_user_may_not_read() {
    assertThat(opened.examine()).isNotEmpty().allMatch(Finding::healthy);
    clerk.addUser("reader", READER_PASSWORD, List.of());
    try (Connector.Opened limited = connector("reader", READER_PASSWORD, "")) {
      List<Finding> ill = limited.examine().stream().filter(finding -> !finding.healthy()).toList();
      assertThat(ill)
          .extracting(Finding::what)
          .anySatisfy(what -> assertThat(what).contains("account.invoice"))
          .noneSatisfy(what -> assertThat(what).contains("party.party"));
      assertThat(ill).allSatisfy(finding -> assertThat(finding.advice()).contains("group"));
      assertThatThrownBy(() -> new Reader(source(limited, "invoice")).read())
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("does not let the user read");
    }
    try (Connector.Opened wrong = connector(TestErp.ADMIN, "not-hers", "")) {
      assertThat(wrong.examine())
          .filteredOn(finding -> !finding.healthy())
          .singleElement()
          .satisfies(
              finding -> assertThat(finding.what()).contains("log-in").doesNotContain("not-hers"));
    }
  }

  private Reader reader(String kind) {
    return new Reader(source(opened, kind));
  }

  private static PolledSource source(Connector.Opened system, String kind) {
    return system.polled().stream()
        .filter(one -> one.feed().kind().value().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private TargetedSource lookup(String kind) {
    return opened.targeted().stream()
        .filter(one -> one.feed().kind().value().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static Connector.Opened connector(String username, String password, String more) {
    return Systems.plan(
            new TrytonConnector(),
            """
            url: %s
            database: %s
            username: %s
            password: %s
            page_size: 3
            %s"""
                .formatted(erp.url(), TestErp.DATABASE, username, password, more),
            folder)
        .open();
  }

  /// Polls a feed to its end as the hub does, from a cursor it keeps.
  private final class Reader {
    private final PolledSource source;
    private Cursor cursor = Cursor.START;

    Reader(PolledSource source) {
      this.source = source;
    }

    List<SourceRecord> read() {
      return readAt(clock.instant());
    }

    List<SourceRecord> readAt(Instant now) {
      List<SourceRecord> records = new ArrayList<>();
      Page page;
      do {
        page = source.poll(cursor, now, 100);
        assertThat(page.refused()).isEmpty();
        records.addAll(page.records());
        cursor = page.next();
      } while (page.more());
      return records;
    }
  }

  private static SourceRecord of(List<SourceRecord> records, long id) {
    return records.reversed().stream()
        .filter(record -> record.ref().key().equals(Long.toString(id)))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode body(SourceRecord record) {
    return JSON.readTree(record.body().toText());
  }
}
