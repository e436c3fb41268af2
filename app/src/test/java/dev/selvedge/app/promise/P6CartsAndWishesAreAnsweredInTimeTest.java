package dev.selvedge.app.promise;

import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SpokenTime;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.Automations;
import dev.selvedge.automation.Cap;
import dev.selvedge.automation.Given;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.automation.Terms;
import dev.selvedge.automation.Trigger;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.collection.Standard;
import dev.selvedge.trail.TrailEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// P6 for what people left or wait for: an abandoned basket is spoken of once, and not after a
/// purchase, up to a second before the call and by whichever of the person's records; what is back
/// or cheaper is told to those who asked.
class P6CartsAndWishesAreAnsweredInTimeTest {
  private static final int BASKET = 15;
  private static final int BACK = 17;
  private static final int CHEAPER = 12;
  private static final String ADA = "ada@example.com";
  private static final String GUEST = "ada.guest@example.com";
  private static final Duration AFTER = Duration.ofMinutes(45);
  private static final Map<String, String> MAPPINGS =
      Map.of(
          "customer.yaml",
          """
          system: shop
          kind: customer
          person: { email: email }
          """,
          "order.yaml",
          """
          system: erp
          kind: order
          person: { email: email, belongs_to: { kind: account, key: account } }
          order:
            key: number
            header:
              placed_at: placed
              status: { value: paid }
              cancelled: cancelled
              currency: { value: GBP }
              total: { value: "10" }
          """,
          "account.yaml",
          """
          system: erp
          kind: account
          person: { email: email }
          """,
          "cart.yaml",
          """
          system: shop
          kind: cart
          person: { email: email }
          cart: { key: id, currency: { value: GBP }, modified_at: at, converted: bought, lines: { each: items, sku: sku, quantity: qty, unit_price: price } }
          """,
          "alert.yaml",
          """
          system: shop
          kind: alert
          person: { email: email }
          wish: { key: id, sku: sku, asked_at: at, for: type, price_seen: price }
          """,
          "product.yaml",
          """
          system: shop
          kind: product
          product: { key: id, sku: sku, name: name, url: url, image: image, price: price, stock: stock }
          """);

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private ItemBench bench;

  private Instant start = Instant.EPOCH;

  private static Rule rule(String name, Trigger trigger, int program, Terms terms) {
    return new Rule(
        name,
        trigger,
        new Action.Enrol(program),
        Duration.ofHours(6),
        Purpose.TRANSACTIONAL,
        terms);
  }

  /// One that hands on what these names stand for.
  private static Rule telling(Trigger trigger, String type, String... names) {
    Map<String, Given> with = new HashMap<>();
    for (String name : names) {
      with.put(name.replace('.', '_'), new Given.Taken(name));
    }
    return new Rule(
        type,
        trigger,
        new Action.Event(type, with),
        Duration.ofHours(6),
        Purpose.TRANSACTIONAL,
        Terms.NONE);
  }

