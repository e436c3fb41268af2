package dev.selvedge.app.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.person.Person;
import dev.selvedge.sandbox.program.Attendance;
import dev.selvedge.testkit.Await;
import dev.selvedge.testkit.tryton.Clerk;
import dev.selvedge.testkit.tryton.TestErp;
import dev.selvedge.testkit.vendure.PlacedOrder;
import dev.selvedge.testkit.vendure.ShopDatabase;
import dev.selvedge.testkit.vendure.Shopkeeper;
import dev.selvedge.testkit.vendure.Shopper;
import dev.selvedge.testkit.vendure.TestShop;
import dev.selvedge.trail.TrailEntry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `examples/vendure-tryton` at work: a real Vendure that sells, a real Tryton that ships, and a
/// sandbox account, with one customer going through all three.
@Tag("real-system")
class ThreeSystemsStoryTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String SECRET = "and-her-very-own-loom";
  private static final String ANN = "ann@example.com";
  private static final Shopper.Name NAME = new Shopper.Name("Ann", "Example");

  /// Programs of the sandbox that are active.
  private static final int PLACED = 15;

  private static final int SHIPPED = 12;

  private static EmbeddedPostgres postgres;
  private static TestShop shop;
  private static Shopkeeper keeper;
  private static TestErp erp;
  private static Clerk clerk;
  private static ExampleHub hub;
  private static long party;
  private static long subscription;

  @BeforeAll
  static void both_systems_know_ann_and_the_hub_reads_them(@TempDir Path temporary)
      throws IOException {
    Path scripts = TestShop.ofThisMachine().folderOr(Assumptions::abort);
    erp =
        TestErp.start(
            TestErp.ofThisMachine().orLeaveOut(Assumptions::abort),
            Files.createDirectory(temporary.resolve("erp")));
    clerk = erp.clerk();
    postgres = EmbeddedPostgres.builder().start();
    ShopDatabase database =
        new ShopDatabase("127.0.0.1", postgres.getPort(), "postgres", "postgres", "");
    shop = TestShop.start(scripts, database, TestShop.Content.TO_BE_FILLED, PATIENCE);
    keeper = shop.shopkeeper();
    keeper.addAdministrator("hub@example.com", SECRET, List.of("ReadCustomer", "ReadOrder"));
    keeper.addAdministrator(
        "teller@example.com", SECRET, List.of("ReadCustomer", "UpdateCustomer"));
    shop.shopper()
        .register(ANN, NAME, SECRET)
        .logIn(ANN, SECRET)
        .chooseMarketing(true, Instant.parse("2026-11-01T10:00:00Z"));
    party = clerk.addParty("Example, Ann", "Ann@Example.com");
    subscription = clerk.subscribe("Ann@Example.com", "Newsletter");
    hub = started(temporary.resolve("hub"));
    hub.catchUp();
  }

  private static ExampleHub started(Path folder) throws IOException {
    ExampleFolder.copy(
        "vendure-tryton",
        folder,
        Map.of(
            "port: 8480",
            "port: 0",
            // The account has no limit, and nobody here waits for company.
            "DOTDIGITAL_PASSWORD}\"\n",
            "DOTDIGITAL_PASSWORD}\"\n  enrolment_calls_an_hour: 100000\n  inward: { every: 2s }\n",
            "connector: vendure\n    every: 5m\n    options:\n",
            "connector: vendure\n    every: 200ms\n    options:\n      recheck_every: 1s\n",
            "connector: tryton\n    every: 5m\n",
            "connector: tryton\n    every: 200ms\n"));
    Map<String, String> variables = new TreeMap<>();
    variables.put("VENDURE_ADMIN_API", shop.adminApi().toString());
    variables.put("VENDURE_USER", "hub@example.com");
    variables.put("VENDURE_PASSWORD", SECRET);
    variables.put("VENDURE_TELLER", "teller@example.com");
    variables.put("VENDURE_TELLER_PASSWORD", SECRET);
    variables.put("TRYTON_URL", erp.url());
    variables.put("TRYTON_DATABASE", TestErp.DATABASE);
    variables.put("TRYTON_USER", TestErp.ADMIN);
    variables.put("TRYTON_PASSWORD", TestErp.ADMIN_PASSWORD);
    variables.put("TRYTON_TELLER", TestErp.ADMIN);
    variables.put("TRYTON_TELLER_PASSWORD", TestErp.ADMIN_PASSWORD);
    return new ExampleHub(folder, variables, Duration.ofSeconds(1));
  }

  @AfterAll
  static void close_everything() throws IOException {
    if (hub != null) {
      hub.close();
    }
    if (shop != null) {
      shop.close();
    }
    if (erp != null) {
      erp.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  void one_customer_of_a_shop_and_an_erp_is_one_contact_all_the_way() {
    oneContactWithWhatEachSystemOwns();
    PlacedOrder order = orderedByAGuestInCapitals();
    shippedByTheErp(order);
    optOutReachesBoth();
    everythingIsOnTheTrail(order);
  }

  private static void oneContactWithWhatEachSystemOwns() {
    assertThat(contact())
        .startsWith("subscribed ")
        .contains("FIRSTNAME=Ann", "LASTNAME=Example", "FULLNAME=Example, Ann", "CITY=London")
        .contains("HAS_ACCOUNT=true", "NUMBER_OF_ORDERS=0");
    assertThat(hub.contacts().keySet()).filteredOn(each -> each.contains("ann")).hasSize(1);
  }

  /// In another browser, without logging in, in other letters.
  private static PlacedOrder orderedByAGuestInCapitals() {
    PlacedOrder order =
        shop.shopper()
            .add("SHIRT-M", 2)
            .asGuest("ANN@EXAMPLE.COM", NAME)
            .goToTill("Ann Example")
            .pay();
    Await.until("the order's program", PATIENCE, () -> entered(PLACED) == 1);
    Await.until("the figures", PATIENCE, () -> contact().contains("ORDERS=1"));
    assertThat(contact()).startsWith("subscribed ").contains("TOTAL_SPEND=89");
    assertThat(hub.contacts().keySet()).filteredOn(each -> each.contains("ann")).hasSize(1);
    assertThat(hub.orders(ANN)).containsOnlyKeys(order.code());
    assertThat(entered(SHIPPED)).isZero();
    return order;
  }

  private static void shippedByTheErp(PlacedOrder order) {
    long sale = clerk.sell(party, order.code(), new Clerk.Line(Clerk.SHIRT, 2, "42.00"));
    clerk.ship(sale);
    Await.until("the parcel's program", PATIENCE, () -> entered(SHIPPED) == 1);
    hub.catchUp();
    assertThat(hub.orders(ANN).get(order.code()))
        .contains("\"fulfilments\":[", "\"order_total\":89", "\"qty\":2", "\"sku\":\"SHIRT-M\"");
    assertThat(hub.orders(ANN)).as("the ERP's sale is the same order").hasSize(1);
    assertThat(contact()).contains("NUMBER_OF_ORDERS=1", "TOTAL_SPEND=89");
    assertThat(hub.attendance(PLACED, ANN)).isEqualTo(new Attendance(1, 1));
    assertThat(hub.attendance(SHIPPED, ANN)).isEqualTo(new Attendance(1, 1));
  }

  private static void optOutReachesBoth() {
    hub.act("unsubscribe", ANN);
    Await.until("the ERP's list", PATIENCE, () -> !clerk.isSubscribed(subscription));
    Await.until("the shop's field", PATIENCE, () -> shopHolds().equals("false"));
    hub.catchUp();
    hub.catchUpWithDotdigital();
    assertThat(contact()).startsWith("unsubscribed ");
    assertThat(clerk.isSubscribed(subscription)).isFalse();
    assertThat(shopHolds()).isEqualTo("false");
  }

  private static void everythingIsOnTheTrail(PlacedOrder order) {
    List<Person> people = hub.store().read(ports -> ports.people().byEmail(List.of(ANN)));
    assertThat(people).hasSize(1);
    List<TrailEntry> trail = new ArrayList<>();
    long person = people.getFirst().id().value();
    trail.addAll(hub.store().read(ports -> ports.trail().ofPerson(person, 1_000)));
    trail.addAll(hub.store().read(ports -> ports.trail().ofOrder(order.code(), 1_000)));
    assertThat(trail)
        .extracting(each -> each.about().source().replaceAll("/[^/]*$", ""))
        .contains("shop/customer", "shop/order", "erp/party", "erp/subscription", "erp/shipment");
    assertThat(trail)
        .extracting(each -> each.about().system())
        .contains("dotdigital", "shop", "erp");
  }

  private static String contact() {
    return hub.contacts().getOrDefault(ANN, "");
  }

  private static int entered(int program) {
    return hub.attendance(program, ANN).entered();
  }

  private static String shopHolds() {
    JsonNode found =
        keeper.ask(
            "query($id: ID!) { customer(id: $id) { customFields { marketingOptIn } } }",
            Map.of("id", keeper.customer(ANN).orElseThrow()));
    return found.at("/customer/customFields/marketingOptIn").asString("null");
  }
}
