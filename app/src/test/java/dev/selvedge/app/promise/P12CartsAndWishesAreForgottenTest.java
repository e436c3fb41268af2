package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.ItemBench.NOON;
import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.collection.Column;
import dev.selvedge.mapping.collection.ColumnType;
import dev.selvedge.mapping.collection.Declaration;
import dev.selvedge.mapping.collection.Standard;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.privacy.Found;
import dev.selvedge.work.subject.Erased;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P12 for carts, wishes and records of the project's own: they are found and forgotten with their
/// person, and those of others stay.
class P12CartsAndWishesAreForgottenTest {
  private static final SystemName DOTDIGITAL = new SystemName("dotdigital");
  private static final String ADA = "ada@erase-me.example";
  private static final String BOB = "bob@example.com";
  private static final Declaration LOYALTY =
      new Declaration(
          "Loyalty",
          Declaration.Kind.CUSTOM,
          Declaration.Scope.CONTACT,
          false,
          List.of(Column.of("points", ColumnType.FLOAT)));
  private static final String CART =
      """
      system: %s
      kind: cart
      person: { email: email }
      cart: { key: id, currency: { value: GBP }, lines: { each: items, sku: sku, quantity: qty } }
      """;
  private static final String BALANCE =
      """
      system: %s
      kind: balance
      person: { %s }
      record: { collection: Loyalty, key: id, fields: { points: { from: points, type: numeric } } }
      """;
  private static final Map<String, String> MAPPINGS =
      Map.of(
          "cart.yaml",
          CART.formatted("shop"),
          "crm.cart.yaml",
          CART.formatted("crm"),
          "alert.yaml",
          """
          system: shop
          kind: alert
          person: { email: email }
          wish: { key: id, sku: sku, asked_at: at, for: { value: stock } }
          """,
          "balance.yaml",
          BALANCE.formatted("shop", "email: email"),
          "crm.balance.yaml",
          BALANCE.formatted("crm", "belongs_to: { kind: customer, key: id }"));

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private ItemBench bench;

  @BeforeEach
  void open() {
    bench = new ItemBench(folder, MAPPINGS, Standard.carts(), LOYALTY);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static SourceRecord record(String ref, Instant at, String email) {
    return aSourceRecord()
        .of(ref)
        .changedAt(at)
        .saying(
            """
            {"id": "%s", "email": "%s", "sku": "HAT-1", "at": "2026-11-01T10:00:00Z", "points": 5,
             "items": [{"sku": "HAT-1", "qty": 1}]}
            """
                .formatted(ref.substring(ref.lastIndexOf('/') + 1), email))
        .build();
  }

  @Test
  void what_there_is_of_a_person_is_forgotten_whole_and_others_keep_theirs() {
    bench.tell(
        record("shop/cart/C1", NOON, ADA),
        record("crm/cart/C1", NOON, ""),
        record("shop/alert/A1", NOON, ADA),
        record("shop/balance/B1", NOON, ADA),
        record("crm/balance/B1", NOON, ""),
        record("shop/cart/C2", NOON, BOB),
        record("shop/alert/A2", NOON, BOB),
        record("shop/balance/B2", NOON, BOB));
    assertThat(bench.records(Standard.CARTS)).hasSize(2);
    assertThat(bench.records("Loyalty")).hasSize(2);

    Found found = bench.store.read(ports -> ports.traces().find(ADA));
    assertThat(found.records())
        .extracting(RecordRef::text)
        .containsExactlyInAnyOrder(
            "shop/cart/C1", "crm/cart/C1", "shop/alert/A1", "shop/balance/B1", "crm/balance/B1");

    assertThat(bench.erase(ADA)).isInstanceOf(Erased.Done.class);

    assertThat(bench.account.inside().contact(ADA)).isEmpty();
    assertThat(bench.records(Standard.CARTS)).hasSize(1);
    assertThat(bench.records("Loyalty")).hasSize(1);
    bench.store.read(
        ports -> {
          assertThat(ports.contributions().ofItems(List.of(ItemKey.cart("C1")))).isEmpty();
          assertThat(ports.contributions().ofItems(List.of(ItemKey.cart("C2")))).hasSize(1);
          assertThat(ports.contributions().withSku(ItemKey.Kind.WISH, "HAT-1", "", 9)).hasSize(1);
          assertThat(ports.traces().mentions(Set.of(ADA))).isEmpty();
          return "";
        });

    // A source that still tells of them is turned away.
    bench.tell(record("shop/cart/C1", NOON.plusSeconds(9), ADA));
    assertThat(bench.records(Standard.CARTS)).hasSize(1);
    List<Delivery> left =
        bench.store.read(
            ports -> ports.deliveries().ofPersons(DOTDIGITAL, Facet.CART, found.persons()));
    assertThat(left).isEmpty();
  }
}