  @BeforeEach
  void open() {
    bench =
        new ItemBench(
            folder,
            new Automations(
                List.of(
                    rule(
                        "basket",
                        new Trigger.CartLeft(AFTER),
                        BASKET,
                        Terms.NONE.atMost(Cap.ofRule("basket", 1, Duration.ofDays(7)))),
                    rule("back", new Trigger.BackInStock(), BACK, Terms.NONE),
                    rule("cheaper", new Trigger.PriceDrop(10), CHEAPER, Terms.NONE),
                    telling(
                        new Trigger.CartLeft(AFTER),
                        "cart-told",
                        "cart.key",
                        "cart.total_shown",
                        "cart.lines",
                        "cart.first_sku"),
                    telling(
                        new Trigger.PriceDrop(10),
                        "price-told",
                        "product.sku",
                        "product.name",
                        "product.url",
                        "product.image",
                        "product.price_shown",
                        "wish.key",
                        "wish.price_seen_shown"))),
            MAPPINGS,
            Standard.carts(),
            Standard.catalog("catalog_products", List.of()));
    start = bench.clock.instant();
    bench.tell(record("shop/customer/1", start, "{\"email\":\"" + ADA + "\"}"));
    start = bench.clock.instant();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static SourceRecord record(String ref, Instant at, String body) {
    return aSourceRecord().of(ref).changedAt(at).saying(body).build();
  }

  private static SourceRecord cart(String id, String email, Instant at, int hats) {
    return record(
        "shop/cart/" + id,
        at,
        "{\"id\":\"%s\",\"email\":\"%s\",\"at\":\"%s\",\"bought\":false,\"items\":[%s]}"
            .formatted(id, email, at, hats == 0 ? "" : "{\"sku\":\"HAT\",\"qty\":1,\"price\":10}"));
  }

  private static SourceRecord order(
      String number, String email, String account, Instant at, boolean cancelled) {
    return record(
        "erp/order/" + number,
        cancelled ? at.plusSeconds(1) : at,
        "{\"number\":\"%s\",\"email\":\"%s\",\"account\":\"%s\",\"placed\":\"%s\",\"cancelled\":%s}"
            .formatted(number, email, account, at, cancelled));
  }

  private static SourceRecord wish(String id, String type, Instant at) {
    return record(
        "shop/alert/" + id,
        at,
        "{\"id\":\"%s\",\"email\":\"%s\",\"sku\":\"HAT\",\"type\":\"%s\",\"at\":\"%s\",\"price\":50}"
            .formatted(id, ADA, type, at));
  }

  private static SourceRecord product(Instant at, String price, int stock) {
    return record(
        "shop/product/H",
        at,
        """
        {"id":"H","sku":"HAT","name":"Felt hat","url":"https://shop/hat","image":"https://shop/hat.png","price":%s,"stock":%d}
        """
            .formatted(price, stock));
  }

  private int times(int program) {
    return bench.account.inside().attendance(program, ADA).asked()
        + bench.account.inside().attendance(program, GUEST).asked();
  }

  private void to(Instant at) {
    bench.clock.set(at);
    bench.crank.sendAll(12, () -> bench.clock.advance(Duration.ofMillis(50)));
  }

  private List<String> trail() {
    return bench.store.read(ports -> ports.trail().latest(2000)).stream()
        .map(TrailEntry::sentence)
        .toList();
  }

  @Test
  void a_cart_that_is_left_is_spoken_of_once_when_its_time_has_come() {
    bench.tell(cart("C", ADA, start, 1));
    bench.tell(cart("C", ADA, start, 1));

    to(start.plus(AFTER).minusSeconds(1));
    assertThat(times(BASKET)).isZero();
    to(start.plus(AFTER));
    assertThat(times(BASKET)).isEqualTo(1);

    bench.tell(cart("C", ADA, bench.clock.instant(), 1));
    to(bench.clock.instant().plus(AFTER).plus(AFTER));
    assertThat(times(BASKET)).isEqualTo(1);
  }

  @Test
  void one_in_which_something_changes_waits_anew() {
    bench.tell(cart("C", ADA, start, 1));
    Instant later = start.plus(Duration.ofMinutes(40));
    to(later);
    bench.tell(cart("C", ADA, later, 1));

    to(later.plus(AFTER).minusSeconds(1));
    assertThat(times(BASKET)).isZero();
    to(later.plus(AFTER));
    assertThat(times(BASKET)).isEqualTo(1);
  }

  @Test
  void a_purchase_a_second_before_the_call_cancels_it() {
    bench.tell(cart("C", ADA, start, 1));
    Instant last = start.plus(AFTER).minusSeconds(1);
    bench.clock.set(last);
    bench.store.change(
        ports ->
            ports
                .inbox()
                .accept(List.of(order("A1", ADA, "", last, false)), bench.clock.instant()));
    bench.crank.resolve();

    to(start.plus(AFTER));
    assertThat(times(BASKET)).isZero();
    assertThat(trail())
        .contains(
            "automation basket (cart_left) cancelled: the person placed order A1 on "
                + SpokenTime.of(last));
  }

  @Test
  void so_does_one_under_a_guest_record_that_turns_out_to_be_the_same_person() {
    bench.tell(
        record("erp/account/G", start, "{\"email\":\"" + GUEST + "\"}"),
        cart("C", ADA, start, 1),
        order("G1", GUEST, "G", start.plusSeconds(60), false));
    bench.tell(record("erp/account/G", start.plusSeconds(120), "{\"email\":\"" + ADA + "\"}"));

    to(start.plus(AFTER).plus(AFTER));
    assertThat(times(BASKET)).isZero();
    assertThat(trail())
        .anySatisfy(
            said -> assertThat(said).contains("(cart_left) cancelled: the person placed order G1"));
  }

  @Test
  void an_order_that_is_cancelled_itself_leaves_the_cart_where_it_was() {
    Instant bought = start.plusSeconds(60);
    bench.tell(cart("C", ADA, start, 1), order("A1", ADA, "", bought, false));
    bench.tell(order("A1", ADA, "", bought, true));

    to(start.plus(AFTER));
    assertThat(times(BASKET)).isEqualTo(1);
  }

  @Test
  void one_that_is_emptied_is_not_spoken_of() {
    bench.tell(cart("C", ADA, start, 1));
    bench.tell(cart("C", ADA, start.plusSeconds(60), 0));

    to(start.plus(AFTER).plus(AFTER));
    assertThat(times(BASKET)).isZero();
    assertThat(trail()).contains("automation basket (cart_left) cancelled: its cart is empty");
  }

  @Test
  void of_two_carts_one_is_spoken_of_in_a_week() {
    bench.tell(cart("C", ADA, start, 1), cart("D", ADA, start, 1));

    to(start.plus(AFTER));
    assertThat(times(BASKET)).isEqualTo(1);
  }

  @Test
  void what_is_back_is_told_once_to_whoever_asked_before() {
    bench.tell(product(start, "50", 0), wish("W", "stock", start.plusSeconds(1)));
    assertThat(times(BACK)).isZero();

    Instant back = bench.clock.instant();
    bench.tell(product(back, "50", 5));
    assertThat(times(BACK)).isEqualTo(1);

    bench.tell(product(back.plusSeconds(60), "50", 0));
    bench.tell(product(back.plusSeconds(120), "50", 5));
    assertThat(times(BACK)).isEqualTo(1);
  }

  @Test
  void what_costs_less_is_told_when_it_is_enough() {
    bench.tell(product(start, "50", 1), wish("W", "price", start.plusSeconds(1)));

    bench.tell(product(bench.clock.instant(), "45.01", 1));
    assertThat(times(CHEAPER)).isZero();
    bench.tell(product(bench.clock.instant(), "45.00", 1));
    assertThat(times(CHEAPER)).isEqualTo(1);
  }

  private JsonNode told(String type) {
    return bench.only(type);
  }

  @Test
  void what_is_told_of_a_cart_and_of_a_wish_is_what_they_are() {
    bench.tell(product(start, "50", 1), wish("W", "price", start.plusSeconds(1)));
    bench.tell(cart("C", ADA, start, 1), product(bench.clock.instant(), "40", 1));
    to(start.plus(AFTER));

    JsonNode cart = told("cart-told");
    assertThat(cart.path("cart_key").asString()).isEqualTo("C");
    assertThat(cart.path("cart_total_shown").asString()).isEqualTo("10.00");
    assertThat(cart.path("cart_lines").decimalValue()).isEqualByComparingTo("1");
    assertThat(cart.path("cart_first_sku").asString()).isEqualTo("HAT");
    JsonNode price = told("price-told");
    assertThat(price.path("product_sku").asString()).isEqualTo("HAT");
    assertThat(price.path("product_name").asString()).isEqualTo("Felt hat");
    assertThat(price.path("product_url").asString()).isEqualTo("https://shop/hat");
    assertThat(price.path("product_image").asString()).isEqualTo("https://shop/hat.png");
    assertThat(price.path("product_price_shown").asString()).isEqualTo("40.00");
    assertThat(price.path("wish_key").asString()).isEqualTo("W");
    assertThat(price.path("wish_price_seen_shown").asString()).isEqualTo("50.00");
  }
}
