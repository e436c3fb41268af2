package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.ItemBench.NOON;
import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.commerce.Cart;
import dev.selvedge.commerce.CatalogRules;
import dev.selvedge.commerce.Product;
import dev.selvedge.commerce.Shelf;
import dev.selvedge.commerce.Wish;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.collection.Standard;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P2 for what automations look for: who waits for a product, what it costs and how many there are
/// since when, and what somebody left in their cart.
class P2WishesAreFoundByPersonAndSkuTest {
  private static final CatalogRules RULES =
      new CatalogRules("catalog_products", Map.of("stock", List.of(new SystemName("wms"))));
  private static final Map<String, String> MAPPINGS =
      Map.of(
          "alert.yaml",
          """
          system: shop
          kind: alert
          person: { email: email }
          wish: { key: id, sku: sku, asked_at: at, for: type, price_seen: { from: price, when_missing: leave } }
          """,
          "product.yaml",
          """
          system: shop
          kind: product
          product: { key: id, sku: sku, price: price, special_price: { from: offer, when_missing: leave }, stock: stock }
          """,
          "stock.yaml",
          """
          system: wms
          kind: stock
          product: { key: id, stock: pieces }
          """,
          "cart.yaml",
          """
          system: shop
          kind: cart
          person: { email: email }
          cart: { key: id, currency: { value: GBP }, modified_at: at, lines: { each: items, sku: sku, quantity: qty, unit_price: price } }
          """);

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private ItemBench bench;

  @BeforeEach
  void open() {
    bench =
        new ItemBench(
            folder, MAPPINGS, Standard.carts(), Standard.catalog("catalog_products", List.of()));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static SourceRecord wish(String id, String email, String sku, String purpose) {
    return aSourceRecord()
        .of("shop/alert/" + id)
        .changedAt(NOON)
        .saying(
            """
            {"id": "%s", "email": "%s", "sku": "%s", "type": "%s", "at": "2026-10-01T10:00:00Z", "price": 67.2}
            """
                .formatted(id, email, sku, purpose))
        .build();
  }

  private static SourceRecord record(String ref, Instant at, String body) {
    return aSourceRecord().of(ref).changedAt(at).saying(body).build();
  }

  private <T> T look(Function<Shelf, T> look) {
    return bench.store.read(ports -> look.apply(new Shelf(ports.contributions(), RULES)));
  }

  private PersonId person(String email) {
    return bench.store.read(ports -> ports.people().byEmail(List.of(email)).getFirst().id());
  }

  @Test
  void wishes_are_found_by_who_has_them_and_by_what_they_are_for() {
    bench.tell(
        wish("1", "ada@example.com", "HAT 1", "price"),
        wish("2", "ada@example.com", "CAP-1", "stock"),
        wish("3", "bob@example.com", "HAT 1", "stock"));
    PersonId ada = person("ada@example.com");

    List<Wish> hers = look(shelf -> shelf.wishesOf(List.of(ada)).getOrDefault(ada, List.of()));
    assertThat(hers)
        .extracting(Wish::purpose, Wish::askedAt)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Wish.Purpose.PRICE, Instant.parse("2026-10-01T10:00:00Z")),
            org.assertj.core.groups.Tuple.tuple(
                Wish.Purpose.STOCK, Instant.parse("2026-10-01T10:00:00Z")));
    String hat = hers.getFirst().sku();
    assertThat(hat).isEqualTo("HAT-1-1c976e6a048d");
    assertThat(hers.getFirst().seen()).hasValue(new BigDecimal("67.2"));

    assertThat(look(shelf -> shelf.wishesFor(hat, "", 10)).wishes())
        .extracting(Wish::person)
        .containsExactly(
            java.util.Optional.of(ada), java.util.Optional.of(person("bob@example.com")));

    bench.tell(aSourceRecord().of("shop/alert/1").changedAt(NOON.plusSeconds(9)).deleted().build());
    assertThat(look(shelf -> shelf.wishesFor(hat, "", 10)).wishes()).hasSize(1);
  }

  @Test
  void of_many_wishes_each_is_in_one_page() {
    bench.tell(
        IntStream.range(0, 25)
            .mapToObj(n -> wish("W" + n, "p" + n + "@example.com", "HAT-1", "stock"))
            .toArray(SourceRecord[]::new));
    List<String> seen = new ArrayList<>();
    String from = "";
    do {
      String after = from;
      Shelf.WishPage page = look(shelf -> shelf.wishesFor("HAT-1", after, 10));
      page.wishes().forEach(wish -> seen.add(wish.key().value()));
      from = page.next();
    } while (!from.isEmpty());

    assertThat(seen).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void a_product_is_found_by_its_sku_and_says_since_when() {
    Instant later = NOON.plusSeconds(60);
    bench.tell(
        record("shop/product/7", NOON, "{\"id\":\"7\",\"sku\":\"HAT 1\",\"price\":9,\"stock\":1}"),
        record("wms/stock/7", later, "{\"id\":\"7\",\"pieces\":3}"));

    Product hat =
        Objects.requireNonNull(
            look(shelf -> shelf.products(List.of("HAT-1-1c976e6a048d", "7")))
                .get("HAT-1-1c976e6a048d"));

    assertThat(hat.stock()).hasValue(new Product.Amount(BigDecimal.valueOf(3), later));
    assertThat(hat.price()).hasValue(new Product.Amount(BigDecimal.valueOf(9), NOON));
    assertThat(hat.selling()).isEqualTo(hat.price());
    Map<String, Product> byKey = look(shelf -> shelf.products(List.of("7")));
    assertThat(byKey).isEmpty();

    bench.tell(
        record(
            "shop/product/7",
            later,
            "{\"id\":\"7\",\"sku\":\"HAT 1\",\"price\":9,\"offer\":8,\"stock\":0}"));
    Product cheaper =
        look(shelf -> shelf.products(List.of("HAT-1-1c976e6a048d")).values()).iterator().next();
    assertThat(cheaper.selling()).hasValue(new Product.Amount(BigDecimal.valueOf(8), later));
    assertThat(cheaper.stock()).isEqualTo(hat.stock());
  }

  @Test
  void a_persons_carts_say_when_they_changed_and_what_is_in_them() {
    bench.tell(
        record(
            "shop/cart/1",
            NOON,
            """
            {"id":"1","email":"ada@example.com","at":"2026-11-01T11:30:00Z",
             "items":[{"sku":"HAT 1","qty":2,"price":1.25}]}
            """),
        record("shop/cart/2", NOON, "{\"id\":\"2\",\"email\":\"ada@example.com\",\"items\":[]}"));
    PersonId ada = person("ada@example.com");

    List<Cart> carts = look(shelf -> shelf.cartsOf(List.of(ada)).getOrDefault(ada, List.of()));

    assertThat(carts).extracting(Cart::isOpen).containsExactly(true, false);
    Cart left = carts.getFirst();
    assertThat(left.lastChanged()).isEqualTo(Instant.parse("2026-11-01T11:30:00Z"));
    assertThat(left.total()).isEqualByComparingTo("2.5");
    assertThat(left.currency()).isEqualTo("GBP");
    assertThat(left.lines()).extracting(Cart.Line::sku).containsExactly("HAT-1-1c976e6a048d");
    assertThat(Stream.of(carts.getLast()).map(Cart::lastChanged)).containsExactly(NOON);
  }
}
