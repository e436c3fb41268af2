package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.ItemBench.NOON;
import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.collection.Standard;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// P2, P3, P4 and P8 for carts: a cart is kept with the contact of whoever it is, once that is
/// known; it is completed by the order that came of it, taken back when it is emptied, and never
/// makes anybody a subscriber.
class P2CartsFollowTheirPersonTest {
  private static final String CART =
      """
      system: shop
      kind: cart
      person:
        email: email
        belongs_to: { kind: customer, key: customer }
      cart:
        key: id
        currency: currency
        total: total
        tax: tax
        url: url
        created_at: created
        modified_at: modified
        converted: ordered
        lines:
          each: items
          sku: sku
          name: name
          quantity: qty
          unit_price: price
          url: page
          image: image
      """;
  private static final String ORDER =
      """
      system: erp
      kind: order
      person: { email: email }
      order:
        key: number
        header:
          placed_at: placed
          status: { value: paid }
          currency: { value: GBP }
          total: total
          cart: cart
      """;
  private static final String CUSTOMER =
      """
      system: shop
      kind: customer
      person: { email: email }
      """;
  private static final String ADA = "ada@example.com";

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private ItemBench bench;

  @BeforeEach
  void open() {
    bench =
        new ItemBench(
            folder,
            Map.of("shop.cart.yaml", CART, "erp.order.yaml", ORDER, "shop.customer.yaml", CUSTOMER),
            Standard.carts());
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static SourceRecord cart(String id, Instant at, String who, int hats, String more) {
    String items =
        hats == 0
            ? ""
            : """
              {"sku": "HAT/1", "name": "Beanie", "qty": %d, "price": 56, "page": "https://shop.example/p/hat"}
              """
                .formatted(hats);
    return aSourceRecord()
        .of("shop/cart/" + id)
        .changedAt(at)
        .saying(
            """
            {"id": "%s", %s "currency": "gbp", "tax": 11.2, "url": "https://shop.example/cart/%s",
             "created": "2026-11-01T09:00:00Z", "modified": "%s", "items": [%s]%s}
            """
                .formatted(id, who, id, at, items, more))
        .build();
  }

  private static SourceRecord cart(Instant at, String who, int hats) {
    return cart("8841", at, who, hats, "");
  }

  private static SourceRecord customer(Instant at, String email) {
    return aSourceRecord()
        .of("shop/customer/7")
        .changedAt(at)
        .saying("{\"email\": \"" + email + "\"}")
        .build();
  }

  private static String by(String email) {
    return "\"email\": \"" + email + "\",";
  }

  private static SourceRecord order(Instant at, String cart) {
    return aSourceRecord()
        .of("erp/order/N1")
        .changedAt(at)
        .saying(
            """
            {"number": "N1", "email": "ada@example.com", "placed": "%s", "total": 112, "cart": "%s"}
            """
                .formatted(at, cart))
        .build();
  }

  private List<JsonNode> carts() {
    return bench.records(Standard.CARTS);
  }

  @Test
  void the_record_is_what_the_platforms_own_connector_writes() {
    bench.tell(cart(NOON, by("Ada@Example.com"), 2));

    JsonNode cart = bench.only(Standard.CARTS);
    assertThat(cart.path("cartId").asString()).isEqualTo("8841");
    assertThat(cart.path("cartPhase").asString()).isEqualTo("ORDER_PENDING");
    assertThat(cart.path("cartUrl").asString()).isEqualTo("https://shop.example/cart/8841");
    assertThat(cart.path("currency").asString()).isEqualTo("GBP");
    assertThat(cart.path("createdDate").asString()).isEqualTo("2026-11-01T09:00:00Z");
    assertThat(cart.path("modifiedDate").asString()).isEqualTo("2026-11-01T12:00:00Z");
    assertThat(cart.path("grandTotal").decimalValue()).isEqualByComparingTo("112");
    assertThat(cart.path("taxAmount").decimalValue()).isEqualByComparingTo("11.2");
    JsonNode line = cart.path("lineItems").get(0);
    assertThat(line.path("sku").asString()).matches("HAT-1-[0-9a-f]{12}");
    assertThat(line.path("original_sku").asString()).isEqualTo("HAT/1");
    assertThat(line.path("quantity").isIntegralNumber()).isTrue();
    assertThat(line.path("unitPrice").toString()).isEqualTo("56.00");
    assertThat(line.path("salePrice").toString()).isEqualTo("56.00");
    assertThat(line.path("totalPrice").decimalValue()).isEqualByComparingTo("112");
    assertThat(line.path("productUrl").asString()).isEqualTo("https://shop.example/p/hat");
    assertThat(cart.has("converted")).isFalse();
    assertThat(bench.parked()).isEmpty();
  }

  @Test
  void a_cart_makes_nobody_a_subscriber() {
    bench.tell(cart(NOON, by(ADA), 1));

    JsonNode contact = bench.account.inside().contact(ADA).orElseThrow();
    assertThat(contact.path("channelProperties").path("email").path("status").asString())
        .isEqualTo("unsubscribed");
  }

  @Test
  void a_cart_of_nobody_is_kept_here_and_parked_nowhere_until_it_is_somebodys() {
    int before = bench.account.inside().contactCount();

    bench.tell(cart(NOON, "", 1));

    assertThat(carts()).isEmpty();
    assertThat(bench.account.inside().contactCount()).isEqualTo(before);
    assertThat(bench.parked()).isEmpty();

    bench.tell(cart(NOON.plusSeconds(60), "\"customer\": \"7\",", 1));
    assertThat(carts()).isEmpty();
    bench.tell(customer(NOON, ADA));

    assertThat(carts()).hasSize(1);
  }

  @Test
  void what_did_not_change_costs_no_call() {
    bench.tell(cart(NOON, by(ADA), 1));
    long before = bench.account.calls().total();

    bench.tell(cart(NOON, by(ADA), 1));

    assertThat(bench.account.calls().total()).isEqualTo(before);
  }

  @Test
  void an_empty_cart_is_not_sent_and_one_that_is_emptied_is_taken_back() {
    bench.tell(cart(NOON, by(ADA), 0));
    assertThat(carts()).isEmpty();

    bench.tell(cart(NOON.plusSeconds(60), by(ADA), 2));
    assertThat(carts()).hasSize(1);
    bench.tell(cart(NOON.plusSeconds(120), by(ADA), 0));
    assertThat(carts()).isEmpty();

    bench.tell(cart(NOON.plusSeconds(180), by(ADA), 1));
    assertThat(carts()).hasSize(1);
    bench.tell(
        aSourceRecord().of("shop/cart/8841").changedAt(NOON.plusSeconds(240)).deleted().build());
    assertThat(carts()).isEmpty();
  }

  @Test
  void the_order_that_came_of_it_completes_it_whichever_comes_first() {
    bench.tell(cart(NOON, by(ADA), 1));
    bench.tell(order(NOON.plusSeconds(60), "8841"));
    assertThat(bench.only(Standard.CARTS).path("cartPhase").asString()).isEqualTo("ORDER_COMPLETE");

    bench.tell(order(NOON.plusSeconds(90), ""));
    assertThat(bench.only(Standard.CARTS).path("cartPhase").asString()).isEqualTo("ORDER_PENDING");

    bench.tell(order(NOON.plusSeconds(120), "9"), cart("9", NOON, by(ADA), 1, ""));
    assertThat(carts())
        .filteredOn(cart -> cart.path("key").asString().equals("9"))
        .singleElement()
        .extracting(cart -> cart.path("json").path("cartPhase").asString())
        .isEqualTo("ORDER_COMPLETE");
  }

  @Test
  void the_shops_own_word_completes_it() {
    bench.tell(cart("8841", NOON, by(ADA), 1, ", \"ordered\": true"));

    assertThat(bench.only(Standard.CARTS).path("cartPhase").asString()).isEqualTo("ORDER_COMPLETE");
  }

  @Test
  void a_cart_that_changes_hands_is_moved() {
    bench.tell(customer(NOON, ADA), cart(NOON, by(ADA), 1));
    String first = carts().getFirst().path("ownerContactId").asString();

    bench.tell(cart(NOON.plusSeconds(60), by("bob@example.com"), 1));

    assertThat(carts()).hasSize(1);
    assertThat(carts().getFirst().path("ownerContactId").asString()).isNotEqualTo(first);
  }

  @Test
  void a_cart_follows_its_customer_to_another_address() {
    bench.tell(customer(NOON, ADA), cart(NOON, "\"customer\": \"7\",", 1));
    assertThat(carts()).hasSize(1);

    // Bob is there already, with a contact of his own: Ada's account turns out to be his.
    bench.tell(cart("5", NOON, by("bob@example.com"), 1, ""));
    bench.tell(customer(NOON.plusSeconds(60), "bob@example.com"));

    assertThat(carts()).hasSize(2);
    assertThat(carts().stream().map(one -> one.path("ownerContactId").asString()).distinct())
        .hasSize(1);
  }

  @Test
  void any_order_of_the_same_records_gives_the_same_record() {
    List<SourceRecord> records =
        new ArrayList<>(
            List.of(
                cart(NOON, "", 1),
                cart(NOON.plusSeconds(10), by(ADA), 1),
                cart(NOON.plusSeconds(20), by(ADA), 0),
                cart(NOON.plusSeconds(30), by(ADA), 3),
                order(NOON.plusSeconds(40), "8841"),
                order(NOON.plusSeconds(5), "")));
    records.addAll(records.subList(0, 3));
    Collections.shuffle(records, new Random(11));

    records.forEach(bench::tell);

    JsonNode cart = bench.only(Standard.CARTS);
    assertThat(cart.path("cartPhase").asString()).isEqualTo("ORDER_COMPLETE");
    assertThat(cart.path("lineItems").get(0).path("quantity").asInt()).isEqualTo(3);
  }

  @Test
  void many_go_in_few_imports() {
    SourceRecord[] many =
        IntStream.range(0, 200)
            .mapToObj(n -> cart("C" + n, NOON, by("p" + n % 50 + "@example.com"), 1, ""))
            .toArray(SourceRecord[]::new);

    bench.tell(many);

    assertThat(carts()).hasSize(200);
    assertThat(bench.account.calls().total()).isLessThan(40);
  }
}
