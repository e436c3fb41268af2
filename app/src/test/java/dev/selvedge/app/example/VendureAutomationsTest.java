package dev.selvedge.app.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.sandbox.program.Attendance;
import dev.selvedge.testkit.Await;
import dev.selvedge.testkit.vendure.PlacedOrder;
import dev.selvedge.testkit.vendure.ShopDatabase;
import dev.selvedge.testkit.vendure.Shopkeeper;
import dev.selvedge.testkit.vendure.Shopper;
import dev.selvedge.testkit.vendure.TestShop;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Automations at work: what people do in a real Vendure 3.7.3 starts them in the programs of a
/// sandbox account, once.
@Tag("real-system")
class VendureAutomationsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String SECRET = "and-her-very-own-loom";

  /// Programs of the sandbox that are active.
  private static final int PLACED = 15;

  private static final int SHIPPED = 12;
  private static final int REFUNDED = 17;
  private static final int CART_LEFT = 16;

  private static final String AUTOMATIONS =
      """
      automations:
        thanks: { on: order_placed, program: 15, within: 1d, purpose: marketing }
        on-its-way: { on: shipped, program: 12, within: 1d, purpose: transactional }
        cart: { on: cart_left, after: 1h, unless: [order_placed], program: 16, within: 1d, purpose: marketing }
        sorry: { on: refunded, program: 17, within: 1d, purpose: transactional }
      """;

  private static EmbeddedPostgres postgres;
  private static TestShop shop;
  private static Shopkeeper keeper;
  private static ExampleHub hub;

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
    ship(order(customer("old@example.com")));
    Path folder = temporary.resolve("vendure-shop");
    ExampleFolder.copy(
        "vendure-shop",
        folder,
        Map.of(
            "port: 8480",
            "port: 0",
            "every: 5m",
            "every: 200ms",
            // The shop's form is proof enough: nobody is asked once more by e-mail.
            "currency: USD\n",
            "currency: USD\nconsent: { resubscribe_by: at_once }\n",
            // The account has no limit, and nobody here waits for company.
            "DOTDIGITAL_PASSWORD}\"\n",
            "DOTDIGITAL_PASSWORD}\"\n  enrolment_calls_an_hour: 100000\n",
            "    options:\n",
            "    options:\n      recheck_every: 1s\n"));
    Files.writeString(folder.resolve("automations.yaml"), AUTOMATIONS);
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
            Duration.ofSeconds(1));
    hub.catchUp();
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

  /// Somebody with an account who wants the newsletter.
  private static Shopper customer(String email) {
    return shop.shopper()
        .register(email, new Shopper.Name("Some", "Body"), SECRET)
        .logIn(email, SECRET)
        .chooseMarketing(true, Instant.parse("2026-11-01T10:00:00Z"));
  }

  private static PlacedOrder order(Shopper shopper) {
    return shopper.add("SHIRT-M", 2).goToTill("Some Body").pay();
  }

  private static void ship(PlacedOrder order) {
    keeper.moveFulfilment(
        keeper.fulfil(keeper.lines(order.id()), new Shopkeeper.Parcel("Royal Mail", "RM-1")),
        "Shipped");
  }

  private static Attendance attendance(int program, String email) {
    return hub.attendance(program, email);
  }

  private static void awaitStart(int program, String email) {
    Await.until(
        email + " in program " + program, PATIENCE, () -> attendance(program, email).entered() > 0);
  }

  @Test
  void the_past_started_nobody() {
    for (int program : List.of(PLACED, SHIPPED, REFUNDED)) {
      assertThat(attendance(program, "old@example.com")).isEqualTo(Attendance.NEVER);
    }
  }

  @Test
  void placing_shipping_and_refunding_start_one_program_each_once() {
    String email = "ada@example.com";
    PlacedOrder placed = order(customer(email));
    awaitStart(PLACED, email);
    assertThat(hub.orders(email).get(placed.code()))
        .contains("\"order_status\":\"PaymentSettled\"");
    assertThat(attendance(SHIPPED, email)).isEqualTo(Attendance.NEVER);

    ship(placed);
    awaitStart(SHIPPED, email);
    assertThat(hub.orders(email).get(placed.code())).contains("\"tracking\":\"RM-1\"");

    keeper.settleRefund(keeper.refund(placed.id(), keeper.lines(placed.id()), 4200, "too small"));
    awaitStart(REFUNDED, email);
    assertThat(hub.orders(email).get(placed.code())).contains("\"reason\":\"too small\"");

    hub.catchUp();
    for (int program : List.of(PLACED, SHIPPED, REFUNDED)) {
      assertThat(attendance(program, email)).isEqualTo(new Attendance(1, 1));
    }
  }

  @Test
  void a_cart_that_is_left_starts_one_program_and_one_that_is_bought_none() {
    String leaves = "lea@example.com";
    String buys = "bea@example.com";
    String asGuest = "cleo@example.com";
    customer(leaves).add("SHIRT-L", 1);
    Shopper bea = customer(buys).add("SHIRT-L", 1);
    customer(asGuest).add("SHIRT-L", 1);
    Await.until("three carts", PATIENCE, () -> carts(leaves, buys, asGuest).size() == 3);
    assertThat(carts(leaves)).singleElement().asString().contains("ORDER_PENDING", "SHIRT-L");

    PlacedOrder bought = bea.goToTill("Some Body").pay();
    // The same person in another browser, who does not log in: the cart stays as it is.
    PlacedOrder elsewhere =
        shop.shopper()
            .add("BLANKET-1", 1)
            .asGuest(asGuest, new Shopper.Name("Cleo", "Guest"))
            .goToTill("Cleo Guest")
            .pay();
    Await.until("her order", PATIENCE, () -> hub.orders(buys).containsKey(bought.code()));
    Await.until("the other", PATIENCE, () -> hub.orders(asGuest).containsKey(elsewhere.code()));
    for (String email : List.of(leaves, buys, asGuest)) {
      assertThat(attendance(CART_LEFT, email)).isEqualTo(Attendance.NEVER);
    }

    hub.advance(Duration.ofMinutes(61));
    awaitStart(CART_LEFT, leaves);
    hub.catchUp();

    assertThat(attendance(CART_LEFT, leaves)).isEqualTo(new Attendance(1, 1));
    assertThat(attendance(CART_LEFT, buys)).isEqualTo(Attendance.NEVER);
    assertThat(attendance(CART_LEFT, asGuest)).isEqualTo(Attendance.NEVER);
    assertThat(carts(buys)).singleElement().asString().contains("ORDER_COMPLETE");
  }

  private static List<String> carts(String... emails) {
    return Arrays.stream(emails)
        .flatMap(email -> hub.records("CartInsight", email).stream())
        .toList();
  }

  @Test
  void a_guest_who_agreed_to_nothing_is_told_of_the_parcel_and_not_thanked() {
    String email = "gil@example.com";
    PlacedOrder placed =
        shop.shopper()
            .add("SHIRT-S", 1)
            .asGuest(email, new Shopper.Name("Gil", "Guest"))
            .goToTill("Gil Guest")
            .pay();
    hub.catchUp();
    ship(placed);
    hub.catchUp();

    assertThat(attendance(PLACED, email)).isEqualTo(Attendance.NEVER);
    // Dotdigital itself lets nobody in who is unsubscribed there, whatever the mail is for.
    assertThat(attendance(SHIPPED, email)).isEqualTo(new Attendance(1, 0));
  }
}
