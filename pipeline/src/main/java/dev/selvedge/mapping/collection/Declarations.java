package dev.selvedge.mapping.collection;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All collections that a project fills. Immutable.
public record Declarations(Map<String, Declaration> byName) {
  public Declarations {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
  }

  public static Declarations of(Collection<Declaration> all) {
    Map<String, Declaration> byName = new TreeMap<>();
    all.forEach(one -> byName.put(Declaration.folded(one.name()), one));
    return new Declarations(byName);
  }

  /// The orders, and no other.
  public static Declarations orders(String collection) {
    return of(java.util.List.of(Standard.orders(collection)));
  }

  /// In whatever case it is written.
  public Optional<Declaration> find(String name) {
    return Optional.ofNullable(byName.get(Declaration.folded(name)));
  }

  /// The catalogue of products, where there is one.
  public Optional<Declaration> catalog() {
    return byName.values().stream()
        .filter(one -> one.kind() == Declaration.Kind.CATALOG)
        .findFirst();
  }

  public Collection<Declaration> all() {
    return byName.values();
  }
}
