package dev.selvedge.commerce;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.ItemKey.Kind;
import dev.selvedge.person.Contributions;
import dev.selvedge.person.StoredContribution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// Reads carts, wishes and products as they are known now, whole. Confined to one transaction.
public final class Shelf {
  private final Contributions contributions;
  private final CatalogRules rules;

  public Shelf(Contributions contributions, CatalogRules rules) {
    this.contributions = contributions;
    this.rules = rules;
  }

  /// Those of these carts that are known.
  public Map<ItemKey, Cart> carts(Collection<ItemKey> keys) {
    return whole(Kind.CART, keys, Cart::of);
  }

  /// Every cart of these persons, also what is empty or bought.
  public Map<PersonId, List<Cart>> cartsOf(Collection<PersonId> persons) {
    return byPerson(persons, carts(keysOf(Kind.CART, persons)).values(), Cart::person);
  }

  /// Those of these wishes that are known.
  public Map<ItemKey, Wish> wishes(Collection<ItemKey> keys) {
    return whole(Kind.WISH, keys, Wish::of);
  }

  /// Every wish of these persons.
  public Map<PersonId, List<Wish>> wishesOf(Collection<PersonId> persons) {
    return byPerson(persons, wishes(keysOf(Kind.WISH, persons)).values(), Wish::person);
  }

  /// A page of the wishes for a product.
  ///
  /// @param next where the next page begins; empty when there is none
  public record WishPage(List<Wish> wishes, String next) {
    public WishPage {
      wishes = List.copyOf(wishes);
    }
  }

  /// The wishes for a product, in pages: there may be any number of them. Each is in one page, also
  /// one that several records tell.
  ///
  /// @param sku in the safe alphabet
  /// @param after where the page begins; empty for the first
  /// @param most so many records are looked at
  public WishPage wishesFor(String sku, String after, int most) {
    List<StoredContribution> page = contributions.withSku(Kind.WISH, sku, after, most);
    Set<RecordRef> here =
        page.stream().map(one -> one.contribution().ref()).collect(Collectors.toSet());
    List<Wish> wishes =
        wishes(keys(Kind.WISH, page)).values().stream()
            .filter(wish -> here.contains(wish.origin()) && wish.sku().equals(sku))
            .toList();
    return new WishPage(
        wishes, page.size() < most ? "" : page.getLast().contribution().ref().text());
  }

  /// The products with these SKUs; where several have one, the first by its key.
  ///
  /// @param skus in the safe alphabet
  public Map<String, Product> products(Collection<String> skus) {
    List<ItemKey> keys = keys(Kind.PRODUCT, contributions.withSkus(Kind.PRODUCT, skus));
    Map<String, Product> products = new TreeMap<>();
    whole(
            Kind.PRODUCT,
            keys,
            (key, stored) ->
                Product.of(
                    key, stored.stream().map(StoredContribution::contribution).toList(), rules))
        .values()
        .forEach(product -> products.putIfAbsent(product.sku(), product));
    products.keySet().retainAll(Set.copyOf(skus));
    return products;
  }

  /// The SKUs of those of these products that are known.
  ///
  /// @param keys of products
  public Set<String> skus(Collection<ItemKey> keys) {
    return whole(
            Kind.PRODUCT,
            keys,
            (key, stored) ->
                Product.of(
                    key, stored.stream().map(StoredContribution::contribution).toList(), rules))
        .values()
        .stream()
        .map(Product::sku)
        .collect(Collectors.toSet());
  }

  private List<ItemKey> keysOf(Kind kind, Collection<PersonId> persons) {
    return keys(kind, contributions.ofPersons(persons));
  }

  private static List<ItemKey> keys(Kind kind, Collection<StoredContribution> stored) {
    return stored.stream()
        .flatMap(one -> one.contribution().itemKey().stream())
        .filter(key -> key.kind() == kind)
        .distinct()
        .toList();
  }

  private <T> Map<ItemKey, T> whole(
      Kind kind,
      Collection<ItemKey> keys,
      BiFunction<ItemKey, List<StoredContribution>, Optional<T>> join) {
    Map<ItemKey, List<StoredContribution>> told = new HashMap<>();
    contributions
        .ofItems(keys)
        .forEach(
            one ->
                one.contribution()
                    .itemKey()
                    .ifPresent(key -> told.computeIfAbsent(key, k -> new ArrayList<>()).add(one)));
    Map<ItemKey, T> whole = new TreeMap<>();
    told.forEach(
        (key, stored) -> {
          if (key.kind() == kind) {
            join.apply(key, stored).ifPresent(one -> whole.put(key, one));
          }
        });
    return whole;
  }

  private static <T> Map<PersonId, List<T>> byPerson(
      Collection<PersonId> persons,
      Collection<T> all,
      java.util.function.Function<T, Optional<PersonId>> person) {
    Map<PersonId, List<T>> byPerson = new HashMap<>();
    for (T one : all) {
      person
          .apply(one)
          .filter(persons::contains)
          .ifPresent(owner -> byPerson.computeIfAbsent(owner, k -> new ArrayList<>()).add(one));
    }
    return byPerson;
  }
}
