package dev.selvedge.connectors.netsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the feeds of an account give, on its tables in SQLite.
class NetSuiteFeedTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String LONDON = "time_zone: Europe/London\n";
  private static final Instant LONG_AGO = Instant.parse("2026-07-01T08:00:00Z");

  private final SuiteStandIn account = new SuiteStandIn("Europe/London");

  @AfterEach
  void close() {
    account.close();
  }

  private List<SourceRecord> read(String more) {
    return read(account.open(LONDON + more).polled().getFirst());
  }

  private List<SourceRecord> read(PolledSource source) {
    List<SourceRecord> records = new ArrayList<>();
    Page page = source.poll(Cursor.START, account.clock.instant(), 100);
    records.addAll(page.records());
    for (int pages = 0; page.more() && pages < 100; pages++) {
      page = source.poll(page.next(), account.clock.instant(), 100);
      records.addAll(page.records());
    }
    return records;
  }

  private static JsonNode json(SourceRecord record) {
    return JSON.readTree(record.body().toText());
  }

  private void transaction(int id, String type, String tranid, String total) {
    account.ledger.write(
        "INSERT INTO transaction (id, type, tranid, status, entity, trandate, foreigntotal,"
            + " createddate, lastmodifieddate, currency) VALUES (?, ?, ?, 'B', 107, '2026-07-01', ?,"
            + " ?, ?, 1)",
        id,
        type,
        tranid,
        total,
        LONG_AGO,
        LONG_AGO);
  }

  private void line(int of, int id, String quantity, String amount, int from) {
    account.ledger.write(
        "INSERT INTO transactionline (transaction, id, item, itemtype, quantity, rate, foreignamount,"
            + " mainline, taxline, iscogs, createdfrom) VALUES (?, ?, 5, 'InvtPart', ?, '12.50', ?,"
            + " 'F', 'F', 'F', NULLIF(?, 0))",
        of,
        id,
        quantity,
        amount,
        from);
  }

  @Test
  void a_customer_comes_with_custom_fields_flags_and_what_is_not_set() {
    account.ledger.write(
        "INSERT INTO customer (id, entityid, email, firstname, isperson, isinactive,"
            + " globalsubscriptionstatus, lastmodifieddate, custentity_tier, custentity_opt_in)"
            + " VALUES (107, 'CUST-107', 'ann@example.com', 'Ann', 'T', 'F', 3, ?, '3', 'F')",
        LONG_AGO);
    SourceRecord record =
        read("feeds: customer\nfields: { customer: [\"custentity_tier:text\", \"custentity_opt_in:flag\"] }\n")
            .getFirst();
    assertThat(record.stamp().instant()).contains(LONG_AGO);
    JsonNode customer = json(record);
    assertThat(customer.path("custentity_tier").stringValue()).isEqualTo("Gold");
    assertThat(customer.path("custentity_opt_in").booleanValue()).isFalse();
    assertThat(customer.path("isperson").booleanValue()).isTrue();
    assertThat(customer.path("globalsubscriptionstatus").stringValue()).isEqualTo("3");
    assertThat(customer.path("lastmodifieddate").stringValue()).isEqualTo("2026-07-01T08:00:00Z");
    assertThat(customer.has("lastname")).isTrue();
    assertThat(customer.path("lastname").isNull()).isTrue();
    assertThat(customer.has("links")).isFalse();
    assertThat(customer.has("sorted")).isFalse();
  }

  @Test
  void a_time_that_is_none_is_the_mapping_s_to_refuse_and_stops_no_feed() {
    Column visit = Column.of("r", "custentity_visit:time");
    for (String text : List.of("2026-03-29T01:30:00", "soon", "")) {
      JsonNode value = JSON.getNodeFactory().stringNode(text);
      assertThat(visit.plain(value, ZoneId.of("Europe/London"))).isEqualTo(value);
    }
    account.ledger.write(
        "INSERT INTO customer (id, email, lastmodifieddate) VALUES (107, 'ann@example.com', ?)",
        LONG_AGO);
    assertThat(read("feeds: customer\nfields: { customer: lastmodifieddate }\n")).hasSize(1);
  }

  @Test
  void an_order_adds_up_to_what_the_customer_pays() {
    account.ledger.write(
        "INSERT INTO item (id, itemid, displayname) VALUES (5, 'HAT-1', 'Beanie')");
    transaction(900, "SalesOrd", "SO900", "22.50");
    line(900, 1, "-2", "-25.00", 0);
    account.ledger.write(
        "INSERT INTO transactionline (transaction, id, itemtype, foreignamount, mainline, taxline)"
            + " VALUES (900, 2, 'Discount', '2.50', 'F', 'F'), (900, 0, '', '22.50', 'T', 'F'),"
            + " (900, 3, 'TaxItem', '-4.00', 'F', 'T')");
    JsonNode order = json(read("feeds: order\n").getFirst());
    assertThat(order.path("foreigntotal").decimalValue()).isEqualByComparingTo("22.50");
    assertThat(order.path("currency").stringValue()).isEqualTo("GBP");
    assertThat(order.path("trandate").stringValue()).isEqualTo("2026-07-01");
    assertThat(order.path("statustext").stringValue())
        .isEqualTo("Sales Order : Pending Fulfillment");
    assertThat(order.path("customer").path("id").stringValue()).isEqualTo("107");
    assertThat(order.path("lines")).hasSize(2);
    JsonNode hat = order.path("lines").path(0);
    assertThat(hat.path("sku").stringValue()).isEqualTo("HAT-1");
    assertThat(hat.path("quantity").decimalValue()).isEqualByComparingTo("2");
    assertThat(hat.path("rate").decimalValue()).isEqualByComparingTo("12.50");
    assertThat(hat.path("amount").decimalValue()).isEqualByComparingTo("25.00");
    assertThat(order.path("lines").path(1).path("amount").decimalValue())
        .isEqualByComparingTo("-2.50");
  }

  @Test
  void an_order_that_takes_more_back_than_it_brings_keeps_its_signs() {
    transaction(900, "SalesOrd", "SO900", "-25.00");
    line(900, 1, "3", "37.50", 0);
    line(900, 2, "-1", "-12.50", 0);
    JsonNode lines = json(read("feeds: order\n").getFirst()).path("lines");
    assertThat(lines.path(0).path("quantity").decimalValue()).isEqualByComparingTo("-3");
    assertThat(lines.path(1).path("amount").decimalValue()).isEqualByComparingTo("12.50");
  }

  @Test
  void stamps_finer_than_what_is_written_of_them_are_passed() {
    for (int id = 1; id <= 7; id++) {
      account.ledger.write(
          "INSERT INTO customer (id, lastmodifieddate) VALUES (?, ?)",
          id,
          LONG_AGO.plusMillis(900 - 100L * id));
    }
    assertThat(read("feeds: customer\npage_size: 2\n"))
        .extracting(one -> one.ref().key())
        .containsExactly("1", "2", "3", "4", "5", "6", "7");
  }

  @Test
  void an_order_with_more_lines_than_a_page_has_them_all() {
    transaction(900, "SalesOrd", "SO900", "2500");
    for (int id = 1; id <= 2500; id++) {
      line(900, id, "-1", "-1", 0);
    }
    assertThat(json(read("feeds: order\n").getFirst()).path("lines")).hasSize(2500);
  }

  @Test
  void a_guest_order_is_of_its_own_address_and_the_customer_of_all_guests_is_nobody() {
    account.ledger.write(
        "INSERT INTO customer (id, email, lastmodifieddate) VALUES (107, 'guests@example.com', ?)",
        LONG_AGO);
    transaction(900, "SalesOrd", "SO900", "10");
    account.ledger.write("UPDATE transaction SET email = 'bea@example.com'");
    JsonNode order = json(read("feeds: order\nguest_customers: \"107\"\n").getFirst());
    assertThat(order.path("guest").booleanValue()).isTrue();
    assertThat(order.has("customer")).isFalse();
    assertThat(order.path("email").stringValue()).isEqualTo("bea@example.com");
    assertThat(read("feeds: customer\nguest_customers: \"107\"\n")).isEmpty();
  }

  @Test
  void a_fulfilment_names_its_order_and_its_parcels() {
    transaction(900, "SalesOrd", "SO900", "10");
    account.ledger.write("UPDATE transaction SET otherrefnum = 'WEB-1'");
    transaction(901, "ItemShip", "IF901", "0");
    line(901, 1, "-2", "-8.00", 900);
    account.ledger.write(
        "INSERT INTO transactionline (transaction, id, quantity, mainline, taxline, iscogs) VALUES"
            + " (901, 2, '2', 'F', 'F', 'T')");
    account.ledger.write("INSERT INTO trackingnumber VALUES (1, 'TR-A'), (2, 'TR-B')");
    account.ledger.write("INSERT INTO trackingnumbermap VALUES (901, 1), (901, 2)");
    JsonNode parcel = json(read("feeds: fulfilment\n").getFirst());
    assertThat(parcel.path("order").path("otherrefnum").stringValue()).isEqualTo("WEB-1");
    assertThat(parcel.path("tracking").toString()).isEqualTo("[\"TR-A\",\"TR-B\"]");
    assertThat(parcel.path("lines")).hasSize(1);
    assertThat(parcel.path("lines").path(0).path("quantity").decimalValue())
        .isEqualByComparingTo("2");
  }

  @Test
  void a_credit_leads_over_a_return_and_an_invoice_to_its_order() {
    transaction(900, "SalesOrd", "SO900", "10");
    transaction(902, "CustInvc", "INV902", "10");
    transaction(903, "RtnAuth", "RA903", "-10");
    transaction(904, "CustCred", "CM904", "-10");
    transaction(905, "CustRfnd", "RF905", "10");
    line(902, 1, "-1", "-10", 900);
    line(903, 1, "1", "10", 902);
    line(904, 1, "1", "10", 903);
    account.ledger.write("INSERT INTO previoustransactionlinelink VALUES (904, 905)");
    for (String feed : List.of("return", "credit", "refund")) {
      JsonNode record = json(read("feeds: " + feed + "\n").getFirst());
      assertThat(record.path("order").path("tranid").asString("")).as(feed).isEqualTo("SO900");
      assertThat(record.path("orders")).as(feed).hasSize(1);
      assertThat(record.path("foreigntotal").decimalValue()).as(feed).isEqualByComparingTo("10");
    }
    JsonNode credit = json(read("feeds: credit\n").getFirst());
    assertThat(credit.path("lines").path(0).path("quantity").decimalValue())
        .isEqualByComparingTo("1");
  }

  @Test
  void transactions_that_name_each_other_lead_nowhere_and_come_to_an_end() {
    transaction(903, "RtnAuth", "RA903", "10");
    transaction(904, "CustCred", "CM904", "10");
    line(903, 1, "1", "10", 904);
    line(904, 1, "1", "10", 903);
    JsonNode credit = json(read("feeds: credit\n").getFirst());
    assertThat(credit.path("orders")).isEmpty();
    assertThat(credit.has("order")).isFalse();
  }

  @Test
  void types_are_those_of_the_options() {
    transaction(900, "SalesOrd", "SO900", "10");
    transaction(901, "CashSale", "CS901", "10");
    assertThat(read("feeds: order\n")).hasSize(1);
    assertThat(read("feeds: order\ntypes: { order: [SalesOrd, CashSale] }\n")).hasSize(2);
  }

  @Test
  void recent_orders_are_read_again_though_their_stamps_stand_still() {
    transaction(900, "SalesOrd", "SO900", "10");
    Instant yesterday = SuiteStandIn.NOW.minus(Duration.ofDays(1));
    account.ledger.write(
        "UPDATE transaction SET createddate = ?, lastmodifieddate = ?", yesterday, yesterday);
    PolledSource source = account.open(LONDON + "feeds: order\n").polled().getFirst();
    Cursor cursor = round(source, Cursor.START, new ArrayList<>());
    account.clock.advance(Duration.ofHours(2));
    cursor = round(source, cursor, new ArrayList<>());
    account.ledger.write("UPDATE transaction SET status = 'C'");
    account.clock.advance(Duration.ofHours(2));
    List<SourceRecord> soon = new ArrayList<>();
    cursor = round(source, cursor, soon);
    assertThat(soon).isEmpty();
    account.clock.advance(Duration.ofHours(11));
    List<SourceRecord> later = new ArrayList<>();
    round(source, cursor, later);
    assertThat(json(later.getFirst()).path("status").stringValue()).isEqualTo("C");
  }

  private Cursor round(PolledSource source, Cursor from, List<SourceRecord> records) {
    Cursor cursor = from;
    for (int pages = 0; pages < 100; pages++) {
      Page page = source.poll(cursor, account.clock.instant(), 100);
      records.addAll(page.records());
      cursor = page.next();
      if (!page.more()) {
        return cursor;
      }
    }
    throw new AssertionError("no end");
  }

  @Test
  void what_changes_in_the_hour_that_comes_twice_is_read() {
    // The clocks of London went back at 01:00 UTC.
    Instant back = Instant.parse("2026-10-25T01:00:00Z");
    account.clock.set(back.minus(Duration.ofMinutes(5)));
    account.ledger.write(
        "INSERT INTO customer (id, lastmodifieddate) VALUES (1, ?)",
        back.minus(Duration.ofMinutes(5)));
    PolledSource source =
        account.open(LONDON + "feeds: customer\noverlap: 1m\n").polled().getFirst();
    Cursor cursor = round(source, Cursor.START, new ArrayList<>());
    // By now the place would be settled, were it any other night.
    account.clock.set(back.minus(Duration.ofMinutes(2)));
    cursor = round(source, cursor, new ArrayList<>());
    account.clock.set(back.plus(Duration.ofMinutes(10)));
    account.ledger.write(
        "INSERT INTO customer (id, lastmodifieddate) VALUES (2, ?)",
        back.plus(Duration.ofMinutes(9)));
    List<SourceRecord> found = new ArrayList<>();
    round(source, cursor, found);
    assertThat(found).extracting(one -> one.ref().key()).contains("2");
  }

  @Test
  void a_time_that_no_clock_has_shown_says_that_the_zone_is_wrong() {
    SuiteStandIn utc = new SuiteStandIn("UTC");
    utc.ledger.write(
        "INSERT INTO customer (id, lastmodifieddate) VALUES (1, ?)",
        Instant.parse("2026-03-29T01:30:00Z"));
    PolledSource source = utc.open(LONDON + "feeds: customer\n").polled().getFirst();
    assertThatThrownBy(() -> source.poll(Cursor.START, SuiteStandIn.NOW, 10))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("correct 'time_zone'");
    utc.close();
  }

  @Test
  void a_first_reading_begins_where_it_is_told_to() {
    account.ledger.write(
        "INSERT INTO customer (id, lastmodifieddate) VALUES (1, ?), (2, ?)",
        Instant.parse("2023-12-30T10:00:00Z"),
        LONG_AGO);
    assertThat(read("feeds: customer\nsince: 2024-01-01\n"))
        .extracting(one -> one.ref().key())
        .containsExactly("2");
  }

  @Test
  void single_records_are_read_by_their_ids() {
    transaction(900, "SalesOrd", "SO900", "10");
    line(900, 1, "-1", "-10", 0);
    transaction(901, "ItemShip", "IF901", "0");
    Connector.Opened system = account.open(LONDON + "feeds: order\n");
    TargetedSource.Found found =
        system
            .targeted()
            .getFirst()
            .read(List.of("900", "901", "77", "x'; DROP"), SuiteStandIn.NOW);
    assertThat(found.records()).extracting(one -> one.ref().key()).containsExactly("900");
    assertThat(json(found.records().getFirst()).path("lines")).hasSize(1);
    assertThat(found.missing()).containsOnlyKeys("901", "77", "x'; DROP");
  }

  @Test
  void a_column_that_the_account_has_not_is_named() {
    PolledSource source =
        account
            .open(LONDON + "feeds: customer\nfields: { customer: custentity_vip }\n")
            .polled()
            .getFirst();
    assertThatThrownBy(() -> source.poll(Cursor.START, SuiteStandIn.NOW, 10))
        .isInstanceOfSatisfying(
            SourceException.class, refused -> assertThat(refused.isRefused()).isTrue())
        .hasMessageContaining("custentity_vip")
        .hasMessageContaining("INVALID_PARAMETER");
  }

  @Test
  void an_item_is_read_without_lines() {
    account.ledger.write(
        "INSERT INTO item (id, itemid, displayname, itemtype, isinactive, lastmodifieddate) VALUES"
            + " (5, 'HAT-1', 'Beanie', 'InvtPart', 'F', ?)",
        LONG_AGO);
    JsonNode item = json(read("feeds: item\n").getFirst());
    assertThat(item.path("itemid").stringValue()).isEqualTo("HAT-1");
    assertThat(item.has("lines")).isFalse();
  }
}
