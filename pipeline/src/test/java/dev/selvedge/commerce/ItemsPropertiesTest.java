package dev.selvedge.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.CartNames;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Contribution.Identity;
import dev.selvedge.mapping.Contribution.OrderClaim;
import dev.selvedge.mapping.ItemClaim;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.ItemPart;
import dev.selvedge.mapping.OrderDetails;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.PostalAddress;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.Version;
import dev.selvedge.mapping.WishNames;
import dev.selvedge.mapping.json.ContributionJson;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.person.StoredContribution.Holder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// P2 for carts, products, wishes and records of the project's own: whatever order the records come
/// in and however often, what is put together is the same.
class ItemsPropertiesTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final ItemKey CART = ItemKey.cart("8841");
  private static final ItemKey PRODUCT = ItemKey.product("HAT-1");
  private static final ItemKey WISH = ItemKey.wish("W1");
  private static final ItemKey FILED = ItemKey.filed("Loyalty", "1");
  private static final CatalogRules RULES =
      new CatalogRules(
          "catalog_products",
          Map.of("stock", List.of(new SystemName("wms"), new SystemName("shop"))));

  @Property
  void any_order_and_any_repeats_lead_to_the_same(
      @ForAll("told") List<StoredContribution> told, @ForAll Random dice) {
    List<StoredContribution> again = new ArrayList<>(told);
    again.addAll(told.subList(0, told.size() / 2));
    Collections.shuffle(again, dice);

    assertThat(whole(again, dice)).isEqualTo(whole(told, dice));
  }

  /// As the store keeps them: of each record the newest; and given in any order.
  private static Map<String, Object> whole(List<StoredContribution> sequence, Random dice) {
    Map<RecordRef, StoredContribution> newest = new HashMap<>();
    for (StoredContribution one : sequence) {
      Contribution read = ContributionJson.read(ContributionJson.write(one.contribution()));
      newest.merge(
          read.ref(),
          new StoredContribution(read, one.inboxId(), one.holder()),
          (a, b) -> a.contribution().version().compareTo(b.contribution().version()) >= 0 ? a : b);
    }
    List<StoredContribution> held = new ArrayList<>(newest.values());
    Collections.shuffle(held, dice);
    Map<String, Object> whole = new HashMap<>();
    Cart.of(CART, held)
        .ifPresent(
            cart -> {
              whole.put("cart", ItemRecord.json(cart).toString());
              whole.put("whose", cart.person() + " " + cart.lastChanged() + " " + cart.isOpen());
            });
    Product.of(PRODUCT, held.stream().map(StoredContribution::contribution).toList(), RULES)
        .ifPresent(
            product -> {
              whole.put("product", ItemRecord.json(product).toString());
              whole.put("stock", product.stock() + " " + product.selling());
            });
    Wish.of(WISH, held).ifPresent(wish -> whole.put("wish", wish));
    Filed.of(FILED, held)
        .ifPresent(filed -> whole.put("filed", ItemRecord.json(filed) + " " + filed.person()));
    return whole;
  }

  @Provide
  Arbitrary<List<StoredContribution>> told() {
    return one().list().ofMinSize(1).ofMaxSize(14);
  }

  private static Arbitrary<StoredContribution> one() {
    Arbitrary<String> refs =
        Arbitraries.of(
            "shop/cart/8841",
            "crm/cart/8841",
            "shop/product/1",
            "wms/stock/1",
            "shop/wish/1",
            "crm/wish/1",
            "shop/points/1",
            "erp/points/1",
            "erp/order/1",
            "erp/order/2");
    return Combinators.combine(
            refs,
            Arbitraries.integers().between(0, 4),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 2))
        .as(ItemsPropertiesTest::stored);
  }

  private static StoredContribution stored(String ref, int minute, int number, int person) {
    Instant at = NOON.plusSeconds(60L * minute);
    RecordRef record = RecordRef.parse(ref);
    Contribution said =
        new Contribution(
            record,
            new Version(at, at, ContentHash.of(ref + number + person)),
            Identity.NONE,
            Map.of(),
            List.of(),
            order(record, number),
            Set.of(),
            item(record, number));
    Holder holder = person == 0 ? new Holder.Nobody() : new Holder.Known(new PersonId(person));
    return new StoredContribution(said, 1, holder);
  }

  private static OrderClaim order(RecordRef ref, int number) {
    if (!ref.kind().value().equals("order")) {
      return new OrderClaim.NoOrder();
    }
    OrderDetails details =
        new OrderDetails(
            "",
            "",
            "",
            List.of(),
            "",
            number == 0 ? "" : number == 1 ? "9" : "8841",
            PostalAddress.UNKNOWN,
            PostalAddress.UNKNOWN);
    return new OrderClaim.About(
        new OrderKey(ref.key()),
        List.of(
            new OrderPart.Header(
                NOON,
                "paid",
                false,
                "GBP",
                BigDecimal.TEN,
                Map.of(),
                List.of(),
                Map.of(),
                details)));
  }

  private static ItemClaim item(RecordRef ref, int number) {
    Value count = new Value.Decimal(BigDecimal.valueOf(number));
    Map<String, Value> empty = Map.of();
    if (number == 3) {
      // gone, or of something else by now
      return new ItemClaim.NoItem();
    }
    return switch (ref.kind().value()) {
      case "cart" ->
          new ItemClaim.About(
              CART,
              new ItemPart(
                  number == 2 ? Map.of(CartNames.CONVERTED, new Value.Flag(true)) : empty,
                  Map.of(),
                  Map.of(
                      CartNames.LINES,
                      Collections.nCopies(
                          number,
                          Map.of(CartNames.QUANTITY, count, CartNames.UNIT_PRICE, count)))));
      case "product" ->
          new ItemClaim.About(
              PRODUCT,
              new ItemPart(
                  number == 0 ? Map.of("price", count) : Map.of("price", count, "stock", count),
                  number == 1 ? Map.of("categories", List.of("Hats")) : Map.of()));
      case "stock" ->
          new ItemClaim.About(
              PRODUCT, new ItemPart(number == 0 ? empty : Map.of("stock", count), Map.of()));
      case "wish" ->
          new ItemClaim.About(
              WISH,
              new ItemPart(
                  Map.of(
                      WishNames.SKU,
                      new Value.Text("HAT-" + number),
                      WishNames.PURPOSE,
                      new Value.Text(number == 0 ? "price" : "stock")),
                  Map.of()));
      case "points" ->
          new ItemClaim.About(
              FILED,
              new ItemPart(
                  number == 0 ? empty : Map.of(ref.system().value(), count),
                  Map.of(),
                  Map.of("steps", List.of(Map.of("n", count)))));
      default -> new ItemClaim.NoItem();
    };
  }
}
