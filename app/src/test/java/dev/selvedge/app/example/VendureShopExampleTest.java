package dev.selvedge.app.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.CanonicalJson;
import dev.selvedge.testkit.vendure.Availability;
import dev.selvedge.testkit.vendure.PlacedOrder;
import dev.selvedge.testkit.vendure.ShopDatabase;
import dev.selvedge.testkit.vendure.Shopkeeper;
import dev.selvedge.testkit.vendure.Shopper;
import dev.selvedge.testkit.vendure.TestShop;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `examples/vendure-shop` at work: a real Vendure 3.7.3 on PostgreSQL at one end, a sandbox
/// account at the other, nothing in between but the project's folder. The shop has a past when
/// the hub first sees it; each test then has a customer of its own.
@Tag("real-system")
class VendureShopExampleTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration RECHECK = Duration.ofSeconds(1);
  private static final Instant DECIDED = Instant.parse("2026-11-01T10:00:00Z");
  private static final String SECRET = "and-her-very-own-loom";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static EmbeddedPostgres postgres;
  private static TestShop shop;
  private static Shopkeeper keeper;
  private static ExampleHub hub;

  private static PlacedOrder blanket;
  private static PlacedOrder shirts;
  private static PlacedOrder bobs;
  private static PlacedOrder olgas;
  private static Map<String, String> contactsAtFirst;
  private static Map<String, String> annsOrdersAtFirst;
  private static int orderCountAtFirst;

  /// What the shop calls the people of its past, by first name.
  private static final Map<String, String> IDS = new TreeMap<>();

  @BeforeAll
  static void the_shop_has_a_past_and_the_hub_reads_it(@TempDir Path temporary) throws IOException {
    Path scripts = Availability.ofThisMachine().folderOr(Assumptions::abort);
    postgres = EmbeddedPostgres.builder().start();
    ShopDatabase database =
        new ShopDatabase("127.0.0.1", postgres.getPort(), "postgres", "postgres", "");
    shop = TestShop.start(scripts, database, TestShop.Content.TO_BE_FILLED, PATIENCE);
    keeper = shop.shopkeeper();
    keeper.addAdministrator("hub@example.com", SECRET, List.of("ReadCustomer", "ReadOrder"));
    past();
    Path folder = temporary.resolve("vendure-shop");
    ExampleFolder.copy(
        "vendure-shop",
        folder,
        Map.of(
            "port: 8480", "port: 0",
            "every: 5m", "every: 200ms",
            "    options:\n", "    options:\n      recheck_every: " + RECHECK.toSeconds() + "s\n"));
    hub =
        new ExampleHub(
            folder,
            Map.of(
                "VENDURE_ADMIN_API",
                shop.adminApi().toString(),
                "VENDURE_USER",
                "hub@example.com",
                "VENDURE_PASSWORD",
                SECRET),
            RECHECK);
    hub.catchUp();
    contactsAtFirst = hub.contacts();
    annsOrdersAtFirst = hub.orders("ann@example.com");
    orderCountAtFirst = hub.orderCount();
  }

  @AfterAll
  static void close_everything() throws IOException {
    if (hub != null) {
      hub.close();
    }
    if (shop != null) {
      shop.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  private static void past() {
    // Ann orders as a guest, then opens an account with the same address in other letters.
    blanket = guestOrder("ann@example.com", new Shopper.Name("Ann", "Guest"), "BLANKET-1");
    Shopper ann = account("Ann@Example.com", new Shopper.Name("Ann", "Example"));
    ann.chooseMarketing(true, DECIDED);
    shirts = ann.add("SHIRT-M", 2).goToTill("Ann Example").pay();
    List<Shopkeeper.Line> lines = keeper.lines(shirts.id());
    keeper.moveFulfilment(ship(shirts, "RM-ANN-1"), "Delivered");
    Shopkeeper.Line one = new Shopkeeper.Line(lines.getFirst().id(), lines.getFirst().sku(), 1);
    keeper.settleRefund(keeper.refund(shirts.id(), List.of(one), 4200, "too small"));

    bobs = guestOrder("bob@example.com", new Shopper.Name("Bob", "Guest"), "SHIRT-S");
    account("cara@example.com", new Shopper.Name("Cara", "No")).chooseMarketing(false, DECIDED);
    Shopper dora = account("dora@example.com", new Shopper.Name("Dora", "Yes"));
    dora.chooseMarketing(true, DECIDED);
    keeper.cancel(dora.add("SHIRT-L", 1).goToTill("Dora Yes").pay().id(), "changed her mind");
    Shopper olga = account("olga@example.com", new Shopper.Name("Olga", "Moves"));
    olga.chooseMarketing(true, DECIDED);
    olgas = olga.add("GIFT-25", 1).goToTill("Olga Moves").pay();
    account("mia@example.com", new Shopper.Name("Mia", "Mind")).chooseMarketing(true, DECIDED);
    // Eve leaves her cart standing.
    shop.shopper().add("SHIRT-L", 1).asGuest("eve@example.com", new Shopper.Name("Eve", "Cart"));
    for (String name : List.of("Ann", "Bob", "Cara", "Dora", "Eve", "Mia", "Olga")) {
      IDS.put(name, customer(name.toLowerCase(Locale.ROOT) + "@example.com"));
    }
  }

  @Test
  void the_past_becomes_exactly_the_right_contacts() {
    Map<String, String> expected = new TreeMap<>();
    expected.put(
        "ann@example.com",
        "subscribed {AVERAGE_ORDER_VALUE=175.7, FIRSTNAME=Ann, FIRST_ORDER_DATE=%s,"
                .formatted(placedAt(blanket))
            + " HAS_ACCOUNT=true, LASTNAME=Example, LAST_ORDER_DATE=%s, NUMBER_OF_ORDERS=2,"
                .formatted(placedAt(shirts))
            + " SHOP_CUSTOMER=%s, TOTAL_SPEND=351.4}".formatted(IDS.get("Ann")));
    expected.put("bob@example.com", "unsubscribed " + one("Bob", "Guest", false, bobs, "47"));
    expected.put("cara@example.com", "unsubscribed " + none("Cara", "No", true));
    expected.put("dora@example.com", "subscribed " + none("Dora", "Yes", true));
    expected.put("eve@example.com", "unsubscribed " + none("Eve", "Cart", false));
    expected.put("mia@example.com", "subscribed " + none("Mia", "Mind", true));
    expected.put("olga@example.com", "subscribed " + one("Olga", "Moves", true, olgas, "30"));
    assertThat(contactsAtFirst).isEqualTo(expected);
  }

  /// The data fields of somebody with one order.
  private static String one(
      String first, String last, boolean account, PlacedOrder order, String spent) {
    return "{AVERAGE_ORDER_VALUE=%1$s, FIRSTNAME=%2$s, FIRST_ORDER_DATE=%3$s, HAS_ACCOUNT=%4$s,"
            .formatted(spent, first, placedAt(order), account)
        + " LASTNAME=%s, LAST_ORDER_DATE=%s, NUMBER_OF_ORDERS=1, SHOP_CUSTOMER=%s, TOTAL_SPEND=%s}"
            .formatted(last, placedAt(order), IDS.get(first), spent);
  }

  /// The data fields of somebody whose orders, if any, count for nothing.
  private static String none(String first, String last, boolean account) {
    return "{FIRSTNAME=%s, HAS_ACCOUNT=%s, LASTNAME=%s, NUMBER_OF_ORDERS=0, SHOP_CUSTOMER=%s,"
            .formatted(first, account, last, IDS.get(first))
        + " TOTAL_SPEND=0}";
  }

  @Test
  void the_past_becomes_exactly_the_right_order_records() {
    assertThat(orderCountAtFirst).as("the cart is not an order").isEqualTo(5);
    assertThat(annsOrdersAtFirst).containsOnlyKeys(blanket.code(), shirts.code());
    JsonNode order = order(shirts);
    JsonNode line = order.path("lines").path(0).path("productVariant");
    JsonNode fulfilment = order.path("fulfillments").path(0);
    JsonNode refund = order.path("payments").path(0).path("refunds").path(0);
    assertThat(annsOrdersAtFirst.get(shirts.code()))
        .isEqualTo(
            canonical(
                """
                {
                  "id": "%s", "order_status": "Delivered", "purchase_date": "%s",
                  "currency": "USD", "order_total": 89.00, "order_subtotal": 84.00,
                  "delivery_total": 5.00, "refunded_total": 42.00, "net_total": 47.00,
                  "delivery_country": "GB",
                  "products": [
                    {"id": "%s", "sku": "SHIRT-M", "name": "Linen Shirt M", "qty": 2, "price": 42.00}
                  ],
                  "fulfilments": [
                    {"id": "%s", "status": "Delivered", "carrier": "Royal Mail",
                     "tracking": "RM-ANN-1", "shipped_date": "%s"}
                  ],
                  "refunds": [
                    {"id": "%s", "amount": 42.00, "reason": "too small", "refund_date": "%s"}
                  ]
                }
                """
                    .formatted(
                        shirts.code(),
                        instant(order, "orderPlacedAt"),
                        line.path("productId").asString(),
                        fulfilment.path("id").asString(),
                        instant(fulfilment, "createdAt"),
                        refund.path("id").asString(),
                        instant(refund, "updatedAt"))));
  }

  @Test
  void without_a_change_no_call_is_made() {
    assertThat(hub.writesAfter(() -> {})).isEmpty();
  }

  @Test
  void a_new_guest_arrives_with_the_first_order() {
    hub.writesAfter(
        () -> guestOrder("gil@example.com", new Shopper.Name("Gil", "Guest"), "GIFT-25"));

    assertThat(hub.contacts().get("gil@example.com"))
        .startsWith("unsubscribed ")
        .contains("FIRSTNAME=Gil", "HAS_ACCOUNT=false", "NUMBER_OF_ORDERS=1", "TOTAL_SPEND=30");
    assertThat(hub.orders("gil@example.com")).hasSize(1);
  }

  @Test
  void a_new_name_is_one_call() {
    account("ida@example.com", new Shopper.Name("Ida", "Before"));
    guestOrder("ida@example.com", new Shopper.Name("Ida", "Before"), "SHIRT-S");
    hub.catchUp();

    List<String> writes =
        hub.writesAfter(
            () -> keeper.rename(customer("ida@example.com"), new Shopper.Name("Ida", "After")));

    assertThat(writes).singleElement().asString().startsWith("PATCH /contacts/v3/");
    assertThat(hub.contacts().get("ida@example.com")).contains("LASTNAME=After");
  }

  @Test
  void a_new_address_keeps_the_contact_and_its_orders() {
    String contact = hub.contacts().get("olga@example.com");
    long id = hub.contact("olga@example.com").path("contactId").asLong();
    Map<String, String> orders = hub.orders("olga@example.com");

    List<String> writes =
        hub.writesAfter(() -> keeper.changeEmail(customer("olga@example.com"), "Olga@New.example"));

    assertThat(hub.contacts()).doesNotContainKey("olga@example.com");
    assertThat(hub.contacts().get("olga@new.example")).isEqualTo(contact).startsWith("subscribed");
    assertThat(hub.contact("olga@new.example").path("contactId").asLong()).isEqualTo(id);
    assertThat(hub.orders("olga@new.example")).isEqualTo(orders).hasSize(1);
    assertThat(writes).containsExactly("PATCH /contacts/v3/contactId/" + id);
  }

  @Test
  void a_changed_mind_is_one_call() {
    assertThat(hub.contacts().get("mia@example.com")).startsWith("subscribed ");

    List<String> writes =
        hub.writesAfter(
            () ->
                keeper.noteMarketing(
                    customer("mia@example.com"), false, DECIDED.plus(Duration.ofDays(1))));

    assertThat(writes).singleElement().asString().startsWith("PATCH /contacts/v3/");
    assertThat(hub.contacts().get("mia@example.com")).startsWith("unsubscribed ");
  }

  @Test
  void shipping_and_refunding_are_sent_although_the_order_s_own_stamp_stands_still() {
    String email = "pia@example.com";
    PlacedOrder placed = guestOrder(email, new Shopper.Name("Pia", "Parcel"), "SHIRT-M");
    hub.catchUp();
    String stamp = order(placed).path("updatedAt").asString();
    String record = "/Orders/" + placed.code();

    List<String> shipping = hub.writesAfter(() -> ship(placed, "RM-PIA-1"));

    assertThat(shipping).singleElement().asString().startsWith("PUT ").endsWith(record);
    assertThat(hub.orders(email).get(placed.code()))
        .contains("\"order_status\":\"Shipped\"", "\"tracking\":\"RM-PIA-1\"");

    String refund = keeper.refund(placed.id(), keeper.lines(placed.id()), 4200, "damaged");
    assertThat(hub.writesAfter(() -> {})).as("a refund that is only promised").isEmpty();

    List<String> refunding = hub.writesAfter(() -> keeper.settleRefund(refund));

    assertThat(refunding)
        .satisfiesExactlyInAnyOrder(
            call -> assertThat(call).startsWith("PATCH /contacts/v3/"),
            call -> assertThat(call).startsWith("PUT ").endsWith(record));
    assertThat(hub.contacts().get(email)).contains("TOTAL_SPEND=5}", "NUMBER_OF_ORDERS=1,");
    assertThat(hub.orders(email).get(placed.code())).contains("\"reason\":\"damaged\"");
    assertThat(order(placed).path("updatedAt").asString()).isEqualTo(stamp);
  }

  @Test
  void a_change_of_state_and_back_is_sent_both_times() {
    PlacedOrder placed = guestOrder("sam@example.com", new Shopper.Name("Sam", "State"), "SHIRT-S");
    hub.catchUp();
    Map<String, String> before = hub.orders("sam@example.com");

    List<String> there = hub.writesAfter(() -> keeper.moveOrder(placed.id(), "Modifying"));
    Map<String, String> during = hub.orders("sam@example.com");
    List<String> back = hub.writesAfter(() -> keeper.moveOrder(placed.id(), "PaymentSettled"));

    assertThat(there).hasSize(1);
    assertThat(during.get(placed.code())).contains("\"order_status\":\"Modifying\"");
    assertThat(back).hasSize(1);
    assertThat(hub.orders("sam@example.com")).isEqualTo(before);
  }

  private static PlacedOrder guestOrder(String email, Shopper.Name name, String sku) {
    return shop.shopper()
        .add(sku, 1)
        .asGuest(email, name)
        .goToTill(name.first() + " " + name.last())
        .pay();
  }

  private static Shopper account(String email, Shopper.Name name) {
    return shop.shopper().register(email, name, SECRET).logIn(email, SECRET);
  }

  /// @return the fulfilment's id
  private static String ship(PlacedOrder order, String tracking) {
    String parcel =
        keeper.fulfil(keeper.lines(order.id()), new Shopkeeper.Parcel("Royal Mail", tracking));
    keeper.moveFulfilment(parcel, "Shipped");
    return parcel;
  }

  private static String customer(String email) {
    return keeper.customer(email).orElseThrow();
  }

  /// What the shop itself says of an order's times and ids.
  private static JsonNode order(PlacedOrder placed) {
    return keeper
        .ask(
            """
            query($id: ID!) { order(id: $id) {
              updatedAt orderPlacedAt
              lines { productVariant { productId } }
              fulfillments { id createdAt }
              payments { refunds { id updatedAt } }
            } }""",
            Map.of("id", placed.id()))
        .path("order");
  }

  private static Instant placedAt(PlacedOrder order) {
    return instant(order(order), "orderPlacedAt");
  }

  private static Instant instant(JsonNode node, String name) {
    return Instant.parse(node.path(name).asString());
  }

  private static String canonical(String json) {
    return CanonicalJson.write(JSON.readTree(json));
  }
}
