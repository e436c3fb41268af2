package dev.selvedge.commerce;

import dev.selvedge.SystemName;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.ItemClaim;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.ItemPart;
import dev.selvedge.mapping.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A product as all systems together tell it: each property of the system that owns it, else of the
/// newest record that has it. A pure function of its contributions. Immutable.
///
/// @param since of each property when the record that tells it changed
public record Product(ItemKey key, ItemPart held, Map<String, Instant> since) {
  private static final Comparator<Contribution> NEWEST_FIRST =
      Comparator.comparing(Contribution::version).thenComparing(Contribution::ref).reversed();

  public Product {
    since = Collections.unmodifiableSortedMap(new TreeMap<>(since));
  }

  /// A number and when the record that tells it changed.
  public record Amount(BigDecimal amount, Instant since) {}

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
    Joined joined = new Joined();
    // From what counts least to what counts most, so that the last word stays.
    told.reversed().forEach(joined::add);
    rules.owners().forEach((name, owners) -> joined.only(name, ofOwners(told, owners).reversed()));
    return Optional.of(new Product(key, new ItemPart(joined.values, joined.lists), joined.since));
  }

  /// By which it is sold; the key where no system tells another.
  public String sku() {
    return held.values().get("sku") instanceof Value.Text(String sku) ? sku : key.value();
  }

  /// How many there are.
  public Optional<Amount> stock() {
    return amount("stock");
  }

  /// What it costs usually; empty where nobody says.
  public Optional<Amount> price() {
    return amount("price");
  }

  /// What it costs now where that is not the price.
  public Optional<Amount> specialPrice() {
    return amount("special_price");
  }

  /// What it costs now: the special price where there is one.
  public Optional<Amount> selling() {
    return specialPrice().or(this::price);
  }

  private Optional<Amount> amount(String name) {
    return held.values().get(name) instanceof Value.Decimal(BigDecimal number)
        ? Optional.ofNullable(since.get(name)).map(at -> new Amount(number, at))
        : Optional.empty();
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
        ? Optional.of(
            new Told(contribution.ref().system(), contribution.version().changedAt(), about.part()))
        : Optional.empty();
  }

  private record Told(SystemName system, Instant at, ItemPart part) {}

  /// What is put together. Confined to one thread.
  private static final class Joined {
    private final Map<String, Value> values = new TreeMap<>();
    private final Map<String, List<String>> lists = new TreeMap<>();
    private final Map<String, Instant> since = new TreeMap<>();

    void add(Told one) {
      values.putAll(one.part().values());
      lists.putAll(one.part().lists());
      one.part().values().keySet().forEach(name -> since.put(name, one.at()));
      one.part().lists().keySet().forEach(name -> since.put(name, one.at()));
    }

    /// Of one property nobody else's word counts.
    void only(String name, List<Told> owners) {
      values.remove(name);
      lists.remove(name);
      since.remove(name);
      for (Told one : owners) {
        Optional.ofNullable(one.part().values().get(name))
            .ifPresent(
                value -> {
                  values.put(name, value);
                  since.put(name, one.at());
                });
        Optional.ofNullable(one.part().lists().get(name))
            .ifPresent(
                list -> {
                  lists.put(name, list);
                  since.put(name, one.at());
                });
      }
    }
  }
}
