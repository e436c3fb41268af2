package dev.selvedge.plan.states;

import dev.selvedge.PersonId;
import dev.selvedge.commerce.Cart;
import dev.selvedge.commerce.CatalogRules;
import dev.selvedge.commerce.Filed;
import dev.selvedge.commerce.ItemRecord;
import dev.selvedge.commerce.Product;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.collection.Declaration.Scope;
import dev.selvedge.mapping.collection.Standard;
import dev.selvedge.mapping.function.Sku;
import dev.selvedge.person.Contributions;
import dev.selvedge.person.People;
import dev.selvedge.person.Person;
import dev.selvedge.person.Records;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Subject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// Computes the records of products and carts and those of the project's own, from what all systems
/// say of them today. One that no system knows any more, or that is nobody's though it should be
/// somebody's, is to be taken back. Confined to one transaction.
final class ItemStates {
  private final CatalogRules rules;
  private final Contributions contributions;
  private final People people;

  ItemStates(CatalogRules rules, Records records) {
    this.rules = rules;
    this.contributions = records.contributions();
    this.people = records.people();
  }

  /// The desired record of each that has one.
  Map<Subject, Desired> of(Collection<ItemKey> keys) {
    List<ItemKey> kept = keys.stream().filter(this::isKept).distinct().toList();
    Map<Subject, Desired> desired = new LinkedHashMap<>();
    if (kept.isEmpty()) {
      return desired;
    }
    Map<ItemKey, List<StoredContribution>> held =
        contributions.ofItems(kept).stream()
            .collect(
                Collectors.groupingBy(stored -> stored.contribution().itemKey().orElseThrow()));
    Map<PersonId, String> addresses = addresses(held.values());
    for (ItemKey key : kept) {
      List<StoredContribution> parts = held.getOrDefault(key, List.of());
      Subject.item(key).ifPresent(subject -> desired.put(subject, of(key, parts, addresses)));
    }
    return desired;
  }

  private boolean isKept(ItemKey key) {
    return switch (key.kind()) {
      case PRODUCT -> !rules.catalog().isEmpty();
      case CART -> rules.carts();
      case RECORD -> rules.scope(key.collection()).isPresent();
      case WISH -> false;
    };
  }

  private Map<PersonId, String> addresses(Collection<List<StoredContribution>> held) {
    Set<PersonId> persons =
        held.stream()
            .flatMap(List::stream)
            .flatMap(stored -> stored.person().stream())
            .collect(Collectors.toSet());
    return people.byId(persons).stream().collect(Collectors.toMap(Person::id, Person::email));
  }

  private Desired of(ItemKey key, List<StoredContribution> parts, Map<PersonId, String> addresses) {
    return switch (key.kind()) {
      case PRODUCT -> product(key, parts);
      case CART -> cart(key, parts, addresses);
      case RECORD -> filed(key, parts, addresses);
      case WISH -> throw new IllegalStateException("a wish has no record: " + key);
    };
  }

  private Desired product(ItemKey key, List<StoredContribution> parts) {
    return Product.of(key, parts.stream().map(StoredContribution::contribution).toList(), rules)
        .<Desired>map(
            product -> new Desired.Shared(rules.catalog(), key.value(), ItemRecord.json(product)))
        .orElseGet(() -> new Desired.Withdrawn(rules.catalog(), key.value()));
  }

  /// An empty cart has nothing to come back to, and one of nobody's has nobody to tell.
  private Desired cart(
      ItemKey key, List<StoredContribution> parts, Map<PersonId, String> addresses) {
    String safe = Sku.clean(key.value());
    return Cart.of(key, parts)
        .filter(cart -> !cart.isEmpty())
        .<Desired>flatMap(
            cart -> insight(Standard.CARTS, safe, cart.person(), addresses, ItemRecord.json(cart)))
        .orElseGet(() -> new Desired.Withdrawn(Standard.CARTS, safe));
  }

  private Desired filed(
      ItemKey key, List<StoredContribution> parts, Map<PersonId, String> addresses) {
    String collection = key.collection();
    String safe = Sku.clean(key.within());
    boolean somebodys = rules.scope(collection).filter(Scope.CONTACT::equals).isPresent();
    return Filed.of(key, parts)
        .<Desired>flatMap(
            filed ->
                somebodys
                    ? insight(collection, safe, filed.person(), addresses, ItemRecord.json(filed))
                    : Optional.of(new Desired.Shared(collection, safe, ItemRecord.json(filed))))
        .orElseGet(() -> new Desired.Withdrawn(collection, safe));
  }

  private static Optional<Desired> insight(
      String collection,
      String key,
      Optional<PersonId> person,
      Map<PersonId, String> addresses,
      ObjectNode json) {
    return person.flatMap(
        owner ->
            Optional.ofNullable(addresses.get(owner))
                .map(email -> new Desired.Insight(owner, email, collection, key, json)));
  }
}
