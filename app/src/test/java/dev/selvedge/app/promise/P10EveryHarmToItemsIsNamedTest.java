package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Harm.left;
import static dev.selvedge.app.promise.Harm.mended;
import static dev.selvedge.app.promise.HarmedItems.CATALOG;
import static dev.selvedge.app.promise.HarmedItems.ORDERS;
import static dev.selvedge.app.promise.HarmedItems.STORES;
import static dev.selvedge.app.promise.ItemBench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.audit.Audits;
import dev.selvedge.audit.RepairPolicy;
import dev.selvedge.mapping.collection.Standard;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.audit.Mending;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// P10 for products, carts, records of the project's own and orders that an account spells in
/// camelCase: an audit names whatever was done to them, and nothing else; where the hub can mend
/// it, the next audit is clean.
class P10EveryHarmToItemsIsNamedTest {
  private static final String AFTERWARDS = "(changed in the target afterwards: ";
  private static final String AGAIN = AFTERWARDS + "send again)";

  @TempDir private Path folder;

  static Stream<Harm<HarmedItems>> harms() {
    return Stream.of(products(), carts(), own(), orders()).flatMap(List::stream);
  }

  private static List<Harm<HarmedItems>> products() {
    return List.of(
        mended(
            "a product is deleted",
            it -> it.deleteOnly(CATALOG, true),
            "PRODUCT MISSING: a record / (no such record) " + AGAIN),
        mended(
            "a product's price is edited",
            it -> it.edit(CATALOG, true, "price", "9.5"),
            "PRODUCT FIELD price: 12.5 / 9.5 " + AGAIN),
        left(
            "a product that no system knows is made",
            it -> it.makeAnother(CATALOG, true, "SCARF"),
            "PRODUCT UNKNOWN: (no such record) / is there (not the hub's: look at it)"),
        mended(
            "the store says that a price was delivered, and it never was",
            it -> {
              it.bench.accept(HarmedItems.product(NOON.plusSeconds(60), "13"));
              it.bench.crank.resolve();
              it.editStore(
                  "update delivery set state = 'SETTLED', delivered_hash = desired,"
                      + " delivered_at = changed_at where state = 'DUE'");
            },
            "PRODUCT FIELD price: 13.0 / 12.5 " + AGAIN),
        left(
            "the store lost a product",
            it ->
                it.editStore(
                    "delete from contribution where item_key <> '' and ref like 'shop/product/%'"),
            "PRODUCT LEFT_OVER: (gone) / is there (mapped differently: look at it)"));
  }

  private static List<Harm<HarmedItems>> carts() {
    return List.of(
        mended(
            "a cart is deleted",
            it -> it.deleteOnly(Standard.CARTS, false),
            "CART MISSING: a record / (no such record) " + AGAIN),
        mended(
            "a cart's total is edited",
            it -> it.edit(Standard.CARTS, false, "grandTotal", "1"),
            "CART FIELD grandTotal: 56.00 / 1 " + AGAIN),
        mended(
            "a cart loses its lines",
            it -> it.edit(Standard.CARTS, false, "lineItems", "[]"),
            "CART FIELD lineItems[1]: "
                + "{\"name\":\"HAT\",\"quantity\":1,\"sku\":\"HAT\",\"unitPrice\":56.00,"
                + "\"totalPrice\":56.00,\"salePrice\":56.00}"
                + " / (nothing) "
                + AGAIN),
        left(
            "a cart changed a moment ago",
            it -> {
              it.bench.accept(HarmedItems.cart(it.bench.clock.instant(), "112", 1));
              it.bench.crank.resolve();
            },
            "CART FIELD grandTotal: 112.00 / 56.00 (on its way: look at it)"));
  }

  private static List<Harm<HarmedItems>> own() {
    return List.of(
        mended(
            "a record of the project's own is deleted",
            it -> it.deleteOnly(STORES, true),
            "RECORD MISSING: a record / (no such record) " + AGAIN),
        mended(
            "a record of the project's own is edited",
            it -> it.edit(STORES, true, "city", "\"Leeds\""),
            "RECORD FIELD city: York / Leeds " + AGAIN));
  }

