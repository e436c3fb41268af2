package dev.selvedge.dotdigital.delivery.guard;

import dev.selvedge.dotdigital.insight.CollectionType;
import dev.selvedge.dotdigital.insight.Scope;
import dev.selvedge.mapping.collection.Declaration;

/// What a declaration says, in Dotdigital's words.
public final class Kinds {
  private Kinds() {}

  /// Dotdigital's word for a kind of collection.
  public static CollectionType type(Declaration.Kind kind) {
    return switch (kind) {
      case ORDERS -> CollectionType.ORDERS;
      case CATALOG -> CollectionType.CATALOG;
      case CART_INSIGHT -> CollectionType.CART_INSIGHT;
      case CUSTOM -> CollectionType.CUSTOM;
    };
  }

  /// Dotdigital's word for whose the records of a collection are.
  public static Scope scope(Declaration.Scope scope) {
    return switch (scope) {
      case CONTACT -> Scope.CONTACT;
      case ACCOUNT -> Scope.ACCOUNT;
    };
  }
}
