package dev.selvedge.app.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.CanonicalJson;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.testkit.Await;
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
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
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

  /// How often Dotdigital is asked. What is told within one poll is told long before the next one.
  private static final Duration INWARD = Duration.ofSeconds(6);

  private static final InstantSource CLOCK = InstantSource.system();
  private static final Instant DECIDED = Instant.parse("2026-11-01T10:00:00Z");
  private static final String SECRET = "and-her-very-own-loom";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static EmbeddedPostgres postgres;
  private static TestShop shop;
  private static Shopkeeper keeper;
  private static ExampleHub hub;

  private static Past past;
  private static Map<String, String> contactsAtFirst;
  private static Map<String, String> annsOrdersAtFirst;
  private static int orderCountAtFirst;

  /// What the shop calls the people of its past, by first name.
  private static final Map<String, String> IDS = new TreeMap<>();

  /// Before whatever a test does now, whatever the year is.
  private static Instant longAgo() {
    return CLOCK.instant().minus(Duration.ofDays(90)).truncatedTo(ChronoUnit.DAYS);
  }

  @BeforeAll
  static void the_shop_has_a_past_and_the_hub_reads_it(@TempDir Path temporary) throws IOException {
    Path scripts = TestShop.ofThisMachine().folderOr(Assumptions::abort);
    postgres = EmbeddedPostgres.builder().start();
    ShopDatabase database =
        new ShopDatabase("127.0.0.1", postgres.getPort(), "postgres", "postgres", "");
    shop = TestShop.start(scripts, database, TestShop.Content.TO_BE_FILLED, PATIENCE);
    keeper = shop.shopkeeper();
    keeper.addAdministrator("hub@example.com", SECRET, List.of("ReadCustomer", "ReadOrder"));
    keeper.addAdministrator(
        "teller@example.com", SECRET, List.of("ReadCustomer", "UpdateCustomer"));
    past = past();
    Path folder = temporary.resolve("vendure-shop");
    ExampleFolder.copy(
        "vendure-shop",
        folder,
        Map.of(
            "port: 8480",
            "port: 0",
            "every: 5m",
            "every: 200ms",
            "    options:\n",
            "    options:\n      recheck_every: " + RECHECK.toSeconds() + "s\n",
            "dotdigital:\n",
            "dotdigital:\n  inward: { every: " + INWARD.toSeconds() + "s }\n"));
    hub =
        new ExampleHub(
            folder,
            Map.of(
                "VENDURE_ADMIN_API",
                shop.adminApi().toString(),
                "VENDURE_USER",
                "hub@example.com",
                "VENDURE_PASSWORD",
                SECRET,
                "VENDURE_TELLER",
                "teller@example.com",
                "VENDURE_TELLER_PASSWORD",
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

  /// The orders of the past that were not cancelled.
  private record Past(
      PlacedOrder blanket, PlacedOrder shirts, PlacedOrder bobs, PlacedOrder olgas) {}

  private static Past past() {
    // Ann orders as a guest, then opens an account with the same address in other letters.
    PlacedOrder blanket =
        guestOrder("ann@example.com", new Shopper.Name("Ann", "Guest"), "BLANKET-1");
    Shopper ann = account("Ann@Example.com", new Shopper.Name("Ann", "Example"));
    ann.chooseMarketing(true, DECIDED);
    PlacedOrder shirts = ann.add("SHIRT-M", 2).goToTill("Ann Example").pay();
    List<Shopkeeper.Line> lines = keeper.lines(shirts.id());
    keeper.moveFulfilment(ship(shirts, "RM-ANN-1"), "Delivered");
    Shopkeeper.Line one = new Shopkeeper.Line(lines.getFirst().id(), lines.getFirst().sku(), 1);
    keeper.settleRefund(keeper.refund(shirts.id(), List.of(one), 4200, "too small"));

    PlacedOrder bobs = guestOrder("bob@example.com", new Shopper.Name("Bob", "Guest"), "SHIRT-S");
    account("cara@example.com", new Shopper.Name("Cara", "No")).chooseMarketing(false, DECIDED);
    Shopper dora = account("dora@example.com", new Shopper.Name("Dora", "Yes"));
    dora.chooseMarketing(true, DECIDED);
    keeper.cancel(dora.add("SHIRT-L", 1).goToTill("Dora Yes").pay().id(), "changed her mind");
    Shopper olga = account("olga@example.com", new Shopper.Name("Olga", "Moves"));
    olga.chooseMarketing(true, DECIDED);
    PlacedOrder olgas = olga.add("GIFT-25", 1).goToTill("Olga Moves").pay();
    account("mia@example.com", new Shopper.Name("Mia", "Mind")).chooseMarketing(true, DECIDED);
    account("rita@example.com", new Shopper.Name("Rita", "Returns"))
        .chooseMarketing(true, longAgo());
    // Eve leaves her cart standing.
    shop.shopper().add("SHIRT-L", 1).asGuest("eve@example.com", new Shopper.Name("Eve", "Cart"));
    for (String name : List.of("Ann", "Bob", "Cara", "Dora", "Eve", "Mia", "Olga", "Rita")) {
      IDS.put(name, customer(name.toLowerCase(Locale.ROOT) + "@example.com"));
    }
    return new Past(blanket, shirts, bobs, olgas);
  }

  @Test
  void the_past_becomes_exactly_the_right_contacts() {
    Map<String, String> expected = new TreeMap<>();
    expected.put(
        "ann@example.com",
        "subscribed {AVERAGE_ORDER_VALUE=175.7, FIRSTNAME=Ann, FIRST_ORDER_DATE=%s,"
                .formatted(placedAt(past.blanket()))
            + " HAS_ACCOUNT=true, LASTNAME=Example, LAST_ORDER_DATE=%s, NUMBER_OF_ORDERS=2,"
                .formatted(placedAt(past.shirts()))
            + " SHOP_CUSTOMER=%s, TOTAL_SPEND=351.4}".formatted(IDS.get("Ann")));
    expected.put(
        "bob@example.com", "unsubscribed " + one("Bob", "Guest", false, past.bobs(), "47"));
    expected.put("cara@example.com", "unsubscribed " + none("Cara", "No", true));
    expected.put("dora@example.com", "subscribed " + none("Dora", "Yes", true));
    expected.put("eve@example.com", "unsubscribed " + none("Eve", "Cart", false));
    expected.put("mia@example.com", "subscribed " + none("Mia", "Mind", true));
    expected.put(
        "olga@example.com", "subscribed " + one("Olga", "Moves", true, past.olgas(), "30"));
    expected.put("rita@example.com", "subscribed " + none("Rita", "Returns", true));
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
    assertThat(annsOrdersAtFirst).containsOnlyKeys(past.blanket().code(), past.shirts().code());
    JsonNode order = order(past.shirts());
    JsonNode line = order.path("lines").path(0).path("productVariant");
    JsonNode fulfilment = order.path("fulfillments").path(0);
    JsonNode refund = order.path("payments").path(0).path("refunds").path(0);
    assertThat(annsOrdersAtFirst.get(past.shirts().code()))
        .isEqualTo(
            canonical(
                """
                {
                  "id": "%s", "order_status": "Delivered", "purchase_date": "%s",
                  "currency": "USD", "order_total": 89.00, "order_subtotal": 84.00,
                  "delivery_total": 5.00, "refunded_total": 42.00, "net_total": 47.00,
                  "payment": "%s", "delivery_method": "%s", "quote_id": "%s",
                  "delivery_address": {"delivery_city": "London", "delivery_postcode": "N1 1AA",
                    "delivery_country": "GB"},
                  "products": [
                    {"id": "%s", "sku": "SHIRT-M", "name": "Linen Shirt M", "qty": 2, "price": 42.00}
                  ],
                  "fulfilments": [
                    {"id": "%s", "status": "Delivered", "carrier": "Royal Mail",
                     "tracking": "RM-ANN-1", "shipped_date": "%s",
                     "products": [{"sku": "SHIRT-M", "qty": 2}]}
                  ],
                  "refunds": [
                    {"id": "%s", "amount": 42.00, "reason": "too small", "refund_date": "%s",
                     "products": [{"sku": "SHIRT-M", "qty": 1}]}
                  ]
                }
                """
                    .formatted(
                        past.shirts().code(),
                        instant(order, "orderPlacedAt"),
                        order.path("payments").path(0).path("method").asString(),
                        order
                            .path("shippingLines")
                            .path(0)
                            .path("shippingMethod")
                            .path("name")
                            .asString(),
                        past.shirts().code(),
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
  void who_unsubscribes_is_unsubscribed_in_the_shop_and_who_comes_back_there_is_asked() {
    Subscriber rita = new Subscriber(hub, keeper, customer("rita@example.com"), "rita@example.com");
    assertThat(rita.status()).isEqualTo("subscribed");

    unsubscribes(rita);
    its_echo_is_no_decision_and_no_call(rita);
    what_is_older_changes_nothing(rita, longAgo().plus(Duration.ofDays(1)));
    opts_in_again(rita);
    what_was_refused_before_changes_nothing(rita, longAgo().plus(Duration.ofDays(2)));
  }

  /// By the link in a mail: the shop holds it before Dotdigital is asked a second time.
  private static void unsubscribes(Subscriber rita) {
    int polls = hub.inwardPolls().size();
    Await.until("a whole time between two polls", PATIENCE, () -> hub.inwardPolls().size() > polls);
    hub.act("unsubscribe", rita.email());
    Instant left = CLOCK.instant();

    Await.until("the shop's opt-in is off", PATIENCE, () -> rita.shopHolds().startsWith("false "));
    Instant told = rita.changedInShop();
    assertThat(hub.inwardPolls())
        .filteredOn(poll -> poll.isAfter(left) && poll.isBefore(told))
        .hasSize(1);
    Instant decided = rita.verdict().deciding().orElseThrow().claim().at();
    assertThat(rita.shopHolds()).isEqualTo(Subscriber.holding(false, decided));
    assertThat(decided).isBetween(left.minusSeconds(1), left);
  }

  private static void its_echo_is_no_decision_and_no_call(Subscriber rita) {
    Await.until(
        "the shop repeats what it was told", PATIENCE, () -> rita.isHeardToSay(Choice.OPT_OUT));
    hub.catchUp();
    Instant told = rita.changedInShop();

    assertThat(hub.writesAfter(hub::catchUpWithDotdigital)).isEmpty();

    assertThat(rita.decidedBy()).isEqualTo("OPT_OUT by dotdigital");
    assertThat(rita.tellings()).containsExactly(Choice.OPT_OUT);
    assertThat(rita.changedInShop()).isEqualTo(told);
  }

  /// Somebody imports last month's customers into the shop: what it did there is undone.
  private static void what_is_older_changes_nothing(Subscriber rita, Instant older) {
    String held = rita.shopHolds();
    List<String> writes = hub.writesAfter(() -> keeper.noteMarketing(rita.id(), true, older));

    assertThat(writes).isEmpty();
    assertThat(rita.status()).isEqualTo("unsubscribed");
    assertThat(rita.decidedBy()).isEqualTo("OPT_OUT by dotdigital");
    assertThat(rita.shopHolds()).isEqualTo(held);
  }

  /// In the shop, later. Dotdigital asks the recipient, who is mailed once they confirm.
  private static void opts_in_again(Subscriber rita) {
    Shopper herself = shop.shopper().logIn(rita.email(), SECRET);
    int told = rita.tellings().size();
    Instant back = CLOCK.instant().truncatedTo(ChronoUnit.MILLIS);
    List<String> writes = hub.writesAfter(() -> herself.chooseMarketing(true, back));

    assertThat(writes).singleElement().asString().startsWith("PATCH /contacts/v3/");
    assertThat(rita.decidedBy()).isEqualTo("OPT_IN by shop");
    assertThat(rita.status()).as("until the challenge is answered").isEqualTo("unsubscribed");
    assertThat(hub.writesAfter(hub::catchUpWithDotdigital)).isEmpty();
    assertThat(rita.status()).as("until the challenge is answered").isEqualTo("unsubscribed");

    assertThat(hub.writesAfter(() -> confirms(rita))).isEmpty();
    assertThat(rita.status()).isEqualTo("subscribed");
    assertThat(rita.verdict().allows()).isTrue();
    assertThat(rita.shopHolds()).isEqualTo(Subscriber.holding(true, back));
    assertThat(rita.tellings()).as("its own word is told to nobody").hasSize(told);
  }

  private static void confirms(Subscriber rita) {
    hub.act("confirm", rita.email());
    hub.catchUpWithDotdigital();
  }

  private static void what_was_refused_before_changes_nothing(Subscriber rita, Instant older) {
    String held = rita.shopHolds();

    // as a record of the past, which the shop itself does not hold any more
    assertThat(hub.writesAfter(() -> rita.arrivesAgain(false, older, CLOCK.instant()))).isEmpty();
    assertThat(rita.status()).isEqualTo("subscribed");
    assertThat(rita.shopHolds()).isEqualTo(held);

    // by an import into the shop
    assertThat(hub.writesAfter(() -> keeper.noteMarketing(rita.id(), false, older))).isEmpty();
    assertThat(rita.status()).isEqualTo("subscribed");
    assertThat(rita.verdict().allows()).isTrue();
    assertThat(rita.shopHolds()).isEqualTo(held);
  }

  @Test
  void shipping_and_refunding_are_sent_although_the_order_s_own_stamp_stands_still() {
    String email = "pia@example.com";
    PlacedOrder placed = guestOrder(email, new Shopper.Name("Pia", "Parcel"), "SHIRT-M");
    hub.catchUp();
    String stamp = order(placed).path("updatedAt").asString();
    String record = "/Orders/" + placed.code();

    List<String> shipping = hub.writesAfter(() -> ship(placed, "RM-PIA-1"));

    // Packing, fulfilment and order change one after another; a poll may fall in between.
    assertThat(shipping)
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call).startsWith("PUT ").endsWith(record));
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
              payments { method refunds { id updatedAt } }
              shippingLines { shippingMethod { name } }
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