  private static List<Harm<HarmedItems>> orders() {
    return List.of(
        left("nothing is wrong", it -> {}),
        mended(
            "an order that is spelt in camelCase is deleted",
            it -> it.deleteOnly(ORDERS, false),
            "ORDER MISSING: 19.90 GBP / (no such record) " + AGAIN),
        mended(
            "the total of an order that is spelt in camelCase is edited",
            it -> it.edit(ORDERS, false, "orderTotal", "9.9"),
            "ORDER FIELD orderTotal: 19.90 / 9.9 " + AGAIN),
        mended(
            "an order is written anew in the other spelling",
            it -> {
              var order = it.held(ORDERS);
              order.set("order_total", order.remove("orderTotal"));
              it.put(ORDERS, "ada@example.com", it.key(ORDERS), order);
            },
            "ORDER FIELD orderTotal: 19.90 / (nothing) " + AGAIN));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("harms")
  void it_is_named_and_mended(Harm<HarmedItems> harm) {
    try (HarmedItems items = new HarmedItems(folder)) {
      harm.act().on(items);
      items.bench.clock.advance(Duration.ofMinutes(5));

      Audit audit = items.audit(AuditOrder.Basis.SWEEP);

      assertThat(audit.state()).as(audit.why()).isEqualTo(Audit.State.DONE);
      assertThat(items.told(audit)).containsExactlyInAnyOrderElementsOf(harm.told());
      if (harm.mends()) {
        new Mending(items.bench.auditing())
            .mend(audit.id(), Audits.Choice.OPEN, 100, new ByHand("ada", ""));
        items.bench.tell();
        items.bench.tell();
        assertThat(items.told(items.audit(AuditOrder.Basis.SWEEP))).isEmpty();
        long calls = items.bench.account.calls().total();
        items.bench.tell();
        assertThat(items.bench.account.calls().total())
            .as("what is mended is not sent again and again")
            .isEqualTo(calls);
      }
    }
  }

  @Test
  void all_of_it_at_once_is_mended_by_itself_only_where_so_much_may_be() {
    try (HarmedItems items = new HarmedItems(folder)) {
      items.deleteOnly(CATALOG, true);
      items.edit(Standard.CARTS, false, "grandTotal", "1");
      items.deleteOnly(STORES, true);
      items.edit(ORDERS, false, "orderTotal", "9.9");
      items.bench.clock.advance(Duration.ofMinutes(5));
      Audit audit = items.audit(AuditOrder.Basis.SWEEP);
      assertThat(items.told(audit)).hasSize(4);
      Mending mending = new Mending(items.bench.auditing());

      assertThat(mending.byItself(audit, new RepairPolicy(true, 3)).refused())
          .startsWith("Nothing was mended: 4 things would change, and at most 3 may.");
      items.bench.tell();
      assertThat(items.told(items.audit(AuditOrder.Basis.SWEEP))).hasSize(4);

      assertThat(mending.byItself(audit, new RepairPolicy(true, 4)).all()).isEqualTo(4);
      items.bench.tell();
      items.bench.tell();
      assertThat(items.told(items.audit(AuditOrder.Basis.SWEEP))).isEmpty();
    }
  }

  @Test
  void days_add_up_whichever_way_the_account_spells_its_orders() {
    try (HarmedItems items = new HarmedItems(folder)) {
      assertThat(items.held(ORDERS).has("orderTotal")).isTrue();

      Audit audit = items.audit(AuditOrder.Basis.SWEEP);

      assertThat(audit.result().days())
          .singleElement()
          .matches(AuditResult.Day::isEven)
          .extracting(AuditResult.Day::valueThere)
          .isEqualTo(new BigDecimal("19.90"));
    }
  }

  /// A sample reads records one by one, and never the list that tells how they are spelt.
  @Test
  void a_sample_of_orders_in_camel_case_tells_of_no_difference() {
    try (HarmedItems items = new HarmedItems(folder)) {
      Audit audit = items.audit(AuditOrder.Basis.SAMPLE);

      assertThat(audit.state()).as(audit.why()).isEqualTo(Audit.State.DONE);
      assertThat(items.told(audit)).isEmpty();
      items.edit(ORDERS, false, "orderTotal", "9.9");
      assertThat(items.told(items.audit(AuditOrder.Basis.SAMPLE)))
          .containsExactly("ORDER FIELD orderTotal: 19.90 / 9.9 " + AGAIN);
    }
  }
}
