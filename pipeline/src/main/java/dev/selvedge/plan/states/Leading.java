package dev.selvedge.plan.states;

import dev.selvedge.automation.Fact;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.History;
import dev.selvedge.commerce.Cart;
import dev.selvedge.commerce.Product;
import dev.selvedge.commerce.Wish;
import dev.selvedge.mapping.ItemKey;
import java.util.Optional;
import java.util.stream.Stream;

/// Which items a fact comes from.
final class Leading {
  private Leading() {}

  /// Of a fact about a cart the cart; of one about a wish the product, and then the wish.
  static Stream<ItemKey> to(Fact fact, History seen) {
    if (fact.kind() == FactKind.CART_LEFT) {
      return seen.cart(fact.key()).map(Cart::key).stream();
    }
    if (!fact.kind().isOfWish()) {
      return Stream.empty();
    }
    Optional<Wish> wish = seen.wish(fact.key());
    Optional<Product> product =
        wish.flatMap(one -> Optional.ofNullable(seen.products().get(one.sku())));
    return Stream.concat(product.map(Product::key).stream(), wish.map(Wish::key).stream());
  }

  /// The record that tells a fact, as text.
  static String record(Fact fact, History seen) {
    return fact.order()
        .flatMap(seen::order)
        .map(order -> order.headerOrigin().text())
        .or(() -> seen.cart(fact.key()).map(cart -> cart.origin().text()))
        .or(() -> seen.wish(fact.key()).map(wish -> wish.origin().text()))
        .or(() -> seen.change(fact).map(change -> change.source().text()))
        .orElse("");
  }
}
