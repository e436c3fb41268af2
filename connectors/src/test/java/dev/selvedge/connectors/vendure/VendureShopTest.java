package dev.selvedge.connectors.vendure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.testkit.vendure.PlacedOrder;
import dev.selvedge.testkit.vendure.ShopDatabase;
import dev.selvedge.testkit.vendure.Shopkeeper;
import dev.selvedge.testkit.vendure.Shopper;
import dev.selvedge.testkit.vendure.TestShop;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The connector against a running Vendure 3.7.3 on PostgreSQL. Each test has customers of its own.
@Tag("real-system")
class VendureShopTest {
  private static final Instant DECIDED = Instant.parse("2026-11-01T10:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static EmbeddedPostgres postgres;
  private static TestShop shop;
  private static Shopkeeper keeper;

  private final InstantSource clock = InstantSource.system();
  private Connector.Opened opened;

  @BeforeAll
  static void open_the_shop() throws IOException {
    Path folder = TestShop.ofThisMachine().folderOr(Assumptions::abort);
    postgres = EmbeddedPostgres.builder().start();
    ShopDatabase database =
        new ShopDatabase("127.0.0.1", postgres.getPort(), "postgres", "postgres", "");
    shop = TestShop.start(folder, database, TestShop.Content.TO_BE_FILLED, PATIENCE);
    keeper = shop.shopkeeper();
  }

  @AfterAll
  static void close_the_shop() throws IOException {
    if (shop != null) {
      shop.close();
      assertThat(ProcessHandle.of(shop.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  @BeforeEach
  void open_the_connector() {
    opened = connector(TestShop.ADMIN, TestShop.ADMIN_PASSWORD);
  }

  @AfterEach
  void close_the_connector() {
    opened.close();
  }

  @Test
  void a_guest_and_an_account_with_one_address_are_one_customer_with_two_orders() {
    Reader customers = new Reader(opened.polled().get(0));
    Reader orders = new Reader(opened.polled().get(1));
    Shopper ann =
        shop.shopper()
            .register("Ann@Example.com", new Shopper.Name("Ann", "Example"), "ann-and-her-loom")
            .logIn("ann@example.com", "ann-and-her-loom")
            .chooseMarketing(true, DECIDED);
    PlacedOrder first = ann.add("BLANKET-1", 1).goToTill("Ann Example").pay();
    PlacedOrder second =
        shop.shopper()
            .add("SHIRT-M", 2)
            .asGuest("ANN@example.com", new Shopper.Name("Ann", "Guest"))
            .goToTill("Ann Guest")
            .pay();

    List<SourceRecord> anns =
        customers.read().stream()
            .filter(r -> text(r, "emailAddress").equals("ann@example.com"))
            .toList();
    assertThat(anns).hasSize(1);
    JsonNode body = body(anns.getFirst());
    assertThat(body.path("firstName").stringValue()).isEqualTo("Ann");
    assertThat(body.path("lastName").stringValue())
        .as("the guest renames the account")
        .isEqualTo("Guest");
    assertThat(body.path("user").path("id").stringValue()).isNotBlank();
    assertThat(body.path("customFields").path("marketingOptIn").booleanValue()).isTrue();
    assertThat(Instant.parse(body.path("customFields").path("marketingOptInAt").stringValue()))
        .isEqualTo(DECIDED);

    List<SourceRecord> read = orders.read();
    assertThat(read).extracting(r -> r.ref().key()).contains(first.id(), second.id());
    JsonNode order = body(of(read, second));
    assertThat(order.path("code").stringValue()).isEqualTo(second.code());
    assertThat(order.path("state").stringValue()).isEqualTo("PaymentSettled");
    assertThat(order.path("totalWithTax").longValue()).isEqualTo(2 * 4200 + 500);
    assertThat(order.path("customer").path("id").stringValue())
        .isEqualTo(anns.getFirst().ref().key());
    assertThat(order.path("lines").path(0).path("productVariant").path("sku").stringValue())
        .isEqualTo("SHIRT-M");
    assertThat(order.path("shippingAddress").path("countryCode").stringValue()).isEqualTo("GB");
    assertThat(order.path("payments").path(0).path("state").stringValue()).isEqualTo("Settled");
  }

  @Test
  void an_order_whose_stamp_stood_still_when_it_was_placed_is_read_all_the_same() {
    Reader orders = new Reader(opened.polled().get(1));
    Shopper slow = guestAtTill("slow@example.com");
    orders.read();
    Instant later = clock.instant().plus(Duration.ofMinutes(30));
    orders.readAt(later);
    orders.readAt(later.plus(Duration.ofMinutes(5)));

    PlacedOrder placed = slow.pay();

    List<SourceRecord> read = orders.readAt(later.plus(Duration.ofMinutes(6)));
    assertThat(read).extracting(r -> r.ref().key()).contains(placed.id());
    JsonNode order = body(of(read, placed));
    assertThat(Instant.parse(order.path("updatedAt").stringValue()))
        .as("Vendure does not stamp the order when it is placed")
        .isBefore(Instant.parse(order.path("orderPlacedAt").stringValue()));
  }

  @Test
  void an_order_and_its_customer_are_read_by_their_ids_as_a_poll_reads_them() {
    PlacedOrder placed = guestAtTill("named@example.com").pay();
    SourceRecord polled = of(new Reader(opened.polled().get(1)).read(), placed);
    List<String> ids =
        List.of(
            placed.id(),
            "999990",
            "999991",
            "999992",
            "999993",
            "999994",
            "999995",
            "999996",
            "999997",
            "nonsense");

    TargetedSource.Found found = opened.targeted().get(1).read(ids, clock.instant());

    assertThat(opened.targeted().get(1).most()).isEqualTo(ids.size());
    assertThat(found.records()).hasSize(1);
    SourceRecord read = found.records().getFirst();
    assertThat(read.ref()).isEqualTo(polled.ref());
    assertThat(read.stamp()).isEqualTo(polled.stamp());
    assertThat(read.body()).isEqualTo(polled.body());
    assertThat(found.missing().keySet()).containsExactlyInAnyOrderElementsOf(ids.subList(1, 10));

    String customer = body(polled).path("customer").path("id").stringValue();
    assertThat(opened.targeted().get(0).read(List.of(customer), clock.instant()).records())
        .singleElement()
        .satisfies(one -> assertThat(text(one, "emailAddress")).isEqualTo("named@example.com"));
  }

  @Test
  void shipping_and_refunding_are_noticed_although_the_order_s_own_stamp_stands_still() {
    Reader orders = new Reader(opened.polled().get(1));
    PlacedOrder placed = guestAtTill("parcel@example.com").pay();
    SourceRecord paid = of(orders.read(), placed);

    List<Shopkeeper.Line> lines = keeper.lines(placed.id());
    String parcel = keeper.fulfil(lines, new Shopkeeper.Parcel("Post", "TR-1"));
    keeper.moveFulfilment(parcel, "Shipped");
    SourceRecord shipped = of(orders.recheck(), placed);
    keeper.moveFulfilment(parcel, "Delivered");
    SourceRecord delivered = of(orders.recheck(), placed);
    String refund = keeper.refund(placed.id(), lines, 4200, "damaged");
    SourceRecord promised = of(orders.recheck(), placed);
    keeper.settleRefund(refund);
    SourceRecord refunded = of(orders.recheck(), placed);

    assertThat(List.of(paid, shipped, delivered, promised, refunded))
        .extracting(r -> r.stamp().instant().orElseThrow())
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(List.of(paid, shipped, delivered, promised, refunded))
        .extracting(r -> text(r, "updatedAt"))
        .as("the stamp that lies")
        .containsOnly(text(paid, "updatedAt"));
    assertThat(text(shipped, "state")).isEqualTo("Shipped");
    JsonNode fulfilment = body(shipped).path("fulfillments").path(0);
    assertThat(fulfilment.path("trackingCode").stringValue()).isEqualTo("TR-1");
    assertThat(fulfilment.path("lines").path(0).path("quantity").intValue()).isEqualTo(1);
    assertThat(text(delivered, "state")).isEqualTo("Delivered");
    JsonNode back = body(refunded).path("payments").path(0).path("refunds").path(0);
    assertThat(back.path("state").stringValue()).isEqualTo("Settled");
    assertThat(back.path("total").longValue()).isEqualTo(4200);
    assertThat(refunded.pace()).isEqualTo(Pace.LIVE);
  }

  @Test
  void a_change_of_state_and_back_gives_three_different_records_with_rising_stamps() {
    Reader orders = new Reader(opened.polled().get(1));
    PlacedOrder placed = guestAtTill("modified@example.com").pay();
    SourceRecord before = of(orders.read(), placed);
    keeper.moveOrder(placed.id(), "Modifying");
    SourceRecord during = of(orders.recheck(), placed);
    keeper.moveOrder(placed.id(), "PaymentSettled");
    SourceRecord after = of(orders.recheck(), placed);

    assertThat(List.of(before, during, after))
        .extracting(r -> text(r, "state"))
        .containsExactly("PaymentSettled", "Modifying", "PaymentSettled");
    assertThat(List.of(before, during, after))
        .extracting(r -> r.stamp().instant().orElseThrow())
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(after.body()).isNotEqualTo(before.body());
  }

  @Test
  void reading_again_gives_the_same_bytes_and_only_what_changed_differs() {
    Reader orders = new Reader(opened.polled().get(1));
    PlacedOrder quiet = guestAtTill("quiet@example.com").pay();
    PlacedOrder busy = guestAtTill("busy@example.com").pay();
    List<SourceRecord> first = orders.read();
    keeper.cancel(busy.id(), "changed their mind");
    List<SourceRecord> second = orders.recheck();

    assertThat(of(second, quiet).body()).isEqualTo(of(first, quiet).body());
    assertThat(of(second, quiet).stamp()).isEqualTo(of(first, quiet).stamp());
    assertThat(text(of(second, busy), "state")).isEqualTo("Cancelled");
    assertThat(of(second, busy).body()).isNotEqualTo(of(first, busy).body());
  }

  @Test
  void a_changed_address_and_decision_are_read_and_a_deleted_customer_just_vanishes() {
    Reader customers = new Reader(opened.polled().get(0));
    shop.shopper()
        .register("old@example.com", new Shopper.Name("Olga", "Old"), "olga-and-her-loom");
    customers.read();
    String id = keeper.customer("old@example.com").orElseThrow();
    keeper.changeEmail(id, "New@Example.com");
    keeper.noteMarketing(id, false, DECIDED);

    SourceRecord changed =
        customers.read().stream().filter(r -> r.ref().key().equals(id)).findFirst().orElseThrow();
    assertThat(text(changed, "emailAddress")).isEqualTo("new@example.com");
    assertThat(body(changed).path("customFields").path("marketingOptIn").booleanValue()).isFalse();
    assertThat(changed.pace()).isEqualTo(Pace.LIVE);

    keeper.deleteCustomer(id);
    Reader fresh = new Reader(opened.polled().get(0));
    assertThat(fresh.read()).extracting(r -> r.ref().key()).doesNotContain(id);
  }

  @Test
  void a_cart_is_not_an_order() {
    Reader orders = new Reader(opened.polled().get(1));
    shop.shopper().add("SHIRT-L", 1).asGuest("cart@example.com", new Shopper.Name("Cara", "Cart"));
    guestAtTill("till@example.com");
    PlacedOrder placed = guestAtTill("payer@example.com").pay();
    List<SourceRecord> read = orders.read();
    assertThat(read).extracting(r -> r.ref().key()).contains(placed.id());
    assertThat(read)
        .extracting(r -> body(r).path("customer").path("emailAddress").stringValue())
        .doesNotContain("cart@example.com", "till@example.com");
  }

  @Test
  void a_cart_is_read_by_its_id_as_a_poll_reads_it_until_it_is_placed() {
    Reader carts = new Reader(opened.polled().get(2));
    Shopper shopper =
        shop.shopper()
            .add("SHIRT-L", 1)
            .asGuest("hinted@example.com", new Shopper.Name("Hedy", "Hint"));
    SourceRecord polled = carts.read().getLast();
    List<String> id = List.of(polled.ref().key());
    TargetedSource lookup = opened.targeted().get(2);

    assertThat(lookup.read(id, clock.instant()).records())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("pace", "observedAt")
        .containsExactly(polled);

    shopper.goToTill("Hedy Hint").pay();
    assertThat(lookup.read(id, clock.instant()).missing()).containsOnlyKeys(id.getFirst());
  }

  @Test
  void a_cart_is_read_at_every_change_until_it_is_an_order() {
    Reader carts = new Reader(opened.polled().get(2));
    Reader orders = new Reader(opened.polled().get(1));
    Shopper shopper = shop.shopper().add("SHIRT-L", 1);
    SourceRecord nobodys = carts.read().getLast();
    assertThat(body(nobodys).path("customer").isNull()).isTrue();

    shopper.asGuest("filler@example.com", new Shopper.Name("Fay", "Filler"));
    SourceRecord hers = carts.read().getLast();
    assertThat(hers.ref().key()).isEqualTo(nobodys.ref().key());
    assertThat(body(hers).path("customer").path("emailAddress").stringValue())
        .isEqualTo("filler@example.com");

    shopper.add("BLANKET-1", 2);
    SourceRecord fuller = carts.read().getLast();
    assertThat(body(fuller).path("lines")).hasSize(2);

    shopper.empty();
    SourceRecord emptied = carts.read().getLast();
    assertThat(body(emptied).path("lines")).isEmpty();

    PlacedOrder placed = shopper.add("SHIRT-M", 1).goToTill("Fay Filler").pay();
    assertThat(placed.id()).isEqualTo(hers.ref().key());
    assertThat(of(orders.read(), placed).ref().key()).isEqualTo(hers.ref().key());
    Reader fresh = new Reader(opened.polled().get(2));
    assertThat(fresh.read()).extracting(r -> r.ref().key()).doesNotContain(placed.id());
    assertThat(List.of(nobodys, hers, fuller, emptied))
        .extracting(r -> r.stamp().instant().orElseThrow())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void a_first_sync_is_a_backfill_and_may_be_cut_off_after_any_page() {
    for (int i = 0; i < 5; i++) {
      guestAtTill("many" + i + "@example.com").pay();
    }
    Reader whole = new Reader(opened.polled().get(0));
    List<SourceRecord> all = whole.read();
    assertThat(all).extracting(SourceRecord::pace).containsOnly(Pace.BACKFILL);

    PolledSource source = opened.polled().get(0);
    List<String> keys = new ArrayList<>();
    Cursor cursor = Cursor.START;
    boolean more = true;
    while (more) {
      Page lost = source.poll(cursor, clock.instant(), 2);
      Page page = source.poll(cursor, clock.instant(), 2);
      assertThat(lost.records()).hasSameSizeAs(page.records());
      page.records().forEach(r -> keys.add(r.ref().key()));
      cursor = new Cursor(page.next().text());
      more = page.more();
    }
    assertThat(keys).doesNotHaveDuplicates();
    assertThat(keys)
        .containsExactlyInAnyOrderElementsOf(all.stream().map(r -> r.ref().key()).toList());
  }

  @Test
  void the_check_up_says_what_works_and_which_permission_is_missing() {
    assertThat(opened.examine()).isNotEmpty().allMatch(Connector.Finding::healthy);

    keeper.addAdministrator("reader@example.com", "reads-customers-only", List.of("ReadCustomer"));
    try (Connector.Opened limited = connector("reader@example.com", "reads-customers-only")) {
      assertThat(limited.examine())
          .filteredOn(finding -> !finding.healthy())
          .singleElement()
          .satisfies(finding -> assertThat(finding.advice()).contains("ReadOrder"));
    }
    try (Connector.Opened wrong = connector(TestShop.ADMIN, "wrong")) {
      assertThat(wrong.examine())
          .filteredOn(finding -> !finding.healthy())
          .singleElement()
          .satisfies(finding -> assertThat(finding.what()).contains("INVALID_CREDENTIALS"));
    }
  }

  private static Shopper guestAtTill(String email) {
    return shop.shopper()
        .add("SHIRT-S", 1)
        .asGuest(email, new Shopper.Name("Some", "Guest"))
        .goToTill("Some Guest");
  }

  private Connector.Opened connector(String username, String password) {
    Problems problems = new Problems();
    String yaml =
        """
        endpoint: %s
        username: %s
        password: %s
        custom_fields: { customer: [marketingOptIn, marketingOptInAt], order: [externalRef] }
        page_size: 3
        carts: true
        """
            .formatted(shop.adminApi(), username, password);
    var options = YamlReader.readMapping("test.yaml", yaml, problems).orElseThrow();
    Connector.Plan plan =
        new VendureConnector()
            .plan(
                new SystemName("shop"),
                options,
                new Connector.Surroundings(Path.of("."), clock),
                problems);
    assertThat(problems.sorted()).isEmpty();
    return plan.open();
  }

  /// Polls a feed to its end as the hub does, from a cursor it keeps.
  private final class Reader {
    private final PolledSource source;
    private Cursor cursor = Cursor.START;
    private Duration ahead = Duration.ZERO;

    Reader(PolledSource source) {
      this.source = source;
    }

    List<SourceRecord> read() {
      return readAt(clock.instant().plus(ahead));
    }

    /// After the time in which everything is read again.
    List<SourceRecord> recheck() {
      ahead = ahead.plus(Duration.ofMinutes(11));
      return read();
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

  private static SourceRecord of(List<SourceRecord> records, PlacedOrder order) {
    return records.reversed().stream()
        .filter(record -> record.ref().key().equals(order.id()))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode body(SourceRecord record) {
    return JSON.readTree(record.body().toText());
  }

  private static String text(SourceRecord record, String field) {
    return body(record).path(field).stringValue();
  }
}
