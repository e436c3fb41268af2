package dev.selvedge.commerce;

import dev.selvedge.SystemName;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.ItemClaim;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.ItemPart;
import dev.selvedge.mapping.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A product as all systems together tell it: each property of the system that owns it, else of the
/// newest record that has it. A pure function of its contributions. Immutable.
public record Product(ItemKey key, ItemPart held) {
  private static final Comparator<Contribution> NEWEST_FIRST =
      Comparator.comparing(Contribution::version).thenComparing(Contribution::ref).reversed();

  /// Joins what is known of one product.
  ///
  /// @return empty where no record speaks of it (any more)
  public static Optional<Product> of(
      ItemKey key, Collection<Contribution> contributions, CatalogRules rules) {
    List<Told> told =
        contributions.stream()
            .sorted(NEWEST_FIRST)
            .flatMap(one -> partOf(one, key).stream())
            .toList();
    if (told.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Value> values = new TreeMap<>();
    Map<String, List<String>> lists = new TreeMap<>();
    // From what counts least to what counts most, so that the last word stays.
    for (Told one : told.reversed()) {
      values.putAll(one.part().values());
      lists.putAll(one.part().lists());
    }
    rules
        .owners()
        .forEach(
            (name, owners) -> {
              values.remove(name);
              lists.remove(name);
              for (Told one : ofOwners(told, owners).reversed()) {
                Optional.ofNullable(one.part().values().get(name))
                    .ifPresent(value -> values.put(name, value));
                Optional.ofNullable(one.part().lists().get(name))
                    .ifPresent(list -> lists.put(name, list));
              }
            });
    return Optional.of(new Product(key, new ItemPart(values, lists)));
  }

  private static List<Told> ofOwners(List<Told> told, List<SystemName> owners) {
    List<Told> inOrder = new ArrayList<>();
    for (SystemName owner : owners) {
      told.stream().filter(one -> one.system().equals(owner)).forEach(inOrder::add);
    }
    return inOrder;
  }

  private static Optional<Told> partOf(Contribution contribution, ItemKey key) {
    return contribution.item() instanceof ItemClaim.About about && about.key().equals(key)
        ? Optional.of(new Told(contribution.ref().system(), about.part()))
        : Optional.empty();
  }

  private record Told(SystemName system, ItemPart part) {}
}
