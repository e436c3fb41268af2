package dev.selvedge.plan;

import dev.selvedge.PersonId;
import dev.selvedge.commerce.Shelf;
import dev.selvedge.mapping.ItemKey;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Who asked to hear of a product.
final class Waiting {
  private static final int AT_ONCE = 500;
  private static final int MOST_PAGES = 1000;

  private Waiting() {}

  /// Those who asked for any of these products.
  static Set<PersonId> whoWaitsFor(Collection<ItemKey> items, Shelf shelf) {
    List<ItemKey> keys = items.stream().filter(key -> key.kind() == ItemKey.Kind.PRODUCT).toList();
    Set<PersonId> waiting = new LinkedHashSet<>();
    if (keys.isEmpty()) {
      return waiting;
    }
    for (String sku : shelf.skus(keys)) {
      String after = "";
      for (int page = 0; page < MOST_PAGES; page++) {
        Shelf.WishPage wishes = shelf.wishesFor(sku, after, AT_ONCE);
        wishes.wishes().forEach(wish -> wish.person().ifPresent(waiting::add));
        after = wishes.next();
        if (after.isEmpty()) {
          break;
        }
      }
    }
    return waiting;
  }
}
