package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.ItemBench.NOON;
import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.automation.Automations;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.collection.Standard;
import dev.selvedge.work.HubSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P7 for product numbers: a SKU is cleaned to what Dotdigital can hold, everywhere alike; two that
/// would become one are told apart by a person, and hold up nothing else.
class P7TwoSkusNeverBecomeOneTest {
  /// What the SKU `HAT 1` is cleaned to.
  private static final String CLEANED = "HAT-1-1c976e6a048d";

  private static final String CATALOG = "catalog_products";
  private static final Map<String, String> MAPPINGS =
      Map.of(
          "product.yaml",
          """
          system: shop
          kind: product
          product: { key: id, sku: sku, name: name }
          """,
          "cart.yaml",
          """
          system: shop
          kind: cart
          person: { email: email }
          cart: { key: id, currency: { value: GBP }, lines: { each: items, sku: sku, quantity: qty } }
          """,
          "order.yaml",
          """
          system: erp
          kind: order
          person: { email: email }
          order:
            key: id
            header:
              placed_at: at
              status: { value: paid }
              currency: { value: GBP }
              total: { value: 1 }
              lines: { each: items, sku: sku, quantity: qty, unit_price: { value: 1 } }
          """,
          "alert.yaml",
          """
          system: shop
          kind: alert
          person: { email: email }
          wish: { key: id, sku: sku, asked_at: at, for: { value: stock } }
          """);

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private ItemBench bench;

  @BeforeEach
  void open() {
    bench = new ItemBench(folder, MAPPINGS, Standard.carts(), Standard.catalog(CATALOG, List.of()));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static SourceRecord product(String id, Instant at, String sku) {
    return aSourceRecord()
        .of("shop/product/" + id)
        .changedAt(at)
        .saying("{\"id\": \"%s\", \"sku\": \"%s\", \"name\": \"Hat %s\"}".formatted(id, sku, id))
        .build();
  }

  private static SourceRecord somebodys(String ref, String sku) {
    return aSourceRecord()
        .of(ref)
        .changedAt(NOON)
        .saying(
            """
            {"id": "%s", "email": "ada@example.com", "at": "2026-11-01T10:00:00Z", "sku": "%s",
             "items": [{"sku": "%s", "qty": 1}]}
            """
                .formatted(ref.substring(ref.lastIndexOf('/') + 1), sku, sku))
        .build();
  }

  @Test
  void the_second_of_two_that_would_be_one_is_parked_and_both_are_named() {
    bench.tell(product("7", NOON, "HAT 1"));
    bench.tell(product("8", NOON, CLEANED), product("9", NOON, "CAP-1"));

    assertThat(bench.records(CATALOG)).hasSize(2);
    assertThat(bench.records(CATALOG).toString())
        .contains("\"original_sku\":\"HAT 1\"", "\"sku\":\"" + CLEANED + "\"", "CAP-1");
    assertThat(bench.parked())
        .containsExactly(
            "The SKU 'HAT-1-1c976e6a048d' would be sent as 'HAT-1-1c976e6a048d', and so is 'HAT"
                + " 1', which came first: two products would become one. Give one of the two"
                + " another number at its source, or tell them apart in the mapping; if they are one article, which"
                + " a system holds cleaned already, set 'skus: cleaned' for that system; then replay.");

    bench.tell(product("8", NOON.plusSeconds(60), "HAT-2"));

    assertThat(bench.records(CATALOG)).hasSize(3);
    assertThat(bench.parked()).isEmpty();
  }

  private void reopen(String... cleaning) {
    bench.close();
    bench =
        new ItemBench(
            folder,
            Automations.NONE,
            MAPPINGS,
            HubSettings.standard(),
            Stream.of(cleaning).map(SystemName::new).collect(Collectors.toSet()),
            Standard.carts(),
            Standard.catalog(CATALOG, List.of()));
  }

  @Test
  void from_a_system_that_cleans_itself_it_is_the_same_article_whichever_comes_first() {
    reopen("erp");
    bench.tell(somebodys("erp/order/O1", CLEANED));
    bench.tell(product("7", NOON, "HAT 1"));
    bench.tell(somebodys("erp/order/O2", CLEANED), somebodys("shop/cart/C1", "HAT 1"));
    assertThat(bench.parked()).isEmpty();
    assertThat(bench.records("Orders")).hasSize(2);

    // and nobody else may use it
    bench.tell(product("8", NOON, CLEANED));
    assertThat(bench.parked()).hasSize(1);
    assertThat(bench.records(CATALOG)).hasSize(1);
  }

  @Test
  void what_was_parked_before_that_was_said_goes_once_it_is() {
    bench.tell(somebodys("erp/order/O1", CLEANED));
    bench.tell(product("7", NOON, "HAT 1"));
    assertThat(bench.parked()).hasSize(1).allMatch(one -> one.contains("'skus: cleaned'"));

    reopen("erp");
    bench.tell(product("7", NOON.plusSeconds(1), "HAT 1"));
    assertThat(bench.parked()).isEmpty();
    assertThat(bench.records(CATALOG)).hasSize(1);
  }

  @Test
  void that_one_system_cleans_itself_makes_no_other_systems_number_the_same() {
    bench.tell(somebodys("erp/order/O1", CLEANED));
    bench.tell(product("8", NOON, CLEANED));

    reopen("erp");
    bench.tell(product("7", NOON, "HAT 1"));
    assertThat(bench.parked()).hasSize(1);
    assertThat(bench.records(CATALOG)).isEmpty();
  }

  @Test
  void in_one_batch_the_first_of_them_has_it() {
    bench.tell(product("8", NOON, CLEANED), product("7", NOON, "HAT 1"));

    assertThat(bench.records(CATALOG)).hasSize(1);
    assertThat(bench.only(CATALOG).path("id").asString()).isEqualTo("8");
    assertThat(bench.parked()).hasSize(1);
  }

  @Test
  void it_is_one_number_in_products_orders_carts_and_wishes() {
    bench.tell(
        product("7", NOON, "HAT 1"),
        somebodys("erp/order/O1", "HAT 1"),
        somebodys("shop/cart/C1", "HAT 1"),
        somebodys("shop/alert/A1", "HAT 1"));

    assertThat(bench.parked()).isEmpty();
    assertThat(bench.records("Orders").toString())
        .contains("\"sku\":\"" + CLEANED + "\"", "\"original_sku\":\"HAT 1\"");
    assertThat(bench.records(Standard.CARTS).toString())
        .contains("\"sku\":\"" + CLEANED + "\"", "\"original_sku\":\"HAT 1\"");

    bench.tell(
        somebodys("erp/order/O2", CLEANED),
        somebodys("shop/cart/C2", CLEANED),
        somebodys("shop/alert/A2", CLEANED),
        somebodys("shop/cart/C3", "CAP-1"));

    assertThat(bench.parked())
        .hasSize(3)
        .allMatch(one -> one.contains("'HAT 1', which came first"));
    assertThat(bench.records("Orders")).hasSize(1);
    assertThat(bench.records(Standard.CARTS)).hasSize(2);
  }
}
