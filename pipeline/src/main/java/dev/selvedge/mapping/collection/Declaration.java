package dev.selvedge.mapping.collection;

import java.util.List;
import java.util.Locale;

/// What a project says of one collection. Immutable.
///
/// @param open whether records may hold more than is declared, each property of the type it came
///     with first; so it is where the hub itself makes the records
public record Declaration(String name, Kind kind, Scope scope, boolean open, List<Column> columns) {
  public Declaration {
    columns = List.copyOf(columns);
  }

  /// What a collection is for.
  public enum Kind {
    ORDERS,
    CATALOG,
    CART_INSIGHT,
    CUSTOM
  }

  /// To whom its records belong.
  public enum Scope {
    CONTACT,
    ACCOUNT
  }

  /// Names of collections do not differ by case alone.
  static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
