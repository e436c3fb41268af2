package dev.selvedge.commerce;

import dev.selvedge.SystemName;
import dev.selvedge.mapping.collection.Declaration;
import dev.selvedge.mapping.collection.Declaration.Scope;
import dev.selvedge.mapping.collection.Declarations;
import dev.selvedge.mapping.collection.Standard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where products, carts and records of the project's own go, and whose word counts about products.
/// Immutable.
///
/// @param collections of insight data that the project fills
/// @param owners of some properties of products the systems that may set them, the first that does
///     counts; of all others the newest record counts
/// @param cleaning systems that write SKUs as they are sent
public record CatalogRules(
    Declarations collections, Map<String, List<SystemName>> owners, Set<SystemName> cleaning) {
  public static final CatalogRules NONE =
      new CatalogRules(Declarations.of(List.of()), Map.of(), Set.of());

  public CatalogRules {
    owners = Map.copyOf(owners);
    cleaning = Set.copyOf(cleaning);
  }

  /// Where every system writes SKUs as its own.
  public CatalogRules(Declarations collections, Map<String, List<SystemName>> owners) {
    this(collections, owners, Set.of());
  }

  /// Of products alone.
  public CatalogRules(String catalog, Map<String, List<SystemName>> owners) {
    this(Declarations.of(List.of(Standard.catalog(catalog, List.of()))), owners);
  }

  /// Where products go; empty where the project has none.
  public String catalog() {
    return collections.catalog().map(Declaration::name).orElse("");
  }

  /// Whether carts go anywhere.
  public boolean carts() {
    return collections.find(Standard.CARTS).isPresent();
  }

  /// To whom the records of a collection belong; empty where it is not declared (any more).
  public Optional<Scope> scope(String collection) {
    return collections.find(collection).map(Declaration::scope);
  }
}
