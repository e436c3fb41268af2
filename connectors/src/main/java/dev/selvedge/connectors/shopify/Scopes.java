package dev.selvedge.connectors.shopify;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// What an app may do in a shop. Immutable.
record Scopes(Set<String> granted) {
  static final String ALL_ORDERS = "read_all_orders";
  static final String WRITE_CUSTOMERS = "write_customers";

  Scopes {
    granted = Set.copyOf(granted);
  }

  /// From the answer to [Queries#SHOP].
  static Scopes of(JsonNode data) {
    Set<String> granted = new TreeSet<>();
    data.path("currentAppInstallation")
        .path("accessScopes")
        .forEach(scope -> granted.add(scope.path("handle").asString("")));
    return new Scopes(granted);
  }

  /// Whoever may write may read.
  boolean allow(String scope) {
    return granted.contains(scope)
        || (scope.startsWith("read_") && granted.contains("write_" + scope.substring(5)));
  }
}
