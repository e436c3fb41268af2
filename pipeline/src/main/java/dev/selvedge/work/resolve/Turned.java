package dev.selvedge.work.resolve;

import dev.selvedge.RecordRef;
import dev.selvedge.commerce.CatalogRules;
import dev.selvedge.commerce.Product;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.plan.due.Planner.Cause;
import dev.selvedge.plan.due.Round;
import dev.selvedge.work.Store;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Which products somebody may wait for are another matter than before: they came or went, or cost
/// something else. A shop tells of every piece that it sells.
final class Turned {
  private Turned() {}

  /// Those of these items.
  ///
  /// @param fresh the records that are new, kept already
  /// @param before what was known of those records
  /// @param cause what made each change
  ///
  /// @return a round for each, past those who wait for what it is or was
  static List<Round> of(
      Collection<ItemKey> items,
      Set<RecordRef> fresh,
      Collection<StoredContribution> before,
      CatalogRules rules,
      Store.Ports ports,
      Function<ItemKey, Cause> cause) {
    List<ItemKey> products =
        items.stream().filter(key -> key.kind() == ItemKey.Kind.PRODUCT).toList();
    if (products.isEmpty()) {
      return List.of();
    }
    Map<ItemKey, List<Contribution>> now = new HashMap<>();
    Map<ItemKey, List<Contribution>> then = new HashMap<>();
    for (StoredContribution stored : ports.contributions().ofItems(products)) {
      note(stored, now);
      if (!fresh.contains(stored.contribution().ref())) {
        note(stored, then);
      }
    }
    before.stream()
        .filter(stored -> fresh.contains(stored.contribution().ref()))
        .forEach(stored -> note(stored, then));
    List<Round> rounds = new ArrayList<>();
    for (ItemKey key : products) {
      Optional<Product> is = Product.of(key, now.getOrDefault(key, List.of()), rules);
      Optional<Product> was = Product.of(key, then.getOrDefault(key, List.of()), rules);
      if (!is.map(Turned::matter).equals(was.map(Turned::matter))) {
        Stream.concat(is.stream(), was.stream())
            .map(Product::sku)
            .distinct()
            .forEach(sku -> rounds.add(new Round(sku, key, cause.apply(key))));
      }
    }
    return rounds;
  }

  private static void note(StoredContribution stored, Map<ItemKey, List<Contribution>> told) {
    Contribution contribution = stored.contribution();
    contribution
        .itemKey()
        .ifPresent(key -> told.computeIfAbsent(key, k -> new ArrayList<>()).add(contribution));
  }

  private static Matter matter(Product product) {
    return new Matter(
        product.sku(),
        product.stock().filter(stock -> stock.amount().signum() > 0).isPresent(),
        product.selling().map(price -> price.amount().stripTrailingZeros()));
  }

  private record Matter(String sku, boolean there, Optional<BigDecimal> price) {}
}
