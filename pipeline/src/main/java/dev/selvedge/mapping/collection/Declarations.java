package dev.selvedge.mapping.collection;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// All collections that a project fills. Immutable.
///
/// @param spelling of orders
public record Declarations(Map<String, Declaration> byName, OrderSpelling spelling) {
  public Declarations {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
  }

  /// By their folded names; of two of one such name the later counts.
  public static Declarations of(Collection<Declaration> all) {
    Map<String, Declaration> byName = new TreeMap<>();
    all.forEach(one -> byName.put(Declaration.folded(one.name()), one));
    return new Declarations(byName, OrderSpelling.AUTO);
  }

  /// The orders, and no other.
  public static Declarations orders(String collection) {
    return of(List.of(Standard.orders(collection)));
  }

  /// The same with another spelling of orders.
  public Declarations with(OrderSpelling other) {
    return new Declarations(byName, other);
  }

  /// Compares a record with what is declared and with what the account has of the collection, as it
  /// is spelled there.
  public Fit check(Declaration declared, List<Column> known, String key, ObjectNode json) {
    ObjectNode spelled =
        declared.kind() == Declaration.Kind.ORDERS ? spelling.spell(json, known) : json;
    return new RecordCheck(declared, known).of(key, spelled);
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

  /// Each of them, whatever its kind.
  public Collection<Declaration> all() {
    return byName.values();
  }
}
